package org.heliosimage.ips.repository;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.transport.Transport;
import org.jspecify.annotations.Nullable;

/** Remembers how a server has its files, so that it is asked that once and not in every build. */
final class LayoutFile {

  private static final String TREE = "tree";
  private static final String DEPOT = "depot";

  private final RemoteCache cache;
  private final Transport transport;
  private final URI base;
  private final String uri;
  private @Nullable HttpLayout layout;
  private boolean old;

  LayoutFile(RemoteCache cache, Transport transport, URI base, String uri) {
    this.cache = cache;
    this.transport = transport;
    this.base = base;
    this.uri = uri;
  }

  /** The layout, as it is remembered or as the server shows it. */
  synchronized HttpLayout get(String publisher) throws IOException {
    HttpLayout known = layout;
    if (known != null) {
      return known;
    }
    Optional<HttpLayout> kept = RemoteCache.text(cache.layout()).flatMap(this::parse);
    if (kept.isPresent()) {
      layout = kept.get();
      old = true;
      return kept.get();
    }
    return probe(publisher);
  }

  /** Whether the layout is remembered from an earlier build. */
  synchronized boolean isOld() {
    return old;
  }

  /** The layout as the server shows it now. */
  synchronized HttpLayout probe(String publisher) throws IOException {
    HttpLayout found =
        HttpProbe.layout(transport, base, uri, publisher.isEmpty() ? null : publisher);
    layout = found;
    old = false;
    cache.write(cache.layout(), text(found));
    return found;
  }

  private static String text(HttpLayout layout) {
    if (!(layout instanceof HttpLayout.Depot depot)) {
      return TREE + "\n";
    }
    StringBuilder text = new StringBuilder(DEPOT + "\n");
    new TreeMap<>(depot.operations())
        .forEach(
            (name, versions) ->
                text.append(name + " " + String.join(" ", new TreeSet<>(versions)) + "\n"));
    return text.toString();
  }

  private Optional<HttpLayout> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.equals(List.of(TREE))) {
      return Optional.of(new HttpLayout.Tree(base));
    }
    if (lines.isEmpty() || !lines.get(0).equals(DEPOT)) {
      return Optional.empty();
    }
    Map<String, Set<String>> operations = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> words = List.of(line.split(" ", -1));
      operations.put(words.get(0), new TreeSet<>(words.subList(1, words.size())));
    }
    return Optional.of(new HttpLayout.Depot(base, operations));
  }
}
