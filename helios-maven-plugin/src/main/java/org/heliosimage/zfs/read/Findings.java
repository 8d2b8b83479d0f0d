package org.heliosimage.zfs.read;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Collects what is wrong, up to a limit: a pool that is all wrong needs no list of every block. */
final class Findings {

  private static final int LIMIT = 1000;

  private final List<Finding> list = new ArrayList<>();
  private final AtomicLong count = new AtomicLong();

  /** Turns the number of an object into something a reader can act on. */
  interface Namer {
    String place(long object);
  }

  void add(String place, String problem) {
    count.incrementAndGet();
    synchronized (list) {
      if (list.size() < LIMIT) {
        list.add(new Finding(place, problem));
      }
    }
  }

  void addAll(List<Finding> more) {
    more.forEach(finding -> add(finding.place(), finding.problem()));
  }

  long count() {
    return count.get();
  }

  /** What was found so far, and a last line if there was more. */
  List<Finding> list() {
    synchronized (list) {
      List<Finding> all = new ArrayList<>(list);
      if (count.get() > list.size()) {
        all.add(new Finding("pool", "has " + (count.get() - list.size()) + " further problems"));
      }
      return List.copyOf(all);
    }
  }
}
