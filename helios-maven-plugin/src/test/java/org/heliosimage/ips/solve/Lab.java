package org.heliosimage.ips.solve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.solve.SolveRequest.Publisher;

/** Publishers and an image without any files, driven by words. */
final class Lab implements Known {

  private final Map<String, List<Candidate>> versions = new TreeMap<>();
  private final SortedMap<String, Version> frozen = new TreeMap<>();
  private SortedMap<String, Candidate> installed = new TreeMap<>();
  private List<Publisher> publishers = List.of(new Publisher("p", true));

  /** Adds a package: {@code X@1 : require a, conditional b if c, obsolete}. */
  Lab add(String text) throws IpsException {
    String[] parts = text.split(":", 2);
    String name = parts[0].strip();
    Fmri fmri = Fmri.parse(name.startsWith("//") ? "pkg:" + name : "pkg://p/" + name);
    List<Dependency> dependencies = new ArrayList<>();
    Map<String, String> flags = new HashMap<>();
    if (parts.length > 1) {
      for (String item : parts[1].split(",", 0)) {
        String[] words = item.strip().split(" ", -1);
        if (List.of("obsolete", "renamed", "explicit", "hold", "unfit").contains(words[0])) {
          flags.put(words[0], words.length > 1 ? words[1] : "");
        } else {
          dependencies.add(dependency(words));
        }
      }
    }
    versions
        .computeIfAbsent(fmri.stem(), stem -> new ArrayList<>())
        .add(
            new Candidate(
                fmri,
                flags.containsKey("obsolete"),
                flags.containsKey("renamed"),
                flags.containsKey("explicit"),
                flags.get("hold"),
                flags.get("unfit"),
                dependencies));
    return this;
  }

  private static Dependency dependency(String[] words) throws IpsException {
    Dependency.Type type =
        Dependency.Type.valueOf(words[0].replace('-', '_').toUpperCase(Locale.ROOT));
    List<Fmri> targets = new ArrayList<>();
    Fmri predicate = null;
    for (int i = 1; i < words.length; i++) {
      if (words[i].equals("if")) {
        predicate = Fmri.parse(words[++i]);
      } else {
        targets.add(Fmri.parse(words[i]));
      }
    }
    return new Dependency(type, targets, predicate);
  }

  /** The best first; one that ends in {@code ~} is not sticky. */
  Lab publishers(String... names) {
    publishers =
        Arrays.stream(names)
            .map(name -> new Publisher(name.replace("~", ""), !name.endsWith("~")))
            .toList();
    return this;
  }

  @Override
  public SortedSet<String> stems() {
    return new TreeSet<>(versions.keySet());
  }

  @Override
  public List<Candidate> versions(String stem) {
    return versions.getOrDefault(stem, List.of());
  }

  SolveRequest request() {
    return SolveRequest.of(this, installed, publishers).withFrozen(frozen);
  }

  SortedMap<String, Candidate> installed() {
    return installed;
  }

  /**
   * Runs {@code install NAME… [-reject NAME…]}, {@code uninstall}, {@code update}, {@code freeze}.
   */
  Lab run(String command) throws IpsException {
    List<String> words = List.of(command.split(" ", -1));
    List<String> names = words.subList(1, words.size());
    switch (words.get(0)) {
      case "freeze" -> {
        for (String name : names) {
          Fmri fmri = Fmri.parse(name);
          frozen.put(fmri.stem(), fmri.requireVersion());
        }
      }
      case "publishers" -> publishers(names.toArray(String[]::new));
      case "uninstall" -> installed = Solver.solve(request().withRejected(new TreeSet<>(names)));
      case "update" -> {
        SortedMap<String, List<Candidate>> proposed = match(names, Collections.emptySortedSet());
        SolveRequest request = request().withProposed(proposed);
        installed = Solver.solve(names.isEmpty() ? request.updating() : request);
      }
      default -> {
        int split = names.indexOf("-reject");
        SortedSet<String> rejected =
            new TreeSet<>(split < 0 ? List.of() : names.subList(split + 1, names.size()));
        List<String> wanted = split < 0 ? names : names.subList(0, split);
        installed =
            Solver.solve(request().withProposed(match(wanted, rejected)).withRejected(rejected));
      }
    }
    return this;
  }

  private SortedMap<String, List<Candidate>> match(List<String> names, SortedSet<String> rejected)
      throws IpsException {
    return new Matching(this, installed, publishers).match(names, rejected);
  }

  /** Names and versions in the image; the publisher too where it is not {@code p}. */
  @Override
  public String toString() {
    return installed.values().stream()
        .map(c -> (c.publisher().equals("p") ? "" : "//" + c.publisher() + "/") + c.name())
        .collect(Collectors.joining(" "));
  }
}
