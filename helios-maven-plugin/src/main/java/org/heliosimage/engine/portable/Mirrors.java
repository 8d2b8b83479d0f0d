package org.heliosimage.engine.portable;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.MirrorTable;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositoryOpener;
import org.heliosimage.ips.repository.RepositorySource;

/** Repositories as the build parameter {@code packageMirrors} maps them. */
final class Mirrors implements Repositories {

  private static final String PARAMETER = "packageMirrors";
  private static final String FILE = "file:";

  private final MirrorTable mirrors;
  private final RepositoryOpener opener;
  private final InputTrace trace;

  Mirrors(Map<String, String> mirrors, RepositoryOpener opener, InputTrace trace) {
    this.mirrors = new MirrorTable(mirrors);
    this.opener = opener;
    this.trace = trace;
  }

  @Override
  public RepositorySource open(String uri) throws IOException {
    String located = locate(uri);
    return opener.open(
        located,
        (repository, part, state) -> {
          trace.file(label(uri) + ":" + part, state);
          trace.remote(repository, part);
        });
  }

  @Override
  public PayloadCache payloads() throws IOException {
    return opener.payloads();
  }

  /** The URI of the repository to use; nothing is asked over the network yet. */
  String locate(String uri) throws IOException {
    String located = mirrors.locate(uri);
    if (located.startsWith(FILE)) {
      traceLocal(uri, path(located));
    } else if (!located.startsWith(MirrorTable.SAMPLE) && !RepositoryOpener.isRemote(located)) {
      throw new BuildException(
          "the package repository "
              + located
              + " cannot be opened: its URI must start with http:, https:, file: or sample:",
          PARAMETER,
          null);
    }
    return located;
  }

  private static String label(String uri) {
    return "repository:" + uri;
  }

  private static Path path(String located) throws BuildException {
    try {
      URI uri = URI.create(located.replace(" ", "%20"));
      return Path.of(new URI("file", null, uri.getPath(), null));
    } catch (IllegalArgumentException | URISyntaxException e) {
      throw new BuildException(
          "the package repository " + located + " needs an absolute path, as in file:///FOLDER",
          PARAMETER,
          e);
    }
  }

  /** The catalogs say all about the contents: they hold digests of their parts. */
  private void traceLocal(String uri, Path folder) throws IOException {
    String label = label(uri);
    if (Files.isRegularFile(folder)) {
      trace.file(label, folder);
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new BuildException(
          "the package repository " + folder + " (for " + uri + ") does not exist",
          PARAMETER,
          null);
    }
    trace.file(label + ":pkg5.repository", folder.resolve("pkg5.repository"));
    trace.file(label + ":catalog", folder.resolve("catalog/catalog.attrs"));
    Path publishers = folder.resolve("publisher");
    trace.names(label + ":publisher", publishers);
    if (Files.isDirectory(publishers)) {
      try (DirectoryStream<Path> each =
          Files.newDirectoryStream(publishers, entry -> Files.isDirectory(entry))) {
        for (Path publisher : each) {
          trace.file(
              label + ":" + publisher.getFileName(), publisher.resolve("catalog/catalog.attrs"));
        }
      }
    }
  }
}
