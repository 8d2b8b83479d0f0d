package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.ips.solve.Dependency;
import org.jspecify.annotations.Nullable;

/** Makes candidates for the solver from catalog entries, as an image with a selection sees them. */
final class CandidateReader {

  /** Types of dependencies by the words of manifests, such as {@code require-any}. */
  private static final Map<String, Dependency.Type> TYPES = new HashMap<>();

  static {
    for (Dependency.Type type : Dependency.Type.values()) {
      TYPES.put(type.name().toLowerCase(Locale.ROOT).replace('_', '-'), type);
    }
  }

  private final Selection selection;

  /** What texts mean: most versions of a package say the same as the one before. */
  private final Map<String, Line> lines = new HashMap<>();

  /**
   * An action of a catalog entry.
   *
   * @param dependency what it says as a dependency, unless it is none or not for this image
   */
  private record Line(Action action, Optional<Dependency> dependency) {}

  CandidateReader(Selection selection) {
    this.selection = selection;
  }

  /** A package version; one that we cannot read is there, but unfit. */
  Candidate read(CatalogEntry entry) {
    try {
      List<Line> all = new ArrayList<>(entry.dependencies().size());
      for (String text : entry.dependencies()) {
        all.add(line(text));
      }
      return read(entry.fmri(), all);
    } catch (IpsException e) {
      return new Candidate(
          entry.fmri(), false, false, false, null, "cannot be read: " + e.getMessage(), List.of());
    }
  }

  private Line line(String text) throws IpsException {
    Line known = lines.get(text);
    if (known == null) {
      Action action = Action.parse(text);
      known =
          new Line(
              action,
              action.type() == ActionType.DEPEND && selection.allows(action)
                  ? Optional.of(dependency(action))
                  : Optional.empty());
      lines.put(text, known);
    }
    return known;
  }

  private Candidate read(Fmri fmri, List<Line> all) throws IpsException {
    boolean obsolete = false;
    boolean renamed = false;
    boolean explicit = false;
    String hold = null;
    String unfit = null;
    List<Dependency> dependencies = new ArrayList<>();
    for (Line line : all) {
      Action action = line.action();
      String name = action.keyValue();
      if (action.type() == ActionType.SET && name.startsWith(Selection.VARIANT)) {
        if (!selection.fits(name, action.values("value"))) {
          unfit =
              "is for %s %s only"
                  .formatted(
                      name.substring(Selection.VARIANT.length()),
                      String.join(" and ", action.values("value")));
        }
      } else if (action.type() == ActionType.DEPEND) {
        line.dependency().ifPresent(dependencies::add);
      } else if (selection.allows(action)) {
        switch (name) {
          case "pkg.obsolete" -> obsolete = isTrue(action);
          case "pkg.renamed" -> renamed = isTrue(action);
          case "pkg.depend.explicit-install" -> explicit = isTrue(action);
          case "pkg.depend.install-hold" -> hold = action.value("value");
          default -> {}
        }
      }
    }
    return new Candidate(fmri, obsolete, renamed, explicit, hold, unfit, dependencies);
  }

  private static boolean isTrue(Action set) {
    return "true".equalsIgnoreCase(set.value("value"));
  }

  static Dependency dependency(Action action) throws IpsException {
    String word = action.value("type", "");
    Dependency.Type type = TYPES.get(word);
    if (type == null) {
      throw new IpsException("unknown type of dependency \"" + word + "\"");
    }
    List<Fmri> targets = new ArrayList<>();
    for (String target : action.values("fmri")) {
      targets.add(Fmri.parse(target));
    }
    @Nullable Fmri predicate = null;
    if (type == Dependency.Type.CONDITIONAL) {
      predicate = Fmri.parse(action.require("predicate"));
    } else if (type == Dependency.Type.ORIGIN && action.has("root-image")) {
      // Asks for the machine that runs pkg, which has no packages here: always met.
      type = Dependency.Type.PARENT;
    }
    return new Dependency(type, targets, predicate);
  }
}
