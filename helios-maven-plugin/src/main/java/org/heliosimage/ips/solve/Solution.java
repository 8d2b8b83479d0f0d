package org.heliosimage.ips.solve;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the solver has chosen.
 *
 * @param packages what the image shall have, by name
 * @param obsolete names of packages that are given up: chosen, and not in the image
 */
public record Solution(SortedMap<String, Candidate> packages, SortedSet<String> obsolete) {
  public Solution {
    packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
    obsolete = Collections.unmodifiableSortedSet(new TreeSet<>(obsolete));
  }
}
