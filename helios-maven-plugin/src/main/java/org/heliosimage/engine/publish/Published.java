package org.heliosimage.engine.publish;

import java.nio.file.Path;

/**
 * A package that was made.
 *
 * @param fmri its full name
 * @param files how many files it delivers
 * @param bytes their length in the image
 * @param path the repository folder or archive
 * @param unchanged whether it was there already
 */
public record Published(String fmri, long files, long bytes, Path path, boolean unchanged) {}
