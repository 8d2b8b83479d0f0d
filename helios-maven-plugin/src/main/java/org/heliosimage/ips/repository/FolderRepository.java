package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.catalog.CatalogItem;
import org.heliosimage.ips.catalog.CatalogReader;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Quoting;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.manifest.Manifest;
import org.jspecify.annotations.Nullable;

/** A repository of version 4 in the layout described in the package's documentation. */
final class FolderRepository implements RepositorySource {

  private static final int PLACES = 4;

  private final String uri;
  private final RepositoryFiles files;

  /** Manifests that somebody will ask for. */
  private final Map<Fmri, Future<Manifest>> ahead = new ConcurrentHashMap<>();

  private FolderRepository(String uri, RepositoryFiles files) {
    this.uri = uri;
    this.files = files;
  }

  static RepositorySource open(String uri, RepositoryFiles files) throws IOException {
    try (InputStream in = files.open(RepositoryMark.NAME)) {
      if (in == null) {
        throw new RepositoryException(
            uri + " is no package repository: it has no " + RepositoryMark.NAME);
      }
      new RepositoryMark(in.readNBytes(RepositoryMark.MAX_BYTES)).requireVersion(uri);
    }
    return new FolderRepository(uri, files);
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public List<String> publishers() throws IOException {
    return files.list("publisher").stream().filter(Fmri::isPublisher).toList();
  }

  @Override
  public Catalog catalog(String publisher) throws IOException {
    String folder = folder(publisher);
    Optional<Catalog> catalog =
        CatalogReader.read(name -> files.open(folder + "catalog/" + name), publisher, uri);
    return catalog.isPresent() ? catalog.get() : scan(publisher);
  }

  /** Reads every manifest, since there is no catalog. */
  private Catalog scan(String publisher) throws IOException {
    List<CatalogEntry> entries = new ArrayList<>();
    String folder = folder(publisher) + "pkg";
    for (String stem : files.list(folder)) {
      for (String version : files.list(folder + "/" + stem)) {
        Fmri fmri =
            new Fmri(publisher, Quoting.unquote(stem), Version.parse(Quoting.unquote(version)));
        if (!Fmri.isStem(fmri.stem())) {
          throw new RepositoryException(folder + "/" + stem + " in " + uri + " is no package name");
        }
        Manifest manifest = Manifest.parse(manifestBytes(fmri), fmri.toString());
        entries.add(CatalogItem.of(fmri, manifest).entry());
      }
    }
    return Catalog.of(publisher, entries);
  }

  @Override
  public String state(String publisher) throws IOException {
    try (InputStream attrs = files.open(folder(publisher) + "catalog/catalog.attrs")) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      if (attrs != null) {
        digest.update(attrs.readAllBytes());
      } else {
        for (CatalogEntry entry : entries(scan(publisher))) {
          digest.update((entry.fmri() + "\n").getBytes(StandardCharsets.UTF_8));
          digest.update((entry.signature() + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<CatalogEntry> entries(Catalog catalog) {
    return catalog.stems().stream().flatMap(stem -> catalog.versions(stem).stream()).toList();
  }

  @Override
  public void prefetch(Collection<CatalogEntry> entries) {
    ExecutorService threads = DaemonThreads.pool("manifests", LOCAL_CONNECTIONS);
    for (CatalogEntry entry : entries) {
      Callable<Manifest> read =
          () -> {
            Manifest manifest = read(entry);
            manifest.sha256();
            return manifest;
          };
      ahead.put(entry.fmri(), threads.submit(read));
    }
    threads.shutdown();
  }

  @Override
  public Manifest manifest(CatalogEntry entry) throws IOException {
    Future<Manifest> reading = ahead.remove(entry.fmri());
    if (reading == null) {
      return read(entry);
    }
    try {
      return reading.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The build was interrupted while it read manifests.");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Manifest read(CatalogEntry entry) throws IOException {
    return ManifestChecks.parse(manifestBytes(entry.fmri()), entry, uri);
  }

  private byte[] manifestBytes(Fmri fmri) throws IOException {
    String path = root(fmri.requirePublisher()) + "pkg/" + fmri.quotedPath();
    try (InputStream in = files.open(path)) {
      if (in == null) {
        throw new RepositoryException("the manifest of " + fmri + " is missing in " + uri);
      }
      return read(in, Manifest.MAX_BYTES + 1);
    }
  }

  /** Reads all, or as much as there may be; into one array at once if the length is known. */
  private static byte[] read(InputStream in, int most) throws IOException {
    byte[] bytes = new byte[Math.max(0, Math.min(in.available(), most))];
    int length = in.readNBytes(bytes, 0, bytes.length);
    byte[] more = length < bytes.length ? new byte[0] : in.readNBytes(most - length);
    if (length == bytes.length && more.length == 0) {
      return bytes;
    }
    byte[] all = Arrays.copyOf(bytes, length + more.length);
    System.arraycopy(more, 0, all, length, more.length);
    return all;
  }

  @Override
  public InputStream payload(String publisher, String hash, int attempt) throws IOException {
    for (int i = 0; i < PLACES; i++) {
      InputStream in = files.open(place(publisher, hash, i) + "/" + hash);
      if (in != null) {
        return in;
      }
    }
    throw new RepositoryException("the payload " + hash + " is missing in " + uri);
  }

  @Override
  public @Nullable Path payloadFolder(String publisher, String hash) throws IOException {
    for (int i = 0; i < PLACES; i++) {
      Path folder = files.folderOf(place(publisher, hash, i), hash);
      if (folder != null) {
        return folder;
      }
    }
    return null;
  }

  /**
   * The folder that a payload may be in: with the publisher or shared by all, in one level of
   * folders or two.
   */
  private static String place(String publisher, String hash, int i) throws RepositoryException {
    if (!Hashes.isSha1(hash)) {
      throw new RepositoryException("\"" + hash + "\" is no name of a payload");
    }
    String place = (i < 2 ? root(publisher) : "") + "file/" + hash.substring(0, 2);
    return i % 2 == 0 ? place : place + "/" + hash.substring(2, 8);
  }

  /** The folder of a publisher that must be there. */
  private String folder(String publisher) throws IOException {
    List<String> known = publishers();
    if (!known.contains(publisher)) {
      throw new RepositoryException(
          "the package repository " + uri + " has no publisher " + publisher + ", only " + known);
    }
    return root(publisher);
  }

  private static String root(String publisher) throws RepositoryException {
    if (!Fmri.isPublisher(publisher)) {
      throw new RepositoryException("\"" + publisher + "\" is no publisher name");
    }
    return "publisher/" + publisher + "/";
  }
}
