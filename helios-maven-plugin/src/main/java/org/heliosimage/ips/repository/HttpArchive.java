package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.p5p.P5pReader;
import org.heliosimage.ips.transport.Answer;
import org.heliosimage.ips.transport.Query;
import org.heliosimage.ips.transport.Transport;
import org.heliosimage.ips.transport.Validators;
import org.jspecify.annotations.Nullable;

/**
 * A package archive on a server. It is fetched as a whole, once, and again only if the server says
 * that it has changed.
 *
 * <pre>
 * current      SHA-256 of the archive
 * SHA256.p5p   the archive
 * validators   entity tag and time of the archive, a line each
 * </pre>
 */
final class HttpArchive implements RemoteRepository {

  private static final long MAX_BYTES = 1L << 40;

  private final String uri;
  private final URI place;
  private final Transport transport;
  private final RemoteCache cache;
  private @Nullable RepositorySource open;
  private String state = "";

  HttpArchive(String uri, URI place, Transport transport, RemoteCache cache) {
    this.uri = uri;
    this.place = place;
    this.transport = transport;
    this.cache = cache;
  }

  private synchronized RepositorySource source() throws IOException {
    RepositorySource known = open;
    if (known == null) {
      Path archive = archive();
      cache.touch(archive);
      known = FolderRepository.open(uri, new ArchiveFiles(P5pReader.open(archive)));
      open = known;
      state = archive.getFileName().toString();
    }
    return known;
  }

  private Path archive() throws IOException {
    Optional<Path> kept =
        RemoteCache.text(pointer(""))
            .map(name -> cache.archive().resolve(name.strip() + ".p5p"))
            .filter(Files::isRegularFile);
    if (transport.settings().offline()) {
      return kept.orElseThrow(
          () ->
              new RepositoryException(
                  "the package archive "
                      + uri
                      + " is not on this machine, and this build is offline"
                      + HttpRepository.OFFLINE));
    }
    Query query = Query.of(place, null);
    if (kept.isPresent()) {
      query = query.unless(CatalogStore.validators(validators()));
    }
    return transport.read(
        query,
        answer ->
            switch (answer.kind()) {
              case UNCHANGED -> kept.orElseThrow();
              case ABSENT -> throw new RepositoryException("there is no package archive " + uri);
              case FOUND -> fetch(answer);
            });
  }

  private Path fetch(Answer answer) throws IOException {
    try (TemporaryFiles.Output out = cache.create()) {
      MessageDigest digest = Hashes.newDigest("SHA-256");
      new CopyingInput(answer.body(), new DigestOutputStream(out.stream(), digest), MAX_BYTES)
          .transferTo(OutputStream.nullOutputStream());
      // What is no archive is asked for again.
      P5pReader.open(out.path());
      String name = HexFormat.of().formatHex(digest.digest());
      Path file = cache.archive().resolve(name + ".p5p");
      out.moveTo(file);
      cache.label();
      cache.write(validators(), answer.validators().map(Validators::lines).orElse(""));
      cache.write(pointer(""), name + "\n");
      removeOthers(file);
      return file;
    }
  }

  private void removeOthers(Path file) throws IOException {
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(cache.archive(), "*.p5p")) {
      for (Path archive : archives) {
        if (!archive.equals(file)) {
          Files.deleteIfExists(archive);
        }
      }
    }
  }

  private Path validators() {
    return cache.archive().resolve("validators");
  }

  @Override
  public Path pointer(String publisher) {
    return cache.archive().resolve("current");
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public List<String> publishers() throws IOException {
    return source().publishers();
  }

  @Override
  public Catalog catalog(String publisher) throws IOException {
    return source().catalog(publisher);
  }

  @Override
  public synchronized String state(String publisher) throws IOException {
    source();
    return state;
  }

  @Override
  public Manifest manifest(CatalogEntry entry) throws IOException {
    return source().manifest(entry);
  }

  @Override
  public InputStream payload(String publisher, String hash, int attempt) throws IOException {
    return source().payload(publisher, hash, attempt);
  }
}
