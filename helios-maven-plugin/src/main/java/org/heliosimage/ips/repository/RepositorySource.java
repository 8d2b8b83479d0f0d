package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.p5p.P5pReader;
import org.jspecify.annotations.Nullable;

/** A package repository that can be read. Implementations may be used by several threads. */
public interface RepositorySource {

  /** Where the plugin's own repository of small sample packages lies on the class path. */
  String SAMPLE_ROOT = "org/heliosimage/sample/";

  /** Lists the names in a folder of a repository on a class path, one a line. */
  String LISTING = ".listing";

  /** Payloads on this machine keep its processors busy, nothing else. */
  int LOCAL_CONNECTIONS = 2;

  /** The URI it was opened by. */
  String uri();

  /** The publishers that it holds packages of, sorted. */
  List<String> publishers() throws IOException;

  /** What a publisher offers; an unknown publisher is an error. */
  Catalog catalog(String publisher) throws IOException;

  /**
   * A text that changes whenever the publisher's catalog does: part of the key of whatever is built
   * from it.
   */
  String state(String publisher) throws IOException;

  /** Reads a manifest and checks it against the signature in the catalog. */
  Manifest manifest(CatalogEntry entry) throws IOException;

  /**
   * Gets manifests that will be asked for soon, several at once. What cannot be had is no error
   * before it is asked for.
   */
  default void prefetch(Collection<CatalogEntry> entries) throws IOException {}

  /**
   * Opens a payload as it is stored, compressed by gzip and not checked.
   *
   * @param hash its name: the SHA-1 of the unpacked bytes
   * @param attempt how often it was asked for before, and came damaged
   */
  InputStream payload(String publisher, String hash, int attempt) throws IOException;

  /**
   * The folder on this machine that has a payload under its hash, as it is stored and not checked;
   * null if it is somewhere else.
   */
  default @Nullable Path payloadFolder(String publisher, String hash) throws IOException {
    return null;
  }

  /** Opens a payload that is asked for the first time. */
  default InputStream payload(String publisher, String hash) throws IOException {
    return payload(publisher, hash, 0);
  }

  /** How often it makes sense to ask for a payload that comes damaged. */
  default int attempts() {
    return 1;
  }

  /** How many payloads may be asked for at once. */
  default int connections() {
    return LOCAL_CONNECTIONS;
  }

  /**
   * Opens a repository on this machine; a {@link RepositoryOpener} opens others too.
   *
   * @param uri {@code file:} and a folder or an archive, or {@code sample:} for the packages that
   *     the plugin brings along
   */
  static RepositorySource open(String uri) throws IOException {
    int colon = uri.indexOf(':');
    String scheme = colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "sample" ->
          FolderRepository.open(
              uri, new ResourceFiles(RepositorySource.class.getClassLoader(), SAMPLE_ROOT));
      case "file" -> {
        Path place = place(uri);
        yield FolderRepository.open(
            uri,
            Files.isRegularFile(place)
                ? new ArchiveFiles(P5pReader.open(place))
                : new FolderFiles(place));
      }
      default ->
          throw new RepositoryException(
              "the package repository "
                  + uri
                  + " cannot be opened: its URI must start with http:, https:, file: or sample:");
    };
  }

  private static Path place(String uri) throws RepositoryException {
    Path place;
    try {
      URI parsed = URI.create(uri.replace(" ", "%20"));
      place = Path.of(new URI("file", null, parsed.getPath(), null));
    } catch (IllegalArgumentException | URISyntaxException | FileSystemNotFoundException e) {
      throw new RepositoryException(
          "the package repository " + uri + " needs an absolute path, as in file:///FOLDER", e);
    }
    if (!Files.exists(place)) {
      throw new RepositoryException("the package repository " + uri + " does not exist");
    }
    return place;
  }
}
