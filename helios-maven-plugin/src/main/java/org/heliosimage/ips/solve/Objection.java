package org.heliosimage.ips.solve;

/**
 * Why a version of a package is no choice.
 *
 * @param text what a message says behind the name of the version
 */
record Objection(Kind kind, String text) {

  /** Kinds of objections. */
  enum Kind {
    /** Another publisher is the one to ask. */
    PUBLISHER,
    /** Somebody asks for other versions. */
    ASKED,
    /** The installed version is newer. */
    OLDER,
    /** An installed incorporation or a freeze forbids it. */
    HELD,
    /** It is not made for an image like this. */
    UNFIT;

    /** Whether a group does without a member of which all versions meet with this objection. */
    boolean groupsIgnore() {
      return this == UNFIT;
    }
  }
}
