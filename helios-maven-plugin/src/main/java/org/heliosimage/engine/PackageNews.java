package org.heliosimage.engine;

import java.util.List;

/**
 * How the packages of a project compare with those that repositories offer.
 *
 * @param locked whether the packages compared are those of the lock file; else they are those that
 *     the last build has installed
 * @param packages how many were compared
 * @param items those that there is something to say about, by name
 */
public record PackageNews(boolean locked, int packages, List<Item> items) {

  public PackageNews {
    items = List.copyOf(items);
  }

  /**
   * One package.
   *
   * @param name without the publisher
   * @param current the version that the project has
   * @param newest the newest version known; empty if there is none
   * @param remark in words, what else there is to know; else empty
   */
  public record Item(String name, String current, String newest, Kind kind, String remark) {}

  /** What can be said of a package. */
  public enum Kind {
    /** {@code helios:lock} would take the newest version. */
    NEWER,
    /** Other packages do not go with the newest version. */
    HELD,
    /** The package has been given up. */
    OBSOLETE,
    /** The package has another name now. */
    RENAMED,
    /** The version that the project has is not offered any more. */
    GONE
  }
}
