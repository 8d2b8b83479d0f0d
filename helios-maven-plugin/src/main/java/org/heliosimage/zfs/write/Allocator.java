package org.heliosimage.zfs.write;

/**
 * Hands out space, front to back in each of up to three zones of whole metaslabs: one zone for each
 * copy of a block. So every metaslab is used from its start without gaps, and a block never
 * straddles two of them.
 *
 * <p>When the device is full it goes on counting, in order to tell what would be needed.
 */
final class Allocator {

  private static final int MAX_ZONES = 3;

  private final Geometry geometry;
  private final long[] cursor;
  private final long[] end;

  /** Bytes used from the start of each metaslab. */
  private final long[] used;

  private long allocated;
  private boolean full;

  Allocator(Geometry geometry) {
    this.geometry = geometry;
    int zones = Math.min(MAX_ZONES, geometry.count());
    cursor = new long[zones];
    end = new long[zones];
    used = new long[geometry.count()];
    for (int zone = 0; zone < zones; zone++) {
      cursor[zone] = ((long) geometry.count() * zone / zones) << geometry.shift();
      end[zone] = ((long) geometry.count() * (zone + 1) / zones) << geometry.shift();
    }
  }

  /**
   * Allocates space for one copy of a block.
   *
   * @param preferred zone to try first
   * @param bytes a multiple of the unit
   * @return offset behind the front labels and the boot region
   */
  long allocate(int preferred, long bytes) {
    allocated += bytes;
    for (int i = 0; i < cursor.length && !full; i++) {
      int zone = (preferred + i) % cursor.length;
      long at = cursor[zone];
      if (at >> geometry.shift() != (at + bytes - 1) >> geometry.shift()) {
        at = ((at >> geometry.shift()) + 1) << geometry.shift();
      }
      if (at + bytes <= end[zone]) {
        cursor[zone] = at + bytes;
        used[(int) (at >> geometry.shift())] += bytes;
        return at;
      }
    }
    full = true;
    return 0;
  }

  /** Whether something did not fit; from then on nothing has a place. */
  boolean full() {
    return full;
  }

  /** Bytes allocated, or wanted if the device is full. */
  long allocated() {
    return allocated;
  }

  /** Bytes used of a metaslab, all at its start. */
  long used(int metaslab) {
    return used[metaslab];
  }

  int zones() {
    return cursor.length;
  }

  /** The zone of an allocated offset. */
  int zoneOf(long offset) {
    int zone = 0;
    while (offset >= end[zone]) {
      zone++;
    }
    return zone;
  }

  /** Number of metaslabs from which something was allocated. */
  int touched() {
    int count = 0;
    for (long bytes : used) {
      if (bytes > 0) {
        count++;
      }
    }
    return count;
  }
}
