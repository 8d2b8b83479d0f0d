package org.heliosimage.ips.solve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;

/**
 * Versions older than the installed ones that are nevertheless choices: those that an incorporation
 * which is asked for demands, or one that an update may bring, because it does not admit what is
 * installed.
 */
final class Downgrades {

  /** Deeper nests of incorporations are circles. */
  private static final int DEPTH = 10;

  private final SolveRequest request;
  private final Holds.Offered offered;
  private final Set<Candidate> allowed = new HashSet<>();
  private final Set<Candidate> seen = new HashSet<>();

  Downgrades(SolveRequest request, Holds.Offered offered) throws IpsException {
    this.request = request;
    this.offered = offered;
    if (request.update()) {
      for (Candidate installed : request.installed().values()) {
        for (Candidate candidate : offered.versions(installed.stem())) {
          if (candidate.version().compareTo(installed.version()) >= 0) {
            follow(candidate, List.of(), 0);
          }
        }
      }
    } else {
      for (List<Candidate> candidates : request.proposed().values()) {
        for (Candidate candidate : candidates) {
          String hold = candidate.hold();
          follow(candidate, hold == null ? List.of() : List.of(hold), 0);
        }
      }
    }
  }

  boolean allows(Candidate candidate) {
    return allowed.contains(candidate);
  }

  private void follow(Candidate incorporation, Collection<String> holds, int depth)
      throws IpsException {
    if (depth > DEPTH || !seen.add(incorporation)) {
      return;
    }
    Map<String, List<Fmri>> targets = new LinkedHashMap<>();
    for (Dependency dependency : incorporation.dependencies()) {
      if (dependency.type() == Dependency.Type.INCORPORATE) {
        Fmri target = dependency.target();
        targets.computeIfAbsent(target.stem(), stem -> new ArrayList<>()).add(target);
      }
    }
    for (Map.Entry<String, List<Fmri>> target : targets.entrySet()) {
      Candidate installed = request.installed().get(target.getKey());
      if (installed == null || target.getValue().stream().allMatch(installed::matches)) {
        continue;
      }
      for (Candidate candidate : offered.versions(target.getKey())) {
        if (target.getValue().stream().allMatch(candidate::matches)
            && candidate.publisher().equals(incorporation.publisher())
            && !isHeld(candidate, holds)) {
          demand(candidate, installed, holds, depth);
        }
      }
    }
  }

  private void demand(Candidate candidate, Candidate installed, Collection<String> holds, int depth)
      throws IpsException {
    int order = candidate.version().compareTo(installed.version());
    if (order < 0) {
      allowed.add(candidate);
    }
    // An update looks at everything anyway.
    if (order != 0 && !request.update()) {
      follow(candidate, holds, depth + 1);
    }
  }

  private static boolean isHeld(Candidate candidate, Collection<String> holds) {
    String hold = candidate.hold();
    return hold != null && holds.stream().noneMatch(hold::startsWith);
  }
}
