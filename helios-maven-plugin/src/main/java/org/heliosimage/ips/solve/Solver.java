package org.heliosimage.ips.solve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;

/**
 * Chooses packages.
 *
 * <p>The result satisfies all dependencies; nothing can be left out of it, and no package of it can
 * be newer unless another one gets older or something else comes in its place. Several such sets
 * may exist; this one is found by deciding one package after another, each as new as the decisions
 * before it allow:
 *
 * <ol>
 *   <li>what is asked for, incorporations first, then by name;
 *   <li>what is installed: it stays as it is if it can, unless all shall be updated;
 *   <li>what those need, before any choice between alternatives is made;
 *   <li>alternatives, where one is open, in the order of names.
 * </ol>
 *
 * A pass at the end drops what a later decision has made superfluous.
 */
public final class Solver {

  private final SolveRequest request;
  private final Encoding encoding;
  private final Sat sat;

  /** Literals that hold from now on, in the order of the decisions. */
  private final List<Integer> decided = new ArrayList<>();

  /** The chosen version of each package that has been decided. */
  private final SortedMap<String, Integer> chosen = new TreeMap<>();

  private Solver(SolveRequest request, Encoding encoding, Sat sat) {
    this.request = request;
    this.encoding = encoding;
    this.sat = sat;
  }

  /**
   * The packages that the image shall have.
   *
   * @throws ConflictException if there is no such set
   */
  public static Solution solve(SolveRequest request) throws IpsException {
    return solution(choose(request));
  }

  /** All that is chosen, by name: with obsolete packages, and with old names that nobody uses. */
  static SortedMap<String, Candidate> choose(SolveRequest request) throws IpsException {
    Choices choices = new Choices(request);
    Encoding encoding = new Encoding(request, choices);
    Sat sat = new Sat(encoding.variables());
    encoding.writeTo(
        new Encoding.Sink() {
          @Override
          public void rule(int... literals) {
            sat.add(literals);
          }

          @Override
          public void clause(Reason reason, int... literals) {
            sat.add(literals);
          }
        });
    if (!sat.solve()) {
      throw new ConflictException(new Explanation(request, choices, encoding).text());
    }
    Solver solver = new Solver(request, encoding, sat);
    solver.decide();
    new Improvement(encoding, sat, solver.chosen, solver.pinned()).run();
    SortedMap<String, Candidate> all = new TreeMap<>();
    for (Map.Entry<String, Integer> choice : solver.chosen.entrySet()) {
      all.put(choice.getKey(), encoding.versions(choice.getKey()).get(choice.getValue()));
    }
    return all;
  }

  private void decide() throws IpsException {
    for (String stem : incorporationsFirst(request.proposed().keySet())) {
      decideNewest(stem);
    }
    Set<String> installed = new TreeSet<>(request.installed().keySet());
    installed.removeIf(stem -> !encoding.isKept(stem));
    installed.removeAll(chosen.keySet());
    if (!request.update()) {
      for (String stem : installed) {
        decideInstalled(stem);
      }
      installed.removeAll(chosen.keySet());
    }
    for (String stem : incorporationsFirst(installed)) {
      decideNewest(stem);
    }
    do {
      decideNeeds();
    } while (decideOneAlternative());
  }

  /** They tie others together, so what they allow comes before what the others prefer. */
  private List<String> incorporationsFirst(Set<String> stems) throws IpsException {
    Map<String, Boolean> incorporations = new LinkedHashMap<>();
    for (String stem : stems) {
      incorporations.put(
          stem, encoding.versions(stem).stream().anyMatch(Candidate::isIncorporation));
    }
    return incorporations.keySet().stream()
        .sorted(
            Comparator.<String, Boolean>comparing(stem -> !incorporations.getOrDefault(stem, false))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** Keeps the installed version if that is possible. */
  private void decideInstalled(String stem) throws IpsException {
    Candidate installed = request.installed().get(stem);
    int index = installed == null ? -1 : encoding.indexOf(installed);
    if (index >= 0 && isPossible(encoding.chosen(stem, index))) {
      fix(stem, index);
    }
  }

  /** The newest possible version; the caller knows that there must be one. */
  private void decideNewest(String stem) throws IpsException {
    int versions = encoding.versions(stem).size();
    int impossible = -1;
    int possible = versions - 1;
    if (isPossible(encoding.atLeast(stem, 0))) {
      possible = 0;
    }
    // "This or a newer one" is monotone in the version: halve the interval.
    while (possible - impossible > 1) {
      int middle = (possible + impossible) / 2;
      if (isPossible(encoding.atLeast(stem, middle))) {
        possible = middle;
      } else {
        impossible = middle;
      }
    }
    fix(stem, possible);
  }

  private void fix(String stem, int index) {
    int literal = encoding.chosen(stem, index);
    if (!isPossible(literal)) {
      throw new IllegalStateException("no version of " + stem + " is left to choose");
    }
    decided.add(literal);
    chosen.put(stem, index);
  }

  /** The last model agrees with all decisions, so what it contains need not be tried. */
  private boolean isPossible(int literal) {
    if (sat.value(literal)) {
      return true;
    }
    int[] assumptions = new int[decided.size() + 1];
    for (int i = 0; i < decided.size(); i++) {
      assumptions[i] = decided.get(i);
    }
    assumptions[decided.size()] = literal;
    return sat.solve(assumptions);
  }

  /** Brings what the chosen packages need without any choice but of the version. */
  private void decideNeeds() throws IpsException {
    Set<String> looked = new HashSet<>();
    while (true) {
      Set<String> needed = new TreeSet<>();
      for (Map.Entry<String, Integer> choice : chosen.entrySet()) {
        if (looked.add(choice.getKey())) {
          for (Dependency dependency : dependencies(choice)) {
            needed.addAll(needs(dependency));
          }
        }
      }
      needed.removeAll(chosen.keySet());
      if (needed.isEmpty()) {
        return;
      }
      for (String stem : incorporationsFirst(needed)) {
        decideNewest(stem);
      }
    }
  }

  private List<Dependency> dependencies(Map.Entry<String, Integer> choice) throws IpsException {
    return encoding.versions(choice.getKey()).get(choice.getValue()).dependencies();
  }

  private List<String> needs(Dependency dependency) throws IpsException {
    return switch (dependency.type()) {
      case REQUIRE -> List.of(dependency.target().stem());
      case GROUP -> {
        Set<String> members = encoding.group(dependency).keySet();
        yield members.size() == 1 ? List.copyOf(members) : List.of();
      }
      default -> List.of();
    };
  }

  /** Settles the first dependency that leaves a choice and is not met yet. */
  private boolean decideOneAlternative() throws IpsException {
    for (Map.Entry<String, Integer> choice : new TreeMap<>(chosen).entrySet()) {
      for (Dependency dependency : dependencies(choice)) {
        if (dependency.type() == Dependency.Type.CONDITIONAL && !applies(dependency)) {
          continue;
        }
        SortedMap<String, List<Integer>> options = options(dependency);
        if (!options.isEmpty() && options.keySet().stream().noneMatch(s -> isMet(s, options))) {
          decideOption(options);
          return true;
        }
      }
    }
    return false;
  }

  private boolean applies(Dependency dependency) throws IpsException {
    Fmri predicate = dependency.predicate();
    if (predicate == null) {
      return false;
    }
    Integer index = chosen.get(predicate.stem());
    return index != null && encoding.admitted(dependency, predicate).contains(index);
  }

  private boolean isMet(String stem, Map<String, List<Integer>> options) {
    Integer index = chosen.get(stem);
    return index != null && options.getOrDefault(stem, List.of()).contains(index);
  }

  /** By name, the versions of which one has to be there; empty if the dependency has no choice. */
  private SortedMap<String, List<Integer>> options(Dependency dependency) throws IpsException {
    SortedMap<String, List<Integer>> options = new TreeMap<>();
    switch (dependency.type()) {
      case REQUIRE_ANY, CONDITIONAL -> {
        for (Fmri target : dependency.targets()) {
          options
              .computeIfAbsent(target.stem(), stem -> new ArrayList<>())
              .addAll(encoding.admitted(dependency, target));
        }
      }
      case GROUP, GROUP_ANY -> options.putAll(encoding.group(dependency));
      case REQUIRE, OPTIONAL, INCORPORATE, EXCLUDE, ORIGIN, PARENT -> {}
    }
    return options;
  }

  private void decideOption(SortedMap<String, List<Integer>> options) throws IpsException {
    for (Map.Entry<String, List<Integer>> option : options.entrySet()) {
      String stem = option.getKey();
      if (chosen.containsKey(stem)) {
        continue;
      }
      for (int index : new TreeSet<>(option.getValue())) {
        if (isPossible(encoding.chosen(stem, index))) {
          fix(stem, index);
          return;
        }
      }
    }
    throw new IllegalStateException("none of " + options.keySet() + " is left to choose");
  }

  /** What an installation does not move: what was asked for and what could stay. */
  private Set<String> pinned() throws IpsException {
    Set<String> pinned = new HashSet<>();
    if (!request.update()) {
      pinned.addAll(request.proposed().keySet());
      for (Candidate installed : request.installed().values()) {
        Integer index = chosen.get(installed.stem());
        if (index != null && index == encoding.indexOf(installed)) {
          pinned.add(installed.stem());
        }
      }
    }
    return pinned;
  }

  private static Solution solution(SortedMap<String, Candidate> chosen) {
    SortedMap<String, Candidate> packages = new TreeMap<>();
    SortedSet<String> obsolete = new TreeSet<>();
    for (Candidate candidate : chosen.values()) {
      if (candidate.obsolete()) {
        obsolete.add(candidate.stem());
      } else {
        packages.put(candidate.stem(), candidate);
      }
    }
    return new Solution(withoutUnusedNames(packages), obsolete);
  }

  /** Packages without those that only lead to others and that nothing else needs. */
  public static SortedMap<String, Candidate> withoutUnusedNames(
      SortedMap<String, Candidate> packages) {
    SortedMap<String, Candidate> result = new TreeMap<>();
    List<Candidate> todo =
        new ArrayList<>(packages.values().stream().filter(c -> !c.renamed()).toList());
    while (!todo.isEmpty()) {
      Candidate candidate = todo.remove(todo.size() - 1);
      if (result.put(candidate.stem(), candidate) == null) {
        for (Dependency dependency : candidate.dependencies()) {
          if (dependency.type().keepsRenamed()) {
            for (Fmri target : dependency.targets()) {
              Candidate old = packages.get(target.stem());
              if (old != null && old.renamed()) {
                todo.add(old);
              }
            }
          }
        }
      }
    }
    return result;
  }
}
