package org.heliosimage.tree;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a node carries besides its type and data.
 *
 * @param mode permission bits including set-id and sticky, {@code 0} to {@code 07777}
 * @param uid owner, {@code 0} to {@code 2^31 - 1}
 * @param gid group, {@code 0} to {@code 2^31 - 1}
 * @param seconds modification time, seconds since 1970 UTC
 * @param nanos modification time, nanoseconds within the second
 * @param xattrs extended attributes by name, in name order; usually empty
 */
public record Attributes(
    int mode, int uid, int gid, long seconds, int nanos, SortedMap<String, Content> xattrs) {

  private static final SortedMap<String, Content> NO_XATTRS =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  public Attributes {
    if ((mode & ~07777) != 0) {
      throw new IllegalArgumentException("mode " + Integer.toOctalString(mode));
    }
    if (uid < 0 || gid < 0) {
      throw new IllegalArgumentException("owner " + uid + ":" + gid);
    }
    if (nanos < 0 || nanos > 999_999_999) {
      throw new IllegalArgumentException("nanoseconds " + nanos);
    }
    xattrs =
        xattrs.isEmpty() ? NO_XATTRS : Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
  }

  /** Attributes without extended attributes and with whole seconds. */
  public static Attributes of(int mode, int uid, int gid, long seconds) {
    return new Attributes(mode, uid, gid, seconds, 0, NO_XATTRS);
  }

  public Attributes withMode(int newMode) {
    return new Attributes(newMode, uid, gid, seconds, nanos, xattrs);
  }

  public Attributes withOwner(int newUid, int newGid) {
    return new Attributes(mode, newUid, newGid, seconds, nanos, xattrs);
  }

  public Attributes withTime(long newSeconds, int newNanos) {
    return new Attributes(mode, uid, gid, newSeconds, newNanos, xattrs);
  }

  public Attributes withXattrs(SortedMap<String, Content> newXattrs) {
    return new Attributes(mode, uid, gid, seconds, nanos, newXattrs);
  }
}
