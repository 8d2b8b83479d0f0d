package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.image.LockException;
import org.heliosimage.ips.image.LockFile;
import org.heliosimage.ips.image.PackageUse;

/** The packages that a stage may install if its project locks them, and those it has installed. */
public final class PackageLock {

  private static final String LABEL = "lock";

  private final Optional<Path> file;
  private final InputTrace trace;
  private final List<LockFile> installed = new ArrayList<>();
  private final List<PackageUse> uses = new ArrayList<>();

  /**
   * The lock of a stage.
   *
   * @param file the lock file, which may be missing
   */
  PackageLock(Optional<Path> file, InputTrace trace) {
    this.file = file;
    this.trace = trace;
  }

  /** What is locked. The file becomes part of the key of the stage, also if there is none. */
  public Optional<LockFile> wanted() throws IOException {
    if (file.isEmpty() || trace.file(LABEL, file.get()).isEmpty()) {
      return Optional.empty();
    }
    return read(file.get());
  }

  /** Tells that the packages are others than locked. */
  public BuildException broken(LockException e) {
    BuildException broken =
        new BuildException(
            "the packages are not those of %s: %s; the goal helios:lock locks what is found"
                .formatted(
                    file.map(Path::getFileName).map(Path::toString).orElse("the lock"),
                    String.join("; ", e.differences())));
    // As a cause it would be told once more in other words.
    broken.addSuppressed(e);
    return broken;
  }

  /** Insists that packages are all that is locked, if there is a lock. */
  void requireAll(LockFile installed) throws IOException {
    Optional<LockFile> lock = file.isEmpty() ? Optional.empty() : read(file.get());
    if (lock.isPresent()) {
      try {
        lock.get().requireSame(installed);
      } catch (LockException e) {
        throw broken(e);
      }
    }
  }

  /** Reads a lock file; nothing if it is missing. */
  static Optional<LockFile> read(Path file) throws IOException {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return Optional.of(LockFile.parse(text, file.toString()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IpsException e) {
      throw new BuildException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Notes what an image has after an operation, and what was asked of repositories for it. */
  public void installed(LockFile packages, PackageUse use) {
    installed.add(packages);
    uses.add(use);
  }

  /** All that was asked of repositories. */
  PackageUse use() {
    return PackageUse.union(uses);
  }

  /** All that was installed, also what is gone again. */
  LockFile installed() {
    return LockFile.union(installed);
  }
}
