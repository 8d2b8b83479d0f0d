package org.heliosimage.engine;

import java.io.IOException;

/** Builds images; what the goals do, without Maven. */
public interface Engine {

  /**
   * Checks that a build can begin: templates are there and sound, the work area can be written and
   * has room.
   */
  BuildResult setup(BuildRequest request, BuildLog log) throws IOException;

  /** Makes the seed tar: the file tree of an installed system without boot blocks and disk. */
  BuildResult strap(BuildRequest request, BuildLog log) throws IOException;

  /** Makes the image from the seed. */
  BuildResult image(BuildRequest request, BuildLog log) throws IOException;

  /** Reads the image and compares it with what was meant. */
  BuildResult verify(BuildRequest request, BuildLog log) throws IOException;
}
