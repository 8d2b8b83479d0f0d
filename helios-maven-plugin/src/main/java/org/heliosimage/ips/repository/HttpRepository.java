package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.catalog.CatalogException;
import org.heliosimage.ips.catalog.CatalogReader;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.transport.Answer;
import org.heliosimage.ips.transport.Query;
import org.heliosimage.ips.transport.Transport;
import org.heliosimage.ips.transport.TransportException;

/**
 * A depot, or the files of a repository on a web server. Each catalog is brought up to date once.
 */
final class HttpRepository implements RemoteRepository {

  /** Several are read at once, and what a server sends need not be one. */
  private static final int MAX_MANIFEST = 8 << 20;

  /** What to do if something is not on this machine. */
  static final String OFFLINE =
      "; build once without -o, or fetch all that a build needs by mvn helios:go-offline";

  private final String uri;
  private final Transport transport;
  private final RemoteCache cache;
  private final ManifestCache manifests;
  private final LayoutFile layouts;

  /** Where the last payload was: most of them are in the same folder. */
  private volatile int likelyPlace;

  private final Map<String, CatalogStore.State> states = new HashMap<>();

  HttpRepository(String uri, URI base, Transport transport, RemoteCache cache) {
    this.uri = uri;
    this.transport = transport;
    this.cache = cache;
    this.manifests = new ManifestCache(cache);
    this.layouts = new LayoutFile(cache, transport, base, uri);
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public int attempts() {
    return transport.settings().tries();
  }

  @Override
  public int connections() {
    return transport.settings().connections();
  }

  @Override
  public List<String> publishers() throws IOException {
    HttpLayout layout = layouts.get("");
    return transport.read(
        Query.of(layout.publishers(), null).acceptPacked(),
        answer -> layout.publisherNames(answer.body().readNBytes(RepositoryMark.MAX_BYTES)));
  }

  @Override
  public Catalog catalog(String publisher) throws IOException {
    for (boolean again = false; ; again = true) {
      CatalogStore.State state = stateOf(publisher);
      try {
        return CatalogReader.read(state, publisher, uri)
            .orElseThrow(() -> new RepositoryException(noCatalog(publisher)));
      } catch (CatalogException e) {
        if (again) {
          throw e;
        }
        // What this machine has kept is damaged.
        forget(publisher, state);
      }
    }
  }

  @Override
  public String state(String publisher) throws IOException {
    return stateOf(publisher).name();
  }

  @Override
  public Path pointer(String publisher) {
    return cache.catalog(publisher).pointer();
  }

  private synchronized void forget(String publisher, CatalogStore.State state) throws IOException {
    states.remove(publisher);
    cache.catalog(publisher).forget(state);
  }

  private synchronized CatalogStore.State stateOf(String publisher) throws IOException {
    if (!Fmri.isPublisher(publisher)) {
      throw new RepositoryException("\"" + publisher + "\" is no publisher name");
    }
    CatalogStore.State known = states.get(publisher);
    if (known != null) {
      return known;
    }
    CatalogStore store = cache.catalog(publisher);
    Optional<CatalogStore.State> found;
    if (transport.settings().offline()) {
      found = store.current();
      if (found.isEmpty()) {
        throw new RepositoryException(
            "the catalog of publisher "
                + publisher
                + " in "
                + uri
                + " is not on this machine, and this build is offline"
                + OFFLINE);
      }
    } else {
      found = refresh(publisher, store, layouts.get(publisher));
      if (found.isEmpty() && layouts.isOld()) {
        found = refresh(publisher, store, layouts.probe(publisher));
      }
    }
    CatalogStore.State state =
        found.orElseThrow(() -> new RepositoryException(noCatalog(publisher)));
    states.put(publisher, state);
    return state;
  }

  private Optional<CatalogStore.State> refresh(
      String publisher, CatalogStore store, HttpLayout layout) throws IOException {
    return new CatalogSync(transport, store, layout.catalog(publisher)).refresh();
  }

  private String noCatalog(String publisher) {
    return "the package repository " + uri + " has no catalog of a publisher " + publisher;
  }

  @Override
  public Manifest manifest(CatalogEntry entry) throws IOException {
    Optional<byte[]> kept = manifests.get(entry);
    if (kept.isPresent()) {
      return ManifestChecks.parse(kept.get(), entry, uri);
    }
    Fmri fmri = entry.fmri();
    try {
      Query query =
          Query.of(layouts.get(entry.publisher()).manifest(fmri), entry.publisher()).acceptPacked();
      Manifest manifest =
          transport.read(
              query,
              answer -> {
                if (answer.kind() != Answer.Kind.FOUND) {
                  throw new RepositoryException(
                      "the manifest of " + fmri + " is missing in " + uri);
                }
                byte[] bytes = answer.body().readNBytes(MAX_MANIFEST + 1);
                if (bytes.length > MAX_MANIFEST) {
                  throw new RepositoryException(
                      "the manifest of " + fmri + " in " + uri + " is larger than any needs to be");
                }
                return ManifestChecks.parse(bytes, entry, uri);
              });
      manifests.put(entry, manifest.bytes());
      return manifest;
    } catch (TransportException e) {
      throw unavailable("the manifest of " + fmri, e);
    }
  }

  @Override
  public void prefetch(Collection<CatalogEntry> entries) throws IOException {
    List<CatalogEntry> wanted = entries.stream().filter(entry -> !manifests.has(entry)).toList();
    if (wanted.isEmpty() || transport.settings().offline()) {
      return;
    }
    ExecutorService threads =
        DaemonThreads.pool("manifests", Math.min(connections(), wanted.size()));
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (CatalogEntry entry : wanted) {
        tasks.add(() -> manifest(entry) != null);
      }
      // Whoever asks for one that failed will hear why.
      threads.invokeAll(tasks);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      threads.shutdownNow();
    }
  }

  @Override
  public InputStream payload(String publisher, String hash, int attempt) throws IOException {
    if (!hash.matches("[0-9a-f]{40}")) {
      throw new RepositoryException("\"" + hash + "\" is no name of a payload");
    }
    try {
      List<URI> places = layouts.get(publisher).payload(publisher, hash);
      int first = likelyPlace;
      for (int i = 0; i < places.size(); i++) {
        int place = (first + i) % places.size();
        Query query = Query.of(places.get(place), publisher);
        Answer answer = transport.open(attempt == 0 ? query : query.refetch());
        if (answer.kind() == Answer.Kind.FOUND) {
          likelyPlace = place;
          return answer.body();
        }
      }
    } catch (TransportException e) {
      throw unavailable("the payload " + hash, e);
    }
    throw new RepositoryException("the payload " + hash + " is missing in " + uri);
  }

  private static IpsException unavailable(String what, TransportException e) {
    return new RepositoryException(
        what + " cannot be had: " + e.getMessage() + (e.isOffline() ? OFFLINE : ""), e);
  }
}
