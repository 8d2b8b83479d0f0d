package org.heliosimage.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.heliosimage.engine.plan.BuildPlan;

/** Builds images; what the goals do, without Maven. */
public interface Engine {

  /**
   * Checks that a build can begin: templates are there and sound, the work area can be written and
   * has room.
   */
  BuildResult setup(BuildRequest request, BuildLog log) throws IOException;

  /** Whether the build takes packages from repositories, apart from those in a given seed. */
  boolean installsPackages(BuildRequest request, BuildLog log) throws IOException;

  /** Expands all templates of the build and says what they would do; runs nothing. */
  BuildPlan plan(BuildRequest request, BuildLog log) throws IOException;

  /**
   * Makes the seed tar: the file tree of an installed system without boot blocks and disk. If the
   * seed is given, finds it.
   */
  BuildResult strap(BuildRequest request, BuildLog log) throws IOException;

  /** Makes the image from the seed. */
  BuildResult image(BuildRequest request, BuildLog log) throws IOException;

  /** Reads the image and compares it with what was meant. */
  BuildResult verify(BuildRequest request, BuildLog log) throws IOException;

  /**
   * Brings the seed up to date whatever is locked, and what else installs packages, and writes the
   * packages into the lock file, which stays as it is if they are the same.
   */
  BuildResult lock(BuildRequest request, BuildLog log) throws IOException;

  /** Compares the packages that are locked, or else were installed, with those on offer. */
  PackageNews outdated(BuildRequest request, BuildLog log) throws IOException;

  /** Gets onto this machine all that later builds without network need of repositories. */
  BuildResult goOffline(BuildRequest request, BuildLog log) throws IOException;

  /**
   * Writes the packages that the build needs, and no others, into a repository of its own.
   *
   * @param to an archive if it ends in {@code .p5p}, else a folder; what is there is replaced
   */
  MirrorResult mirror(BuildRequest request, Path to, BuildLog log) throws IOException;
}
