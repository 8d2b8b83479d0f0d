package org.heliosimage.ips.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.heliosimage.Generator;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.image.RandomCase;
import org.heliosimage.ips.image.Workbench;
import org.junit.jupiter.api.Test;

/**
 * Compares the solver with a search through all sets of packages. More cases: {@code
 * -Dhelios.test.solver.cases=20000}.
 */
class SolverPropertyTest {

  private static final int CASES = Integer.getInteger("helios.test.solver.cases", 400);

  private int conflicts;
  private int exact;
  private int improved;

  @Test
  void findsThePreferredValidSetOrNone() throws Exception {
    Generator.forAll(1, CASES, this::check);
    String counts =
        conflicts + " conflicts, " + exact + " as preferred, " + improved + " improved on that";
    assertTrue(conflicts > CASES / 4, counts);
    assertTrue(exact > CASES && exact > 20 * improved, counts);
  }

  private void check(Generator g) throws Exception {
    RandomCase random = new RandomCase(g);
    Workbench bench = new Workbench();
    for (String each : random.packages()) {
      bench.add(each);
    }
    for (String command : random.commands()) {
      try {
        Optional<SolveRequest> request = bench.request(command);
        if (request.isPresent()) {
          compare(request.get());
        }
        bench.run(command);
      } catch (IpsException e) {
        // A pattern that means nothing, or a conflict that has been compared: the image stays.
        assertFalse(e.getMessage().isEmpty());
      }
    }
  }

  private void compare(SolveRequest request) throws Exception {
    BruteForce brute = new BruteForce(request);
    List<SortedMap<String, Candidate>> valid = brute.valid();
    SortedMap<String, Candidate> result;
    try {
      result = Solver.choose(request);
    } catch (ConflictException e) {
      assertTrue(valid.isEmpty(), () -> valid + " is a solution, but: " + e.getMessage());
      conflicts++;
      return;
    }
    assertEquals(result, Solver.choose(request));
    assertTrue(valid.contains(result), () -> result + " is not among " + valid);
    for (SortedMap<String, Candidate> other : valid) {
      assertFalse(isPart(other, result), () -> other + " is a part of " + result);
      assertFalse(
          isBetter(other, result, request)
              && other.values().stream()
                  .noneMatch(c -> !result.containsKey(c.stem()) && isOver(c, request)),
          () -> other + " is newer than " + result);
    }
    SortedMap<String, Candidate> preferred = brute.preferred();
    if (result.equals(preferred)) {
      exact++;
      return;
    }
    improved++;
    // What was decided first stands; the rest was improved on.
    assertTrue(
        valid.stream().anyMatch(other -> isPart(other, preferred))
            || valid.stream().anyMatch(other -> isBetter(other, preferred, request)),
        () -> preferred + " is preferred to " + result);
    for (String stem : request.proposed().keySet()) {
      assertEquals(preferred.get(stem), result.get(stem));
    }
  }

  /**
   * Whether a newer version of a package says that it is given up. On the way to a result it may
   * have been; then it does not come back.
   */
  private static boolean isOver(Candidate candidate, SolveRequest request) {
    try {
      return request.known().versions(candidate.stem()).stream()
          .anyMatch(c -> c.obsolete() && c.version().compareTo(candidate.version()) > 0);
    } catch (IpsException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPart(Map<String, Candidate> small, Map<String, Candidate> large) {
    return small.size() < large.size() && large.entrySet().containsAll(small.entrySet());
  }

  /**
   * Whether a set has all that another one has, nothing of it older and something newer, and leaves
   * alone what an installation does not move.
   */
  private static boolean isBetter(
      Map<String, Candidate> set, Map<String, Candidate> than, SolveRequest request) {
    boolean newer = false;
    for (Candidate old : than.values()) {
      Candidate other = set.get(old.stem());
      int order = other == null ? -1 : other.version().compareTo(old.version());
      boolean pinned =
          !request.update()
              && (request.proposed().containsKey(old.stem())
                  || old.equals(request.installed().get(old.stem())));
      if (order < 0 || (order > 0 && pinned)) {
        return false;
      }
      newer |= order > 0;
    }
    return newer;
  }
}
