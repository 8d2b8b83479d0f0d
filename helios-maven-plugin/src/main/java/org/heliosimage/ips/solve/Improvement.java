package org.heliosimage.ips.solve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.IpsException;

/** Drops what is superfluous in a solution and raises what can be raised, until nothing can. */
final class Improvement {

  private final Encoding encoding;
  private final Sat sat;
  private final SortedMap<String, Integer> chosen;
  private final Set<String> pinned;

  /**
   * @param chosen a solution: the chosen version of each package; changed in place
   * @param pinned packages that must keep their version
   */
  Improvement(Encoding encoding, Sat sat, SortedMap<String, Integer> chosen, Set<String> pinned) {
    this.encoding = encoding;
    this.sat = sat;
    this.chosen = chosen;
    this.pinned = pinned;
  }

  void run() throws IpsException {
    do {
      forbidOlder();
      while (drop()) {
        // Each round leaves out at least one package more.
      }
    } while (raise());
  }

  /** Whatever comes, no package gets older than in a solution at hand. */
  private void forbidOlder() throws IpsException {
    for (Map.Entry<String, Integer> choice : chosen.entrySet()) {
      for (int present : encoding.present(choice.getKey())) {
        sat.add(-present, encoding.atLeast(choice.getKey(), choice.getValue()));
      }
    }
  }

  /** Finds a solution that is a proper part of this one. */
  private boolean drop() throws IpsException {
    List<Integer> assumptions = new ArrayList<>();
    for (String stem : encoding.stems()) {
      Integer index = chosen.get(stem);
      if (index == null) {
        for (int present : encoding.present(stem)) {
          assumptions.add(-present);
        }
      } else if (index > 0) {
        assumptions.add(-encoding.atLeast(stem, index - 1));
      }
    }
    List<Integer> lacking = new ArrayList<>();
    chosen.forEach((stem, index) -> lacking.add(-encoding.chosen(stem, index)));
    return solve(assumptions, lacking);
  }

  /** Finds a solution in which something is newer and nothing older. */
  private boolean raise() throws IpsException {
    List<Integer> assumptions = new ArrayList<>();
    List<Integer> newer = new ArrayList<>();
    for (Map.Entry<String, Integer> choice : chosen.entrySet()) {
      String stem = choice.getKey();
      // All that is there stays there: what is superfluous was dropped before.
      assumptions.add(
          pinned.contains(stem)
              ? encoding.chosen(stem, choice.getValue())
              : encoding.atLeast(stem, choice.getValue()));
      if (choice.getValue() > 0 && !pinned.contains(stem)) {
        newer.add(encoding.atLeast(stem, choice.getValue() - 1));
      }
    }
    return !newer.isEmpty() && solve(assumptions, newer);
  }

  /** Looks for a solution in which one of the literals holds, and takes it. */
  private boolean solve(List<Integer> assumptions, List<Integer> oneOf) throws IpsException {
    int round = sat.newVariable();
    List<Integer> clause = new ArrayList<>(oneOf);
    clause.add(-round);
    sat.add(clause);
    assumptions.add(round);
    boolean found = sat.solve(assumptions.stream().mapToInt(Integer::intValue).toArray());
    sat.add(-round);
    if (found) {
      SortedMap<String, Integer> model = new TreeMap<>();
      for (String stem : encoding.stems()) {
        for (int i = 0; i < encoding.versions(stem).size(); i++) {
          if (sat.value(encoding.chosen(stem, i))) {
            model.put(stem, i);
          }
        }
      }
      chosen.clear();
      chosen.putAll(model);
    }
    return found;
  }
}
