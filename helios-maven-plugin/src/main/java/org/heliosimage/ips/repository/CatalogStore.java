package org.heliosimage.ips.repository;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.heliosimage.ips.catalog.CatalogAttrs;
import org.heliosimage.ips.catalog.CatalogReader;
import org.heliosimage.ips.transport.Validators;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a publisher's catalog, each state of it in a folder of its own, so that a build
 * goes on with the one that it has while another build reads the next.
 *
 * <pre>
 * current                 STATE
 * STATE/catalog.attrs     STATE is the SHA-256 of this file
 * STATE/catalog.base.C    and the other parts that were read
 * STATE/validators        entity tag and time of catalog.attrs, a line each
 * </pre>
 */
final class CatalogStore {

  private static final String VALIDATORS = "validators";

  private final RemoteCache cache;
  private final Path folder;
  private final String publisher;
  private final String uri;

  CatalogStore(RemoteCache cache, Path folder, String publisher, String uri) {
    this.cache = cache;
    this.folder = folder;
    this.publisher = publisher;
    this.uri = uri;
  }

  /**
   * One state of the catalog.
   *
   * @param name SHA-256 of its attributes
   * @param attrs what they say
   * @param folder where its files are
   */
  record State(String name, CatalogAttrs attrs, Path folder) implements CatalogReader.Files {
    @Override
    public @Nullable InputStream open(String file) throws IOException {
      try {
        return Files.newInputStream(folder.resolve(file));
      } catch (NoSuchFileException e) {
        return null;
      }
    }

    /** What identifies the state to the server. */
    Optional<Validators> validators() throws IOException {
      return CatalogStore.validators(folder.resolve(VALIDATORS));
    }
  }

  /** The validators in a file; empty if there are none. */
  static Optional<Validators> validators(Path file) throws IOException {
    return RemoteCache.text(file).flatMap(Validators::parse);
  }

  String publisher() {
    return publisher;
  }

  /** The file that changes with the catalog. */
  Path pointer() {
    return folder.resolve("current");
  }

  /** Names a file in messages. */
  String where(String file) {
    return file + " of publisher " + publisher + " in " + uri;
  }

  /** The state that was read last, if it is whole. */
  Optional<State> current() throws IOException {
    Optional<String> pointer = RemoteCache.text(pointer()).map(String::strip);
    if (pointer.isEmpty() || !pointer.get().matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    String name = pointer.get();
    Path at = folder.resolve(name);
    try {
      byte[] bytes = Files.readAllBytes(at.resolve(CatalogReader.ATTRS));
      if (!name(bytes).equals(name)) {
        return Optional.empty();
      }
      CatalogAttrs attrs = CatalogAttrs.parse(bytes, where(CatalogReader.ATTRS));
      for (String part : wanted(attrs)) {
        if (!Files.isRegularFile(at.resolve(part))) {
          return Optional.empty();
        }
      }
      return Optional.of(new State(name, attrs, at));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The parts of a catalog that we use. */
  static List<String> wanted(CatalogAttrs attrs) {
    return List.of(CatalogReader.BASE, CatalogReader.DEPENDENCY).stream()
        .filter(attrs.parts()::containsKey)
        .toList();
  }

  /** The folder of the state with these attributes; its parts are to be put into it. */
  State prepare(byte[] bytes, CatalogAttrs attrs) throws IOException {
    String name = name(bytes);
    return new State(name, attrs, Files.createDirectories(folder.resolve(name)));
  }

  /** Puts a part into a state. */
  void put(State state, String part, TemporaryFiles.Output content) throws IOException {
    content.moveTo(state.folder().resolve(part));
  }

  TemporaryFiles.Output create() throws IOException {
    return cache.create();
  }

  /** Makes a state whose parts are all there the current one, and forgets older ones. */
  void publish(State state, byte[] attrs, Optional<Validators> validators) throws IOException {
    cache.label();
    cache.write(state.folder().resolve(CatalogReader.ATTRS), new ByteArrayInputStream(attrs));
    note(state, validators);
    String before = RemoteCache.text(pointer()).map(String::strip).orElse("");
    if (before.equals(state.name())) {
      return;
    }
    cache.write(pointer(), state.name() + "\n");
    // A build may still read the one before, hardly one before that.
    try (DirectoryStream<Path> states =
        Files.newDirectoryStream(folder, entry -> Files.isDirectory(entry))) {
      for (Path old : states) {
        String name = old.getFileName().toString();
        if (!name.equals(state.name()) && !name.equals(before)) {
          remove(old);
        }
      }
    }
  }

  /** Notes what identifies a state to the server. */
  void note(State state, Optional<Validators> validators) throws IOException {
    cache.write(state.folder().resolve(VALIDATORS), validators.map(Validators::lines).orElse(""));
  }

  /** Forgets a state that turned out to be damaged. */
  void forget(State state) throws IOException {
    Files.deleteIfExists(pointer());
    remove(state.folder());
  }

  private static void remove(Path old) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(old)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Another build was faster.
    }
    try {
      Files.deleteIfExists(old);
    } catch (DirectoryNotEmptyException e) {
      // Another build reads this state right now.
    }
  }

  private static String name(byte[] attrs) {
    return HexFormat.of().formatHex(Hashes.newDigest("SHA-256").digest(attrs));
  }
}
