package org.heliosimage.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The tools of an illumos host that the native engine drives; the portable engine needs none.
 *
 * @param imageBuilder where image-builder is; empty to look for it
 * @param build whether to build image-builder from its sources when setting up
 * @param source where its sources are, a URL or folder that git can clone
 * @param revision which revision of them to build
 * @param createDataset whether to create the dataset if it is missing when setting up
 * @param patience how long any one command may take
 */
public record NativeTools(
    Optional<Path> imageBuilder,
    boolean build,
    String source,
    String revision,
    boolean createDataset,
    Duration patience) {

  /** Where the sources of image-builder are. */
  public static final String SOURCE = "https://github.com/illumos/image-builder.git";

  /** The revision whose behaviour this plugin knows. */
  public static final String REVISION = "652c8993b6d23c3025caedcf6215a16b51b65895";

  /** What to do unless somebody says otherwise: find image-builder and create nothing. */
  public static NativeTools standard() {
    return new NativeTools(Optional.empty(), false, SOURCE, REVISION, false, Duration.ofHours(4));
  }
}
