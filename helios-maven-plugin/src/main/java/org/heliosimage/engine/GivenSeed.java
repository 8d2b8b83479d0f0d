package org.heliosimage.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.heliosimage.archive.SeedTar;
import org.jspecify.annotations.Nullable;

/**
 * A seed that another project has made, to be used in place of one of this project. It is looked
 * for when somebody needs its bytes and not before, so that goals that only look at templates do
 * not ask for it.
 */
public final class GivenSeed {

  private static final String PARAMETER = "seed";

  private final String coordinates;
  private final Finder finder;
  private @Nullable Found found;

  /** Gets a seed onto this machine. */
  @FunctionalInterface
  public interface Finder {
    /** Where it is now; an exception names coordinates and remedy. */
    Found find() throws IOException;
  }

  /**
   * A seed on this machine.
   *
   * @param file the tar
   * @param description what its maker says of it, empty if it says nothing
   */
  public record Found(Path file, Optional<SeedDescription> description) {}

  /**
   * A seed.
   *
   * @param coordinates what the user calls it
   */
  public GivenSeed(String coordinates, Finder finder) {
    this.coordinates = coordinates;
    this.finder = finder;
  }

  /** What the user calls it. */
  public String coordinates() {
    return coordinates;
  }

  /** The seed on this machine. */
  public synchronized Found found() throws IOException {
    if (found == null) {
      Found now = finder.find();
      if (!SeedTar.isTar(now.file())) {
        throw new BuildException(
            coordinates
                + " is no seed, because "
                + now.file()
                + " is no tar: name what helios:strap of another project has made",
            PARAMETER,
            null);
      }
      found = now;
    }
    return found;
  }

  /**
   * Whether it is what a template calls by a name. Without a description it is any tar whose name
   * begins as those of seeds do.
   *
   * @param tar a name in the output area
   * @param name the start of the names of seeds
   */
  public boolean standsFor(String tar, String name) throws IOException {
    Optional<SeedDescription> description = found().description();
    return description.isPresent() ? description.get().name().equals(tar) : isSeedName(tar, name);
  }

  /**
   * Insists that a file is what its maker says.
   *
   * @param sha256 digest of the file
   */
  public void requireDigest(String sha256) throws IOException {
    Optional<SeedDescription> description = found().description();
    if (description.isPresent() && !description.get().sha256().equals(sha256)) {
      throw new BuildException(
          "the seed "
              + coordinates
              + " is damaged, because "
              + found().file()
              + " is not what its description says: remove it, so that it is made or fetched again");
    }
  }

  /** Says that a template wants another seed, if that is what it wants. */
  public Optional<BuildException> mismatch(String tar, String name) throws IOException {
    Optional<SeedDescription> description = found().description();
    return description.isPresent() && isSeedName(tar, name)
        ? Optional.of(
            new BuildException(
                "the seed "
                    + coordinates
                    + " is "
                    + description.get().name()
                    + ", but the image is made of "
                    + tar
                    + ": give this project the <variant> and <name> of the seed's, or name another seed",
                PARAMETER,
                null))
        : Optional.empty();
  }

  private static boolean isSeedName(String tar, String name) {
    return tar.startsWith(name + "-")
        && (tar.endsWith(".tar") || tar.endsWith(".tar.gz") || tar.endsWith(".tgz"));
  }
}
