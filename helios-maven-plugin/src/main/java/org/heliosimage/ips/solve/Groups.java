package org.heliosimage.ips.solve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;

/** What group dependencies come down to: they do without what nobody wants or can have. */
final class Groups {

  private final SolveRequest request;
  private final Choices choices;
  private final Encoding encoding;

  /** Versions that have been looked at: whether they require what nobody has. */
  private final Map<Candidate, Boolean> hopeless = new HashMap<>();

  Groups(SolveRequest request, Choices choices, Encoding encoding) {
    this.request = request;
    this.choices = choices;
    this.encoding = encoding;
  }

  /**
   * The versions that satisfy a group dependency, by name. There is nothing to satisfy if the map
   * is empty: nobody wants or knows the members, or none is for an image like this.
   */
  SortedMap<String, List<Integer>> members(Dependency dependency) throws IpsException {
    SortedMap<String, List<Integer>> members = new TreeMap<>();
    boolean someLast = false;
    for (Fmri target : dependency.targets()) {
      String stem = target.stem();
      List<Candidate> versions = choices.of(stem);
      boolean unwanted =
          request.rejected().contains(stem)
              || (request.avoided().contains(stem) && !request.proposed().containsKey(stem));
      List<Integer> possible = possible(versions);
      boolean impossible =
          possible.isEmpty()
              && choices.dropped(stem).values().stream()
                  .allMatch(objection -> objection.kind().groupsIgnore());
      if (!unwanted && !impossible) {
        members.put(stem, possible);
        someLast |= !versions.isEmpty() && versions.stream().noneMatch(Candidate::obsolete);
      }
    }
    if (members.size() > 1 && someLast) {
      // Where a member lasts, no member counts that is given up.
      for (Map.Entry<String, List<Integer>> member : members.entrySet()) {
        List<Candidate> versions = choices.of(member.getKey());
        member.setValue(
            member.getValue().stream().filter(index -> !versions.get(index).obsolete()).toList());
      }
    }
    return members;
  }

  /** Indexes of the versions whose own requirements somebody has. */
  private List<Integer> possible(List<Candidate> versions) throws IpsException {
    List<Integer> possible = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      if (!isHopeless(versions.get(i))) {
        possible.add(i);
      }
    }
    return possible;
  }

  /** Whether a version requires what nobody has, itself or through others. */
  private boolean isHopeless(Candidate candidate) throws IpsException {
    Boolean known = hopeless.putIfAbsent(candidate, false);
    if (known != null) {
      // One that is looked at just now is part of a circle, which by itself is no obstacle.
      return known;
    }
    for (Dependency dependency : candidate.dependencies()) {
      if (dependency.type() == Dependency.Type.REQUIRE
          || dependency.type() == Dependency.Type.REQUIRE_ANY) {
        boolean met = false;
        for (Fmri target : dependency.targets()) {
          for (int index : encoding.admitted(dependency, target)) {
            met |= !isHopeless(encoding.versions(target.stem()).get(index));
          }
        }
        if (!met) {
          hopeless.put(candidate, true);
          return true;
        }
      }
    }
    return false;
  }
}
