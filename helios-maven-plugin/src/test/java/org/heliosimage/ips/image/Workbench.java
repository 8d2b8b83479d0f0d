package org.heliosimage.ips.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogItem;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.ips.solve.Known;
import org.heliosimage.ips.solve.Matching;
import org.heliosimage.ips.solve.SolveRequest;

/**
 * Publishers and an image without files, driven by the words of the solver's corpus (its README
 * tells them).
 */
public final class Workbench implements Known {

  private final Map<Fmri, Manifest> manifests = new LinkedHashMap<>();
  private final ImageConfig config = ImageConfig.create();
  private final SortedMap<String, Version> frozen = new TreeMap<>();
  private SortedMap<String, InstalledPackage> installed = new TreeMap<>();
  private AvoidSet avoided = AvoidSet.EMPTY;

  /** An empty image with the publisher p. */
  public Workbench() {
    publishers(List.of("p"));
  }

  /** Adds packages: {@code X@1; X@2 : require a, conditional b predicate=c, obsolete}. */
  public Workbench add(String line) throws IpsException {
    int colon = line.indexOf(" : ");
    String names = colon < 0 ? line : line.substring(0, colon);
    List<String> actions = new ArrayList<>();
    if (colon >= 0) {
      for (String item : line.substring(colon + 3).split(",\\s+", 0)) {
        actions.add(action(item.strip()));
      }
    }
    for (String name : names.split(";", 0)) {
      String text = name.strip();
      Fmri fmri = Fmri.parse(text.startsWith("//") ? "pkg:" + text : "pkg://p/" + text);
      String manifest =
          "set name=pkg.fmri value=" + fmri + "\n" + String.join("\n", actions) + "\n";
      manifests.put(
          fmri, Manifest.parse(manifest.getBytes(StandardCharsets.UTF_8), fmri.toString()));
    }
    return this;
  }

  private static String action(String item) {
    String[] words = item.split("\\s+", 0);
    switch (words[0]) {
      case "obsolete", "renamed":
        return "set name=pkg." + words[0] + " value=true";
      case "explicit":
        return "set name=pkg.depend.explicit-install value=true";
      case "hold":
        return "set name=pkg.depend.install-hold value=" + words[1];
      case "set":
        {
          String[] pair = words[1].split("=", 2);
          StringBuilder action = new StringBuilder("set name=" + pair[0]);
          for (String value : pair[1].split("/", 0)) {
            action.append(" value=").append(value);
          }
          return action.toString();
        }
      default:
        {
          StringBuilder action = new StringBuilder("depend type=" + words[0]);
          for (int i = 1; i < words.length; i++) {
            action.append(words[i].indexOf('=') < 0 ? " fmri=" : " ").append(words[i]);
          }
          return action.toString();
        }
    }
  }

  private void publishers(List<String> names) {
    List<String> order = new ArrayList<>(names);
    for (int i = order.size() - 1; i >= 0; i--) {
      String name = order.get(i).replace("~", "");
      if (!config.hasPublisher(name)) {
        config.addPublisher(name);
      }
      config.setSticky(name, !order.get(i).endsWith("~"));
      config.searchFirst(name);
    }
  }

  @Override
  public SortedSet<String> stems() {
    return manifests.keySet().stream()
        .map(Fmri::stem)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public List<Candidate> versions(String stem) throws IpsException {
    CandidateReader reader = new CandidateReader(config.selection());
    List<Candidate> versions = new ArrayList<>();
    for (Map.Entry<Fmri, Manifest> each : manifests.entrySet()) {
      Fmri fmri = each.getKey();
      if (fmri.stem().equals(stem) && config.hasPublisher(fmri.requirePublisher())) {
        versions.add(reader.read(CatalogItem.of(fmri, each.getValue()).entry()));
      }
    }
    return versions;
  }

  /** What the solver is asked when a command runs; nothing for commands that do not ask it. */
  public Optional<SolveRequest> request(String command) throws IpsException {
    List<String> words = List.of(command.strip().split("\\s+", 0));
    List<String> names = words.subList(1, words.size());
    SortedMap<String, Candidate> here = new TreeMap<>();
    for (InstalledPackage each : installed.values()) {
      for (Candidate candidate : versions(each.fmri().stem())) {
        if (candidate.fmri().equals(each.fmri())) {
          here.put(each.fmri().stem(), candidate);
        }
      }
    }
    List<SolveRequest.Publisher> publishers = List.of(new SolveRequest.Publisher("p", true));
    SolveRequest request =
        SolveRequest.of(this, here, publishers).withAvoided(avoided.unwanted()).withFrozen(frozen);
    return switch (words.get(0)) {
      case "install" ->
          Optional.of(
              request.withProposed(new Matching(this, here, publishers).match(names, Set.of())));
      case "uninstall" -> Optional.of(request.withRejected(new TreeSet<>(names)));
      case "update" -> Optional.of(request.updating());
      default -> Optional.empty();
    };
  }

  /**
   * Runs a command.
   *
   * @return whether it changed which packages the image has
   */
  public boolean run(String command) throws IOException {
    List<String> words = List.of(command.strip().split("\\s+", 0));
    List<String> names = words.subList(1, words.size());
    switch (words.get(0)) {
      case "publishers":
        publishers(names);
        return true;
      case "freeze":
        for (String name : names) {
          Fmri fmri = Fmri.parse(name);
          frozen.put(fmri.stem(), fmri.requireVersion());
        }
        return true;
      case "unfreeze":
        frozen.keySet().removeAll(names);
        return true;
      case "avoid":
        if (names.stream().anyMatch(installed::containsKey)) {
          throw new IpsException("What is installed cannot be avoided.");
        }
        avoided = avoided.with(names);
        return true;
      case "unavoid":
        avoided = avoided.without(names);
        return true;
      case "facet", "variant":
        for (String name : names) {
          select(words.get(0), name.split("=", 2));
        }
        return apply(planner().reselect());
      default:
        return apply(plan(words.get(0), names));
    }
  }

  private void select(String kind, String[] setting) {
    if (kind.equals("variant")) {
      config.setVariant(Selection.variantName(setting[0]), setting[1]);
    } else if (setting[1].equals("none")) {
      config.removeFacet(Selection.facetName(setting[0]));
    } else {
      config.setFacet(Selection.facetName(setting[0]), Boolean.parseBoolean(setting[1]));
    }
  }

  private Planner planner() throws IpsException {
    return new Planner(config, this, installed.values(), avoided, frozen, Optional.empty());
  }

  private Planner.Plan plan(String command, List<String> names) throws IOException {
    switch (command) {
      case "install":
        {
          int split = names.indexOf("--reject");
          return split < 0
              ? planner().install(names, Set.of())
              : planner()
                  .install(
                      names.subList(0, split),
                      new TreeSet<>(names.subList(split + 1, names.size())));
        }
      case "uninstall":
        return planner().uninstall(names);
      case "update":
        return names.isEmpty() ? planner().update() : planner().update(names);
      default:
        throw new IllegalArgumentException(command);
    }
  }

  private boolean apply(Planner.Plan plan) {
    SortedMap<String, InstalledPackage> next = new TreeMap<>();
    for (Candidate candidate : plan.packages().values()) {
      InstalledPackage here = installed.get(candidate.stem());
      Manifest manifest = manifests.get(candidate.fmri());
      next.put(
          candidate.stem(),
          new InstalledPackage(
              candidate.fmri(),
              manifest == null && here != null ? here.manifest() : manifest,
              plan.named().contains(candidate.stem()) || (here != null && here.manual()),
              ""));
    }
    String before = installed();
    installed = next;
    avoided = plan.avoided();
    return !before.equals(installed());
  }

  /** Names and versions in the image; the publisher too where it is not {@code p}. */
  public String installed() {
    return installed.values().stream()
        .map(
            each ->
                (each.fmri().publisher().equals("p") ? "" : "//" + each.fmri().publisher() + "/")
                    + each.fmri().withoutPublisher().shortForm())
        .collect(Collectors.joining(" "));
  }

  /** What groups do without, and why. */
  public String avoided() {
    return avoided.reasons().entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(" "));
  }

  /** The names that somebody has asked for. */
  public String manual() {
    return installed.values().stream()
        .filter(InstalledPackage::manual)
        .map(each -> each.fmri().stem())
        .collect(Collectors.joining(" "));
  }
}
