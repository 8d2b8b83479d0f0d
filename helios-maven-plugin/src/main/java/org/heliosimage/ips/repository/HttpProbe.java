package org.heliosimage.ips.repository;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heliosimage.ips.transport.Answer;
import org.heliosimage.ips.transport.Query;
import org.heliosimage.ips.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Finds out what kind of repository a server has. */
final class HttpProbe {

  private static final int MAX_BYTES = 1 << 16;

  /** Some servers answer everything with a page that is never the same. */
  private static final int DIFFERENT = 2;

  private HttpProbe() {}

  /**
   * Asks for the operations of a depot, then for the mark of a repository folder.
   *
   * @param base the URI with a slash at its end
   */
  static HttpLayout layout(Transport transport, URI base, String uri, @Nullable String publisher)
      throws IOException {
    Map<String, Set<String>> operations = operations(transport, base, publisher);
    if (operations.containsKey("catalog") || operations.containsKey("file")) {
      return new HttpLayout.Depot(base, operations);
    }
    URI mark = base.resolve(RepositoryMark.NAME);
    boolean found =
        transport.read(
            Query.of(mark, publisher),
            answer -> {
              if (answer.kind() == Answer.Kind.FOUND) {
                new RepositoryMark(answer.body().readNBytes(RepositoryMark.MAX_BYTES))
                    .requireVersion(uri);
              }
              return answer.kind() == Answer.Kind.FOUND;
            });
    if (!found) {
      throw new RepositoryException(
          uri
              + " is no package repository: it has neither versions/0 nor "
              + RepositoryMark.NAME
              + "; check the URI, or name another one by helios.packageMirrors");
    }
    return new HttpLayout.Tree(base);
  }

  /** What a depot says it can do; nothing if the server has something else, or says so twice. */
  private static Map<String, Set<String>> operations(
      Transport transport, URI base, @Nullable String publisher) throws IOException {
    Set<String> others = new HashSet<>();
    return transport.read(
        Query.of(base.resolve("versions/0/"), publisher),
        answer -> {
          String text = new String(answer.body().readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
          Map<String, Set<String>> operations = operations(text);
          if (operations.isEmpty()
              && answer.kind() == Answer.Kind.FOUND
              && others.add(text)
              && others.size() <= DIFFERENT) {
            // Nothing says what a sound answer is, but a damaged one hardly comes twice.
            throw new IOException("versions/0 is not that of a depot");
          }
          return operations;
        });
  }

  /** Lines of an operation and its versions after one that says what it is; else nothing. */
  private static Map<String, Set<String>> operations(String text) {
    Map<String, Set<String>> operations = new HashMap<>();
    if (text.startsWith("pkg-server ")) {
      for (String line : text.split("\n", -1)) {
        List<String> words = List.of(line.strip().split("[ \t]+", -1));
        operations.put(words.get(0), Set.copyOf(words.subList(1, words.size())));
      }
    }
    return operations;
  }
}
