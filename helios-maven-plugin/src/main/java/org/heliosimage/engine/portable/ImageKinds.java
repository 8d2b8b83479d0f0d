package org.heliosimage.engine.portable;

import java.util.List;
import java.util.Optional;
import org.heliosimage.template.BuildKind;

/** All kinds of builds that end in one file with the tree of the image in it. */
final class ImageKinds {

  private static final List<ImageKind<?>> ALL =
      List.of(new FatImage(), new IsoImage(), new UfsImage());

  private ImageKinds() {}

  /** The kind of a build. */
  static Optional<ImageKind<?>> of(BuildKind build) {
    return ALL.stream().filter(kind -> kind.build().isInstance(build)).findFirst();
  }

  /** The kind of a finished image. */
  static Optional<ImageKind<?>> ofName(String file) {
    return ALL.stream().filter(kind -> file.endsWith("." + kind.extension())).findFirst();
  }
}
