package org.heliosimage.ips.repository;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The folders of this machine that keep what was read of one repository over the network.
 *
 * <pre>
 * repositories/ID/uri                what it is, for people
 * repositories/ID/layout             how the server has its files
 * repositories/ID/catalog/PUB/...    see {@link CatalogStore}
 * repositories/ID/archive/...        the archive, if it is one
 * manifests/HH/SHA1                  manifests of all repositories
 * tmp/                               what is being written
 * </pre>
 */
final class RemoteCache {

  private static final int ID_DIGITS = 32;

  private final CacheUse use;
  private final Path root;
  private final Path folder;
  private final String uri;
  private final TemporaryFiles temporary;

  RemoteCache(CacheUse use, String uri) throws IOException {
    this.use = use;
    this.root = use.cache();
    this.uri = uri;
    this.folder = root.resolve("repositories").resolve(id(uri));
    this.temporary = new TemporaryFiles(root.resolve("tmp"));
  }

  private static String id(String uri) {
    byte[] digest = Hashes.newDigest("SHA-256").digest(uri.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
  }

  /** The catalog of a publisher. */
  CatalogStore catalog(String publisher) {
    return new CatalogStore(this, folder.resolve("catalog").resolve(publisher), publisher, uri);
  }

  /** The folder of the archive. */
  Path archive() {
    return folder.resolve("archive");
  }

  /** The file that says how the server has its files. */
  Path layout() {
    return folder.resolve("layout");
  }

  /** Where the manifest with this SHA-1 is kept. */
  Path manifest(String signature) {
    return root.resolve("manifests").resolve(signature.substring(0, 2)).resolve(signature);
  }

  /** Notes that a file was of use. */
  void touch(Path file) throws IOException {
    use.touch(file);
  }

  /** A small file; empty if it is missing. */
  static Optional<String> text(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Gives a file its content at once. */
  void write(Path file, String text) throws IOException {
    write(file, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Gives a file its content at once. */
  void write(Path file, InputStream content) throws IOException {
    try (TemporaryFiles.Output out = temporary.create()) {
      content.transferTo(out.stream());
      out.moveTo(file);
    }
  }

  /** A new file to be written and moved to its place. */
  TemporaryFiles.Output create() throws IOException {
    return temporary.create();
  }

  /** Says whose folder this is. */
  void label() throws IOException {
    Path label = folder.resolve("uri");
    if (!Files.exists(label)) {
      write(label, uri + "\n");
    }
  }
}
