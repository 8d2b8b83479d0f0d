package org.heliosimage.ips.solve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.jspecify.annotations.Nullable;

/**
 * The installed incorporations that an operation must not move: those that are neither asked for,
 * nor tied to something else that moves, nor under an install-hold that is lifted because its
 * package is asked for.
 */
final class Holds {

  private final SolveRequest request;
  private final Map<String, Candidate> staying = new TreeMap<>();
  private final Map<String, String> holds = new HashMap<>();
  private final Map<String, List<Held>> constraints = new HashMap<>();

  /** What one of them says about a package. */
  record Held(Candidate by, Fmri target) {}

  /** Versions of a package that the image could have as far as publishers go. */
  interface Offered {
    List<Candidate> versions(String stem) throws IpsException;
  }

  Holds(SolveRequest request, Offered offered) throws IpsException {
    this.request = request;
    for (Candidate installed : request.installed().values()) {
      if (!request.rejected().contains(installed.stem()) && installed.unfit() == null) {
        staying.put(installed.stem(), installed);
        String hold = installed.hold();
        if (hold != null) {
          holds.put(installed.stem(), hold);
        }
      }
    }
    for (Candidate held : held(offered)) {
      hold(held.stem(), held, new Fmri(null, held.stem(), held.version()));
      for (Dependency dependency : held.dependencies()) {
        if (dependency.type() == Dependency.Type.INCORPORATE) {
          hold(dependency.target().stem(), held, dependency.target());
        }
      }
    }
  }

  /** The constraints on a package. */
  List<Held> on(String stem) {
    return constraints.getOrDefault(stem, List.of());
  }

  private void hold(String stem, Candidate by, Fmri target) {
    constraints.computeIfAbsent(stem, key -> new ArrayList<>()).add(new Held(by, target));
  }

  private List<Candidate> held(Offered offered) throws IpsException {
    Set<String> moved = moved();
    Set<String> lifted = lifted(moved);
    for (String child : children(lifted, offered)) {
      holds.put(child, child);
    }
    // What others name by version goes where they go, unless a hold is on it.
    Set<String> tied = new HashSet<>();
    for (Candidate installed : staying.values()) {
      for (Dependency dependency : installed.dependencies()) {
        for (Fmri target : dependency.targets()) {
          String hold = holds.get(target.stem());
          if (target.version() != null && (hold == null || lifted.contains(hold))) {
            tied.add(target.stem());
          }
        }
      }
    }
    return staying.values().stream()
        .filter(Candidate::isIncorporation)
        .filter(each -> !tied.contains(each.stem()) && !moved.contains(each.stem()))
        .toList();
  }

  /** Names that are asked for, unless the only version asked for is there already. */
  private Set<String> moved() {
    Set<String> moved = new HashSet<>();
    request
        .proposed()
        .forEach(
            (stem, versions) -> {
              @Nullable Candidate here = staying.get(stem);
              if (here == null || versions.size() != 1 || !versions.contains(here)) {
                moved.add(stem);
              }
            });
    return moved;
  }

  private Set<String> lifted(Set<String> moved) {
    Set<String> named =
        holds.entrySet().stream()
            .filter(hold -> moved.contains(hold.getKey()))
            .map(Map.Entry::getValue)
            .collect(Collectors.toSet());
    Set<String> lifted = new HashSet<>(named);
    for (String hold : holds.values()) {
      if (named.stream().anyMatch(outer -> hold.startsWith(outer + "."))) {
        lifted.add(hold);
      }
    }
    return lifted;
  }

  /** Incorporations without a hold of their own that a held one leaves only one version of. */
  private Set<String> children(Set<String> lifted, Offered offered) throws IpsException {
    Deque<Candidate> todo = new ArrayDeque<>();
    for (Candidate installed : staying.values()) {
      String hold = installed.hold();
      if (installed.isIncorporation() && hold != null && !lifted.contains(hold)) {
        todo.add(installed);
      }
    }
    Set<String> children = new TreeSet<>();
    Set<Candidate> seen = new HashSet<>(todo);
    while (!todo.isEmpty()) {
      Candidate next = todo.removeFirst();
      if (!next.equals(staying.get(next.stem()))) {
        continue;
      }
      if (next.isIncorporation() && next.hold() == null) {
        children.add(next.stem());
      }
      for (Dependency dependency : next.dependencies()) {
        if (dependency.type() == Dependency.Type.INCORPORATE
            && !holds.containsKey(dependency.target().stem())) {
          List<Candidate> matching =
              offered.versions(dependency.target().stem()).stream()
                  .filter(candidate -> candidate.matches(dependency.target()))
                  .toList();
          if (matching.size() == 1 && seen.add(matching.get(0))) {
            todo.add(matching.get(0));
          }
        }
      }
    }
    return children;
  }
}
