package org.heliosimage.ips.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.Generator;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.junit.jupiter.api.Test;

/** Compares with a search through all sets of packages. */
class SolverPropertyTest {

  private static final List<String> STEMS = List.of("a", "b", "c", "d");
  private static final List<Dependency.Type> TYPES =
      List.of(
          Dependency.Type.REQUIRE,
          Dependency.Type.REQUIRE,
          Dependency.Type.REQUIRE_ANY,
          Dependency.Type.OPTIONAL,
          Dependency.Type.INCORPORATE,
          Dependency.Type.EXCLUDE,
          Dependency.Type.CONDITIONAL,
          Dependency.Type.GROUP,
          Dependency.Type.GROUP_ANY);

  @Test
  void findsAValidSmallestAndNewestSetOrNone() throws Exception {
    int[] solved = new int[2];
    Generator.forAll(
        1,
        3000,
        g -> {
          Lab lab = lab(g);
          SortedMap<String, List<Candidate>> proposed = new TreeMap<>();
          for (int i = 0; i < 2; i++) {
            String stem = g.oneOf(STEMS);
            proposed.put(stem, lab.versions(stem));
          }
          SolveRequest request = lab.request().withProposed(proposed);
          List<SortedMap<String, Candidate>> valid = valid(lab, proposed);
          SortedMap<String, Candidate> result;
          try {
            result = Solver.solve(request);
          } catch (ConflictException e) {
            assertTrue(valid.isEmpty(), () -> valid + " is a solution, but: " + e.getMessage());
            solved[0]++;
            return;
          }
          solved[1]++;
          assertEquals(result, Solver.solve(request));
          assertTrue(valid.contains(result), () -> result + " is not among " + valid);
          for (SortedMap<String, Candidate> other : valid) {
            assertFalse(isPart(other, result), () -> other + " is a part of " + result);
            assertFalse(isNewer(other, result), () -> other + " is newer than " + result);
          }
        });
    assertTrue(solved[0] > 300 && solved[1] > 300, solved[0] + " and " + solved[1]);
  }

  private static Lab lab(Generator g) throws IpsException {
    Lab lab = new Lab();
    for (String stem : STEMS) {
      for (int version = 1; version <= 1 + g.below(3); version++) {
        StringBuilder text = new StringBuilder(stem + "@" + version);
        for (int i = g.below(4); i > 0; i--) {
          Dependency.Type type = g.oneOf(TYPES);
          text.append(text.indexOf(":") < 0 ? " : " : ", ");
          text.append(type.name().toLowerCase(Locale.ROOT).replace('_', '-'));
          int targets =
              type == Dependency.Type.REQUIRE_ANY || type == Dependency.Type.GROUP_ANY ? 2 : 1;
          for (int t = 0; t < targets; t++) {
            text.append(' ').append(target(g));
          }
          if (type == Dependency.Type.CONDITIONAL) {
            text.append(" if ").append(target(g));
          }
        }
        lab.add(text.toString());
      }
    }
    return lab;
  }

  private static String target(Generator g) {
    return g.oneOf(STEMS) + (g.oneIn(2) ? "" : "@" + g.between(1, 3));
  }

  private static List<SortedMap<String, Candidate>> valid(
      Lab lab, SortedMap<String, List<Candidate>> proposed) {
    List<SortedMap<String, Candidate>> sets = new ArrayList<>(List.of(new TreeMap<>()));
    for (String stem : STEMS) {
      for (SortedMap<String, Candidate> set : List.copyOf(sets)) {
        for (Candidate candidate : lab.versions(stem)) {
          SortedMap<String, Candidate> larger = new TreeMap<>(set);
          larger.put(stem, candidate);
          sets.add(larger);
        }
      }
    }
    return sets.stream()
        .filter(set -> set.keySet().containsAll(proposed.keySet()))
        .filter(set -> set.values().stream().allMatch(c -> isSatisfied(c, set)))
        .toList();
  }

  private static boolean isSatisfied(Candidate candidate, Map<String, Candidate> set) {
    return candidate.dependencies().stream()
        .allMatch(
            dependency ->
                switch (dependency.type()) {
                  case REQUIRE, REQUIRE_ANY, GROUP, GROUP_ANY -> isThere(dependency, set);
                  case CONDITIONAL -> {
                    Fmri predicate = dependency.predicate();
                    Candidate there = set.get(predicate.stem());
                    yield there == null
                        || !(predicate.version() == null
                            || there.version().atLeast(predicate.version()))
                        || isThere(dependency, set);
                  }
                  case OPTIONAL, INCORPORATE, EXCLUDE -> {
                    Fmri target = dependency.target();
                    Candidate there = set.get(target.stem());
                    yield there == null || dependency.admits(target, there.version());
                  }
                  case ORIGIN, PARENT -> true;
                });
  }

  private static boolean isThere(Dependency dependency, Map<String, Candidate> set) {
    return dependency.targets().stream()
        .anyMatch(
            target -> {
              Candidate there = set.get(target.stem());
              return there != null && dependency.admits(target, there.version());
            });
  }

  private static boolean isPart(Map<String, Candidate> small, Map<String, Candidate> large) {
    return small.size() < large.size() && large.entrySet().containsAll(small.entrySet());
  }

  /** Whether a set has all that the other one has, nothing of it older and something newer. */
  private static boolean isNewer(Map<String, Candidate> set, Map<String, Candidate> than) {
    boolean newer = false;
    for (Candidate old : than.values()) {
      Candidate other = set.get(old.stem());
      if (other == null || other.version().compareTo(old.version()) < 0) {
        return false;
      }
      newer |= other.version().compareTo(old.version()) > 0;
    }
    return newer;
  }
}
