package org.heliosimage.ips.repository;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Quoting;

/** Where a server has the files of a repository. */
sealed interface HttpLayout {

  /** The folder of a publisher's catalog, with a slash at its end. */
  URI catalog(String publisher);

  /** Where the manifest of a package is. */
  URI manifest(Fmri fmri) throws IOException;

  /** Where a payload may be, the likely place first. */
  List<URI> payload(String publisher, String hash);

  /** Where something says which publishers there are. */
  URI publishers();

  /** Turns that into names. */
  List<String> publisherNames(byte[] said) throws RepositoryException;

  /**
   * A depot: it answers operations.
   *
   * @param base its URI with a slash at its end
   * @param operations what it can do: names and versions
   */
  record Depot(URI base, Map<String, Set<String>> operations) implements HttpLayout {

    private URI of(String publisher) {
      boolean named = base.getPath().endsWith("/" + publisher + "/");
      boolean selects = operations.getOrDefault("publisher", Set.of()).contains("1");
      return selects && !named ? base.resolve(publisher + "/") : base;
    }

    @Override
    public URI catalog(String publisher) {
      return of(publisher).resolve("catalog/1/");
    }

    @Override
    public URI manifest(Fmri fmri) throws IOException {
      return of(fmri.requirePublisher())
          .resolve(
              "manifest/0/"
                  + Quoting.quote(fmri.stem())
                  + "@"
                  + Quoting.quote(fmri.requireVersion().toString()));
    }

    @Override
    public List<URI> payload(String publisher, String hash) {
      boolean old = !operations.getOrDefault("file", Set.of("1")).contains("1");
      return List.of(of(publisher).resolve((old ? "file/0/" : "file/1/") + hash));
    }

    @Override
    public URI publishers() {
      return base.resolve("publisher/0/");
    }

    @Override
    public List<String> publisherNames(byte[] said) throws RepositoryException {
      return PublisherInfo.names(said, base.toString());
    }
  }

  /**
   * The files of a repository folder, served as they lie.
   *
   * @param base the URI of the folder with a slash at its end
   */
  record Tree(URI base) implements HttpLayout {

    @Override
    public URI catalog(String publisher) {
      return base.resolve("publisher/" + publisher + "/catalog/");
    }

    @Override
    public URI manifest(Fmri fmri) throws IOException {
      // The names of the files are quoted; so is each percent sign of them in a URI.
      return base.resolve(
          "publisher/" + fmri.publisher() + "/pkg/" + fmri.quotedPath().replace("%", "%25"));
    }

    @Override
    public List<URI> payload(String publisher, String hash) {
      String two = hash.substring(0, 2) + "/";
      String own = "publisher/" + publisher + "/file/";
      String old = two + hash.substring(2, 8) + "/";
      return List.of(
          base.resolve(own + two + hash),
          base.resolve("file/" + two + hash),
          base.resolve(own + old + hash),
          base.resolve("file/" + old + hash));
    }

    @Override
    public URI publishers() {
      return base.resolve("pkg5.repository");
    }

    @Override
    public List<String> publisherNames(byte[] said) {
      // A server lists no folders, but a repository says which of them is usual.
      return new RepositoryMark(said)
          .value("publisher", "prefix").filter(Fmri::isPublisher).stream().toList();
    }
  }
}
