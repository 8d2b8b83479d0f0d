package org.heliosimage.ips.image;

import java.util.List;
import org.heliosimage.ips.fmri.Fmri;

/**
 * A package of which there is something newer, or which is gone.
 *
 * @param here what an image has
 * @param known the newest that any enabled publisher has for an image like this; {@code here} if
 *     the publisher has taken it back
 * @param state what {@code known} is
 * @param sayings what stands against {@code known}: who says what, in words
 * @param successor the name that a renamed package leads to, else empty
 */
public record OutdatedPackage(
    Fmri here, Fmri known, State state, List<String> sayings, String successor) {

  /** What can be said of the newest version. */
  public enum State {
    /** An update brings it. */
    NEWER,
    /** An update does not bring it. */
    HELD,
    /** It only says that the package is given up. */
    OBSOLETE,
    /** It leads to a package of another name. */
    RENAMED,
    /** Nobody offers even the version that the image has. */
    GONE
  }

  public OutdatedPackage {
    sayings = List.copyOf(sayings);
  }
}
