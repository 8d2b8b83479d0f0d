package org.heliosimage.ips.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;

/**
 * Tells why there is no solution: a set of requirements that collide, and of which none can be
 * spared, as a chain that starts at what is asked for.
 */
final class Explanation {

  /** Versions, dependencies or reasons that a message tells one by one. */
  private static final int DETAILS = 3;

  private final SolveRequest request;
  private final Choices choices;
  private final Encoding encoding;

  Explanation(SolveRequest request, Choices choices, Encoding encoding) {
    this.request = request;
    this.choices = choices;
    this.encoding = encoding;
  }

  String text() throws IpsException {
    Set<String> told = new LinkedHashSet<>();
    for (Reason reason : inOrder(core())) {
      told.add(sentence(reason));
    }
    return "The packages do not fit together: " + String.join("; ", told) + ".";
  }

  /** Requirements that collide; leaving any one out would make a solution possible. */
  private List<Reason> core() throws IpsException {
    Map<Reason, Integer> switches = new LinkedHashMap<>();
    Sat sat = new Sat(encoding.variables());
    encoding.writeTo(
        new Encoding.Sink() {
          @Override
          public void rule(int... literals) {
            sat.add(literals);
          }

          @Override
          public void clause(Reason reason, int... literals) {
            int on = switches.computeIfAbsent(reason, key -> sat.newVariable());
            int[] clause = Arrays.copyOf(literals, literals.length + 1);
            clause[literals.length] = -on;
            sat.add(clause);
          }
        });
    Map<Integer, Reason> reasons = new LinkedHashMap<>();
    switches.forEach((reason, on) -> reasons.put(on, reason));
    List<Integer> core = new ArrayList<>(switches.values());
    if (sat.solve(array(core))) {
      throw new IllegalStateException("the conflict has gone away");
    }
    core = inCore(core, sat.core());
    // Try without each in turn; what is asked for last, so that messages keep it.
    for (int i = core.size() - 1; i >= 0; i--) {
      List<Integer> fewer = new ArrayList<>(core);
      fewer.remove(i);
      if (!sat.solve(array(fewer))) {
        core = inCore(fewer, sat.core());
        i = Math.min(i, core.size());
      }
    }
    List<Reason> found = new ArrayList<>();
    for (int on : core) {
      Reason reason = reasons.get(on);
      if (reason != null) {
        found.add(reason);
      }
    }
    return found;
  }

  private static List<Integer> inCore(List<Integer> order, int[] core) {
    Set<Integer> wanted = new HashSet<>();
    for (int literal : core) {
      wanted.add(Math.abs(literal));
    }
    return new ArrayList<>(order.stream().filter(wanted::contains).toList());
  }

  private static int[] array(Collection<Integer> literals) {
    return literals.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What is asked for first, then who speaks about it, and so on along the chain. */
  private static List<Reason> inOrder(List<Reason> core) {
    List<Reason> left = new ArrayList<>(core);
    List<Reason> ordered = new ArrayList<>();
    Set<String> reached = new HashSet<>();
    while (!left.isEmpty()) {
      Reason next =
          left.stream()
              .filter(reason -> reason instanceof Reason.Says && reached.contains(reason.stem()))
              .findFirst()
              .or(() -> left.stream().filter(r -> !(r instanceof Reason.Says)).findFirst())
              .orElse(left.get(0));
      left.remove(next);
      ordered.add(next);
      reached.add(next.stem());
      if (next instanceof Reason.Says says) {
        reached.addAll(says.about());
      }
    }
    return ordered;
  }

  private String sentence(Reason reason) throws IpsException {
    String stem = reason.stem();
    if (reason instanceof Reason.Says says) {
      return says(says);
    }
    if (reason instanceof Reason.Rejected) {
      return stem + " is to be left out";
    }
    String verb = reason instanceof Reason.Asked ? " is asked for" : " is installed";
    Candidate installed = request.installed().get(stem);
    String subject =
        reason instanceof Reason.Kept && installed != null
            ? installed.name()
            : versions(choices.of(stem), stem);
    String why = choices.of(stem).isEmpty() ? dropped(stem, candidate -> true) : "";
    return subject + verb + (why.isEmpty() ? "" : " (" + why + ")");
  }

  private String says(Reason.Says says) throws IpsException {
    Map<Dependency, List<Candidate>> users = new LinkedHashMap<>();
    for (Candidate candidate : choices.of(says.stem())) {
      for (Dependency dependency : candidate.dependencies()) {
        if (dependency.type() == says.type()
            && dependency.targets().stream().map(Fmri::stem).toList().equals(says.about())) {
          users.computeIfAbsent(dependency, key -> new ArrayList<>()).add(candidate);
        }
      }
    }
    List<String> sentences = new ArrayList<>();
    for (Map.Entry<Dependency, List<Candidate>> use : users.entrySet()) {
      if (sentences.size() == DETAILS) {
        sentences.add("and so on for older versions");
        break;
      }
      sentences.add(versions(use.getValue(), says.stem()) + " " + use.getKey().sentence());
    }
    String text = String.join(", ", sentences);
    Dependency first = users.keySet().iterator().next();
    List<String> lacking = new ArrayList<>();
    for (Fmri target : first.targets()) {
      String why = lacking(first, target);
      if (!why.isEmpty()) {
        lacking.add(why);
      }
    }
    return lacking.isEmpty() ? text.toString() : text + " (" + String.join(", ", lacking) + ")";
  }

  /** Why nothing meets a dependency on a package, if nothing does. */
  private String lacking(Dependency dependency, Fmri target) throws IpsException {
    String stem = target.stem();
    List<Candidate> versions = choices.of(stem);
    if (!dependency.type().pulls()) {
      Map<Candidate, Objection> dropped = choices.dropped(stem);
      return dropped(
          stem,
          each -> {
            Objection objection = dropped.get(each);
            return objection == null || objection.kind() != Objection.Kind.ASKED;
          });
    }
    if (!choices.isKnown(stem)) {
      return dropped(stem, candidate -> true);
    }
    List<Candidate> admitted =
        versions.stream().filter(each -> dependency.admits(target, each.version())).toList();
    if (admitted.stream()
        .anyMatch(each -> !each.obsolete() || dependency.type().countsObsolete())) {
      return "";
    }
    if (!admitted.isEmpty()) {
      return admitted.get(0).name() + " is obsolete";
    }
    String dropped = dropped(stem, each -> dependency.admits(target, each.version()));
    if (!dropped.isEmpty()) {
      return dropped;
    }
    return versions.isEmpty()
        ? dropped(stem, candidate -> true)
        : "the newest is " + versions.get(0).name();
  }

  private static String versions(List<Candidate> candidates, String stem) {
    return switch (candidates.size()) {
      case 0 -> stem;
      case 1 -> candidates.get(0).name();
      default -> candidates.get(0).name() + " (or one of " + (candidates.size() - 1) + " older)";
    };
  }

  /** Which versions of a package were no choice, and why. */
  private String dropped(String stem, Predicate<Candidate> which) throws IpsException {
    if (!choices.isKnown(stem)) {
      return "no publisher has " + stem;
    }
    SortedSet<String> reasons = new TreeSet<>();
    Set<String> told = new LinkedHashSet<>();
    for (Map.Entry<Candidate, Objection> each : choices.dropped(stem).entrySet()) {
      Objection objection = each.getValue();
      if (!which.test(each.getKey()) || !reasons.add(objection.text())) {
        continue;
      }
      List<Candidate> asked = choices.of(stem);
      if (objection.kind() != Objection.Kind.ASKED) {
        told.add(each.getKey().name() + " " + objection.text());
      } else if (!asked.isEmpty()) {
        told.add(asked.get(0).name() + " is asked for");
      }
    }
    return told.stream().limit(DETAILS).collect(Collectors.joining(", "));
  }
}
