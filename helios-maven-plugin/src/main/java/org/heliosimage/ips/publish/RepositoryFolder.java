package org.heliosimage.ips.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogItem;
import org.heliosimage.ips.catalog.CatalogReader;
import org.heliosimage.ips.catalog.CatalogUpdate;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.tree.Content;
import org.jspecify.annotations.Nullable;

/**
 * A repository folder that packages are added to, also by several builds at once. Payloads come
 * first, then the manifest, then the catalog, so that nobody finds the name of something that is
 * not there yet; each file appears whole.
 */
public final class RepositoryFolder {

  private static final String MARK = "pkg5.repository";

  /** Threads of one JVM cannot lock a file against each other. */
  private static final Object ONE_AT_A_TIME = new Object();

  private final Path folder;

  /** A repository in a folder, which is made if it is missing or empty. */
  public RepositoryFolder(Path folder) {
    this.folder = folder;
  }

  private interface Change {
    boolean run() throws IOException;
  }

  /**
   * Adds a package.
   *
   * @return false if exactly this package is there already
   */
  public boolean add(PublishedPackage published, Instant time) throws IOException {
    String publisher = published.fmri().requirePublisher();
    prepare(publisher);
    Path root = folder.resolve("publisher").resolve(publisher);
    return locked(root.resolve("tmp"), () -> addLocked(published, root, time));
  }

  /**
   * Makes a package the only version of it in a repository that is nobody else's: what the same
   * packages give does not depend on what was there before.
   *
   * @return false if exactly this was there already
   */
  public boolean replace(PublishedPackage published) throws IOException {
    String publisher = published.fmri().requirePublisher();
    prepare(publisher);
    Path root = folder.resolve("publisher").resolve(publisher);
    return locked(root.resolve("tmp"), () -> replaceLocked(published, root));
  }

  private boolean replaceLocked(PublishedPackage published, Path root) throws IOException {
    Fmri fmri = published.fmri();
    for (Map.Entry<String, Content> payload : published.payloads().entrySet()) {
      if (!Files.exists(file(root, payload.getKey()))) {
        write(root, file(root, payload.getKey()), payload.getValue());
      }
    }
    Path manifest = root.resolve("pkg").resolve(fmri.quotedPath());
    boolean changed = writeChanged(root, manifest, published.manifest().bytes());
    OwnCatalog catalog = OwnCatalog.read(root.resolve("pkg"), fmri);
    for (Path old : catalog.replaced()) {
      Files.delete(old);
      changed = true;
    }
    for (Map.Entry<String, byte[]> file : catalog.files(folder.toString()).entrySet()) {
      changed |=
          writeChanged(root, root.resolve("catalog").resolve(file.getKey()), file.getValue());
    }
    return changed;
  }

  private static boolean writeChanged(Path root, Path file, byte[] bytes) throws IOException {
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return false;
    }
    write(root, file, Content.of(bytes));
    return true;
  }

  private boolean addLocked(PublishedPackage published, Path root, Instant time)
      throws IOException {
    Fmri fmri = published.fmri();
    Path manifest = root.resolve("pkg").resolve(fmri.quotedPath());
    if (Files.exists(manifest)) {
      boolean same = Arrays.equals(Files.readAllBytes(manifest), published.manifest().bytes());
      if (same && lists(root, fmri)) {
        return false;
      }
      if (!same) {
        throw new IpsException(
            ("%s is in the repository %s already, with other contents: give the package a higher version or a"
                    + " later time")
                .formatted(fmri, folder));
      }
    }
    for (Map.Entry<String, Content> payload : published.payloads().entrySet()) {
      String hash = payload.getKey();
      if (!Files.exists(file(folder, hash)) && !Files.exists(file(root, hash))) {
        write(root, file(root, hash), payload.getValue());
      }
    }
    Path catalog = root.resolve("catalog");
    CatalogReader.Files files = name -> open(catalog.resolve(name));
    Map<String, byte[]> changed =
        CatalogUpdate.add(
            files, folder.toString(), List.of(CatalogItem.of(fmri, published.manifest())), time);
    write(root, manifest, Content.of(published.manifest().bytes()));
    for (Map.Entry<String, byte[]> file : changed.entrySet()) {
      write(root, catalog.resolve(file.getKey()), Content.of(file.getValue()));
    }
    return true;
  }

  /** A build that was killed may have left a manifest that the catalog knows nothing of. */
  private boolean lists(Path root, Fmri fmri) throws IOException {
    return Files.exists(root.resolve("catalog").resolve(CatalogReader.ATTRS))
        && RepositorySource.open(folder.toUri().toString())
            .catalog(fmri.requirePublisher())
            .versions(fmri.stem())
            .stream()
            .anyMatch(entry -> entry.version().equals(fmri.version()));
  }

  private static Path file(Path root, String hash) {
    return root.resolve("file").resolve(hash.substring(0, 2)).resolve(hash);
  }

  private static @Nullable InputStream open(Path file) throws IOException {
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Makes sure that the folder is a repository that we can write. */
  private void prepare(String publisher) throws IOException {
    synchronized (ONE_AT_A_TIME) {
      Path mark = folder.resolve(MARK);
      if (Files.exists(mark)) {
        // Says what is wrong with it if anything is.
        RepositorySource ignored = RepositorySource.open(folder.toUri().toString());
      } else {
        if (Files.exists(folder) && !isEmpty(folder)) {
          throw new IpsException(
              folder
                  + " has something in it but is no package repository; name another folder, or an"
                  + " empty one");
        }
        Files.createDirectories(folder);
        String ini = "[publisher]\nprefix = " + publisher + "\n\n[repository]\nversion = 4\n";
        Path temporary = Files.createTempFile(folder, MARK, ".tmp");
        Files.write(temporary, ini.getBytes(StandardCharsets.UTF_8));
        Files.move(temporary, mark, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        // Another build may be about to make the repository.
        if (!entry.getFileName().toString().startsWith(MARK)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Runs a change while no other build, and no pkgrepo, changes what is below the publisher. */
  private static boolean locked(Path temporary, Change change) throws IOException {
    Files.createDirectories(temporary);
    synchronized (ONE_AT_A_TIME) {
      try (FileChannel channel =
          FileChannel.open(
              temporary.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        // Held until the channel is closed.
        channel.lock();
        return change.run();
      }
    }
  }

  private static void write(Path root, Path file, Content content) throws IOException {
    Files.createDirectories(file.getParent());
    Path temporary = Files.createTempFile(root.resolve("tmp"), "new", ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        content.copyTo(out);
      }
      readable(temporary);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Temporary files are for their owner alone; repositories are for everybody. */
  static void readable(Path file) throws IOException {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    } catch (UnsupportedOperationException e) {
      // Rights come from the folder here.
    }
  }
}
