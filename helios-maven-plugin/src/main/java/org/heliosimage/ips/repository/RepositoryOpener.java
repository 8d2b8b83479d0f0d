package org.heliosimage.ips.repository;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.heliosimage.ips.transport.Transport;

/** Opens repositories of every kind, each once. */
public final class RepositoryOpener {

  private final Transport transport;
  private final CacheUse cache;
  private final Map<String, RepositorySource> open = new HashMap<>();

  /** Is told which state of a repository is used. */
  @FunctionalInterface
  public interface CatalogWatch {
    /**
     * Something over the network is used.
     *
     * @param uri the repository
     * @param part which part of it, such as a publisher
     * @param state a file of this machine whose content changes whenever that part does
     */
    void used(String uri, String part, Path state) throws IOException;
  }

  /**
   * @param cache where catalogs, manifests, payloads and archives are kept between builds
   */
  public RepositoryOpener(Transport transport, CacheUse cache) {
    this.transport = transport;
    this.cache = cache;
  }

  /**
   * Opens a repository.
   *
   * @param uri {@code http:} or {@code https:} and a depot, the files of a repository or an archive
   *     {@code .p5p}; {@code file:} and a folder or an archive; or {@code sample:} for the packages
   *     that the plugin brings along
   * @param watch is told whenever a part of a repository over the network is used
   */
  public RepositorySource open(String uri, CatalogWatch watch) throws IOException {
    RepositorySource source = open(uri);
    return source instanceof RemoteRepository remote
        ? new WatchedRepository(remote, watch)
        : source;
  }

  /** The same for those who do not care. */
  public synchronized RepositorySource open(String uri) throws IOException {
    RepositorySource known = open.get(uri);
    if (known == null) {
      known = isRemote(uri) ? remote(uri) : RepositorySource.open(uri);
      open.put(uri, known);
    }
    return known;
  }

  /** The payloads that were read before. */
  public PayloadCache payloads() throws IOException {
    return new PayloadCache(cache);
  }

  /** Whether a repository is read over the network. */
  public static boolean isRemote(String uri) {
    String lower = uri.toLowerCase(Locale.ROOT);
    return lower.startsWith("http:") || lower.startsWith("https:");
  }

  private RepositorySource remote(String uri) throws IOException {
    URI base = base(uri);
    if (isArchive(base.getPath())) {
      String place = base.toString();
      return new HttpArchive(
          uri,
          URI.create(place.substring(0, place.length() - 1)),
          transport,
          new RemoteCache(cache, uri));
    }
    return new HttpRepository(uri, base, transport, new RemoteCache(cache, uri));
  }

  private static boolean isArchive(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".p5p/");
  }

  /** The URI with a slash at its end. */
  private static URI base(String uri) throws RepositoryException {
    try {
      URI base = URI.create(uri.endsWith("/") ? uri : uri + "/");
      if (base.getHost() != null && base.getQuery() == null && base.getFragment() == null) {
        return base;
      }
    } catch (IllegalArgumentException e) {
      throw new RepositoryException("the package repository " + uri + " has no proper URI", e);
    }
    throw new RepositoryException(
        "the package repository " + uri + " needs a URI like https://HOST/PATH");
  }
}
