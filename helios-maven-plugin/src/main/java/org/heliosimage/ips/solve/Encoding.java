package org.heliosimage.ips.solve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;

/**
 * Packages as clauses.
 *
 * <p>Each package has its versions in a row, newest first. Version {@code i} has a variable "it is
 * chosen" and a variable "this or a newer one is chosen". The second kind says in one literal what
 * most dependencies are about, a version or anything newer, and keeps the number of clauses
 * proportional to the number of versions.
 */
final class Encoding {

  /** Receives clauses that are true for a reason; the rules of the encoding itself have none. */
  interface Sink {
    void rule(int... literals);

    void clause(Reason reason, int... literals);
  }

  private final SolveRequest request;
  private final Choices choices;

  /** All packages that may come, in name order, with the first of their variables. */
  private final SortedMap<String, Integer> first = new TreeMap<>();

  private final int variables;
  private final Groups groups;

  Encoding(SolveRequest request, Choices choices) throws IpsException {
    this.request = request;
    this.choices = choices;
    int next = 1;
    for (String stem : reachable()) {
      first.put(stem, next);
      next += 2 * choices.of(stem).size();
    }
    variables = next - 1;
    groups = new Groups(request, choices, this);
  }

  /** What is asked for, what is installed, and all that dependencies may bring. */
  private Set<String> reachable() throws IpsException {
    Set<String> seen = new TreeSet<>(request.proposed().keySet());
    seen.addAll(request.installed().keySet());
    Deque<String> todo = new ArrayDeque<>(seen);
    while (!todo.isEmpty()) {
      Set<String> pulled = new HashSet<>();
      for (Candidate candidate : choices.of(todo.removeFirst())) {
        for (Dependency dependency : candidate.dependencies()) {
          if (dependency.type().pulls()) {
            dependency.targets().forEach(target -> pulled.add(target.stem()));
          }
        }
      }
      for (String stem : pulled) {
        if (seen.add(stem)) {
          todo.addLast(stem);
        }
      }
    }
    return seen;
  }

  int variables() {
    return variables;
  }

  Set<String> stems() {
    return first.keySet();
  }

  /** The variable for a version being chosen. */
  int chosen(String stem, int index) {
    return base(stem) + 2 * index;
  }

  /** The variable for a version or a newer one being chosen. */
  int atLeast(String stem, int index) {
    return base(stem) + 2 * index + 1;
  }

  private int base(String stem) {
    Integer base = first.get(stem);
    if (base == null) {
      throw new IllegalStateException(stem);
    }
    return base;
  }

  /** Literals of which none is true if the package is absent: one, or none without versions. */
  int[] present(String stem) throws IpsException {
    int versions = first.containsKey(stem) ? choices.of(stem).size() : 0;
    return versions == 0 ? new int[0] : new int[] {atLeast(stem, versions - 1)};
  }

  /** Hands out all clauses. */
  void writeTo(Sink sink) throws IpsException {
    for (String stem : first.keySet()) {
      row(stem, choices.of(stem).size(), sink);
    }
    for (String stem : request.proposed().keySet()) {
      sink.clause(new Reason.Asked(stem), present(stem));
    }
    for (String stem : request.rejected()) {
      for (int literal : present(stem)) {
        sink.clause(new Reason.Rejected(stem), -literal);
      }
    }
    for (String stem : request.installed().keySet()) {
      if (isKept(stem)) {
        sink.clause(new Reason.Kept(stem), present(stem));
      }
    }
    for (String stem : first.keySet()) {
      dependencies(stem, sink);
    }
  }

  /** Whether a package that is installed has to stay in some version. */
  boolean isKept(String stem) {
    Candidate installed = request.installed().get(stem);
    return installed != null
        // One that was not made for an image like this has come by mistake or by a change of it.
        && installed.unfit() == null
        && !request.proposed().containsKey(stem)
        && !request.rejected().contains(stem);
  }

  /** At most one version is chosen, and the second kind of variables means what it says. */
  private void row(String stem, int versions, Sink sink) {
    for (int i = 0; i < versions; i++) {
      sink.rule(-chosen(stem, i), atLeast(stem, i));
      if (i == 0) {
        sink.rule(-atLeast(stem, i), chosen(stem, i));
      } else {
        sink.rule(-atLeast(stem, i - 1), atLeast(stem, i));
        sink.rule(-atLeast(stem, i), atLeast(stem, i - 1), chosen(stem, i));
        sink.rule(-chosen(stem, i), -atLeast(stem, i - 1));
      }
    }
  }

  /** A dependency that all versions have becomes one clause instead of many. */
  private void dependencies(String stem, Sink sink) throws IpsException {
    List<Candidate> versions = choices.of(stem);
    Map<Dependency, List<Integer>> users = new LinkedHashMap<>();
    for (int i = 0; i < versions.size(); i++) {
      for (Dependency dependency : new LinkedHashSet<>(versions.get(i).dependencies())) {
        users.computeIfAbsent(dependency, key -> new ArrayList<>()).add(i);
      }
    }
    for (Map.Entry<Dependency, List<Integer>> use : users.entrySet()) {
      Dependency dependency = use.getKey();
      Reason reason =
          new Reason.Says(
              stem, dependency.type(), dependency.targets().stream().map(Fmri::stem).toList());
      if (use.getValue().size() == versions.size()) {
        dependency(dependency, atLeast(stem, versions.size() - 1), reason, sink);
      } else {
        for (int index : use.getValue()) {
          dependency(dependency, chosen(stem, index), reason, sink);
        }
      }
    }
  }

  /** The clauses of a dependency that holds if a variable does. */
  private void dependency(Dependency dependency, int holder, Reason reason, Sink sink)
      throws IpsException {
    switch (dependency.type()) {
      case REQUIRE, REQUIRE_ANY -> {
        List<Integer> clause = new ArrayList<>();
        clause.add(-holder);
        for (Fmri target : dependency.targets()) {
          clause.addAll(anyOf(target.stem(), admitted(dependency, target)));
        }
        add(sink, reason, clause);
      }
      case CONDITIONAL -> conditional(dependency, holder, reason, sink);
      case GROUP, GROUP_ANY -> {
        SortedMap<String, List<Integer>> members = group(dependency);
        if (!members.isEmpty()) {
          List<Integer> clause = new ArrayList<>();
          clause.add(-holder);
          members.forEach((stem, indexes) -> clause.addAll(anyOf(stem, indexes)));
          add(sink, reason, clause);
        }
      }
      case OPTIONAL, INCORPORATE, EXCLUDE -> {
        Fmri target = dependency.target();
        if (first.containsKey(target.stem())) {
          restrict(holder, target.stem(), admitted(dependency, target), reason, sink);
        }
      }
      case ORIGIN, PARENT -> {}
    }
  }

  private void conditional(Dependency dependency, int holder, Reason reason, Sink sink)
      throws IpsException {
    Fmri predicate = dependency.predicate();
    if (predicate == null || !first.containsKey(predicate.stem())) {
      return;
    }
    Fmri target = dependency.target();
    List<Integer> targets = anyOf(target.stem(), admitted(dependency, target));
    for (int literal : anyOf(predicate.stem(), admitted(dependency, predicate))) {
      List<Integer> clause = new ArrayList<>(List.of(-holder, -literal));
      clause.addAll(targets);
      add(sink, reason, clause);
    }
  }

  private static void add(Sink sink, Reason reason, List<Integer> clause) {
    sink.clause(reason, clause.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The versions that satisfy a group dependency, by name; nothing to satisfy if it is empty. */
  SortedMap<String, List<Integer>> group(Dependency dependency) throws IpsException {
    return groups.members(dependency);
  }

  /** Indexes of the versions that satisfy a dependency, ascending. */
  List<Integer> admitted(Dependency dependency, Fmri target) throws IpsException {
    List<Candidate> versions = versions(target.stem());
    Version wanted = target.version();
    int from = 0;
    int to = versions.size();
    if (wanted != null) {
      // Newest first: what is at least the wanted version comes before all that is older.
      switch (dependency.type()) {
        case GROUP, GROUP_ANY -> {}
        case EXCLUDE -> from = countAtLeast(versions, wanted);
        case INCORPORATE -> {
          // What has the wanted release as a prefix stands together, the lowest at the end.
          to = countAtLeast(versions, wanted);
          from = to;
          while (from > 0
              && wanted.release().isPrefixOf(versions.get(from - 1).version().release())) {
            from--;
          }
        }
        default -> to = countAtLeast(versions, wanted);
      }
    }
    List<Integer> admitted = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Candidate candidate = versions.get(i);
      if (dependency.admits(target, candidate.version())
          && (dependency.type().countsObsolete() || !candidate.obsolete())) {
        admitted.add(i);
      }
    }
    return admitted;
  }

  private static int countAtLeast(List<Candidate> versions, Version wanted) {
    int low = 0;
    int high = versions.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (versions.get(middle).version().atLeast(wanted)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Literals of which one is true if one of the versions is chosen. */
  private List<Integer> anyOf(String stem, List<Integer> indexes) {
    int count = indexes.size();
    if (count > 1 && indexes.get(count - 1) == count - 1) {
      return List.of(atLeast(stem, count - 1));
    }
    return indexes.stream().map(index -> chosen(stem, index)).toList();
  }

  /** If the package is there, it has one of the versions. */
  private void restrict(int holder, String stem, List<Integer> indexes, Reason reason, Sink sink)
      throws IpsException {
    int versions = choices.of(stem).size();
    if (indexes.size() == versions) {
      return;
    }
    if (indexes.isEmpty()) {
      sink.clause(reason, -holder, -atLeast(stem, versions - 1));
      return;
    }
    int low = indexes.get(0);
    int high = indexes.get(indexes.size() - 1);
    if (low > 0) {
      sink.clause(reason, -holder, -atLeast(stem, low - 1));
    }
    if (high < versions - 1) {
      sink.clause(reason, -holder, -atLeast(stem, versions - 1), atLeast(stem, high));
    }
    Set<Integer> admitted = new HashSet<>(indexes);
    for (int i = low; i < high; i++) {
      if (!admitted.contains(i)) {
        sink.clause(reason, -holder, -chosen(stem, i));
      }
    }
  }

  /** Index of a version among the choices of its package, or -1. */
  int indexOf(Candidate candidate) throws IpsException {
    return first.containsKey(candidate.stem())
        ? choices.of(candidate.stem()).indexOf(candidate)
        : -1;
  }

  /** The choices of a package that may come. */
  List<Candidate> versions(String stem) throws IpsException {
    return first.containsKey(stem) ? choices.of(stem) : List.of();
  }
}
