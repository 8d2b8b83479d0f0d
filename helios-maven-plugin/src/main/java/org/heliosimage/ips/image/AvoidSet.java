package org.heliosimage.ips.image;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.ips.solve.Dependency;

/**
 * Names of packages that groups do without.
 *
 * @param reasons by name {@code avoid} for what somebody does not want, {@code implicit-avoid} for
 *     what cannot be had, {@code obsolete} for what is given up
 */
record AvoidSet(SortedMap<String, String> reasons) {

  static final String AVOID = "avoid";
  private static final String IMPLICIT = "implicit-avoid";
  private static final String OBSOLETE = "obsolete";

  static final AvoidSet EMPTY = new AvoidSet(new TreeMap<>());

  AvoidSet {
    reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
  }

  /** What somebody does not want: only this counts when packages are chosen. */
  SortedSet<String> unwanted() {
    return reasons.entrySet().stream()
        .filter(each -> each.getValue().equals(AVOID))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  AvoidSet with(Collection<String> stems) {
    SortedMap<String, String> all = new TreeMap<>(reasons);
    stems.forEach(stem -> all.put(stem, AVOID));
    return new AvoidSet(all);
  }

  AvoidSet without(Collection<String> stems) {
    SortedMap<String, String> all = new TreeMap<>(reasons);
    all.keySet().removeAll(stems);
    return new AvoidSet(all);
  }

  /**
   * What groups do without after an operation.
   *
   * @param packages what the image then has
   * @param obsolete names that were chosen to be given up
   * @param rejected names that somebody did not want
   */
  AvoidSet after(Collection<Candidate> packages, Set<String> obsolete, Set<String> rejected) {
    SortedSet<String> missing = new TreeSet<>();
    for (Candidate candidate : packages) {
      for (Dependency dependency : candidate.dependencies()) {
        if (dependency.type() == Dependency.Type.GROUP
            || dependency.type() == Dependency.Type.GROUP_ANY) {
          dependency.targets().forEach(target -> missing.add(target.stem()));
        }
      }
    }
    packages.forEach(candidate -> missing.remove(candidate.stem()));
    SortedSet<String> unwanted = unwanted();
    SortedMap<String, String> all = new TreeMap<>();
    unwanted.forEach(stem -> all.put(stem, AVOID));
    for (String stem : missing) {
      if (rejected.contains(stem)) {
        all.put(stem, AVOID);
      } else if (obsolete.contains(stem)) {
        all.put(stem, OBSOLETE);
      } else {
        all.putIfAbsent(stem, IMPLICIT);
      }
    }
    return new AvoidSet(all);
  }
}
