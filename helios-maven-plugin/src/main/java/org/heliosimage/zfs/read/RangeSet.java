package org.heliosimage.zfs.read;

import java.util.Map;
import java.util.TreeMap;

/** A set of numbers, kept as the ranges they form. */
final class RangeSet {

  /** Start to end of each range; ranges neither touch nor overlap. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** Takes one range. */
  interface Visitor {
    void range(long start, long end);
  }

  /** Adds a range; false if part of it was there. */
  boolean add(long start, long end) {
    boolean disjoint = true;
    long from = start;
    long to = end;
    Map.Entry<Long, Long> before = ranges.floorEntry(start);
    if (before != null && before.getValue() >= start) {
      disjoint = before.getValue() == start;
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    Map.Entry<Long, Long> next = ranges.higherEntry(from);
    while (next != null && next.getKey() <= to) {
      disjoint &= next.getKey() == end;
      to = Math.max(to, next.getValue());
      ranges.remove(next.getKey());
      next = ranges.higherEntry(from);
    }
    ranges.put(from, to);
    return disjoint;
  }

  /** Removes a range; false if part of it was not there. */
  boolean remove(long start, long end) {
    Map.Entry<Long, Long> at = ranges.floorEntry(start);
    boolean whole = at != null && at.getValue() >= end;
    while (at == null || at.getKey() < end) {
      if (at != null && at.getValue() > start) {
        ranges.remove(at.getKey());
        if (at.getKey() < start) {
          ranges.put(at.getKey(), start);
        }
        if (at.getValue() > end) {
          ranges.put(end, at.getValue());
        }
      }
      at = ranges.higherEntry(at == null ? start : Math.max(start, at.getKey()));
      if (at == null) {
        break;
      }
    }
    return whole;
  }

  /** What is in this set and not in another. */
  RangeSet minus(RangeSet other) {
    RangeSet rest = new RangeSet();
    forEach(
        (start, end) -> {
          long at = start;
          Map.Entry<Long, Long> hole = other.ranges.floorEntry(start);
          if (hole == null || hole.getValue() <= start) {
            hole = other.ranges.higherEntry(start);
          }
          while (hole != null && hole.getKey() < end) {
            if (hole.getKey() > at) {
              rest.add(at, hole.getKey());
            }
            at = Math.max(at, hole.getValue());
            hole = other.ranges.higherEntry(hole.getKey());
          }
          if (at < end) {
            rest.add(at, end);
          }
        });
    return rest;
  }

  void copyTo(RangeSet other, long shift) {
    forEach((start, end) -> other.add(start + shift, end + shift));
  }

  /** Visits the ranges in order. */
  void forEach(Visitor visitor) {
    ranges.forEach(visitor::range);
  }

  /** How many numbers are in the set. */
  long total() {
    long total = 0;
    for (Map.Entry<Long, Long> range : ranges.entrySet()) {
      total += range.getValue() - range.getKey();
    }
    return total;
  }
}
