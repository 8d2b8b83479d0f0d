package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Paths;
import org.jspecify.annotations.Nullable;

/**
 * What a set of packages puts into an image: one action for each path, account, driver and so on.
 *
 * @param paths directories, files and links by path without a leading slash, those in force only,
 *     in the order of the paths
 * @param implied directories that no action describes but deeper paths need
 * @param groups group actions by name
 * @param users user actions by name
 * @param drivers driver actions by name
 * @param licenses license actions by package and name
 * @param legacy legacy actions by the name of the old package
 * @param mediations what is in force for each mediator
 */
record Layout(
    Map<String, Owned> paths,
    SortedSet<String> implied,
    SortedMap<String, Owned> groups,
    SortedMap<String, Owned> users,
    SortedMap<String, Owned> drivers,
    SortedMap<String, Owned> licenses,
    SortedMap<String, Owned> legacy,
    SortedMap<String, Mediation> mediations) {

  /** Attributes in which two packages must agree that deliver the same thing. */
  private static final Map<ActionType, List<String>> UNIQUE =
      Map.of(
          ActionType.DIR,
          List.of("mode", "owner", "group"),
          ActionType.LINK,
          List.of("target"),
          ActionType.HARDLINK,
          List.of("target"),
          ActionType.LEGACY,
          List.of(
              "category",
              "desc",
              "hotline",
              "name",
              "vendor",
              "version",
              "basedir",
              "pkginst",
              "pstamp",
              "sunw_prodvers"));

  /**
   * Lays out packages.
   *
   * @param local mediations that somebody has set
   * @throws InstallException if packages collide; the message names both and the path
   */
  static Layout of(
      Collection<InstalledPackage> packages, Selection selection, Map<String, Mediation> local)
      throws IpsException, InstallException {
    return new Builder(selection, local).build(packages);
  }

  private static final class Builder {
    private final Selection selection;
    private final Map<String, Mediation> local;
    private final Map<String, Owned> paths = new LinkedHashMap<>();

    /** All actions of the few paths that have more than one. */
    private final Map<String, List<Owned>> contended = new HashMap<>();

    private final Map<String, Set<Mediation>> offered = new TreeMap<>();
    private final Layout layout =
        new Layout(
            new LinkedHashMap<>(),
            new TreeSet<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>());

    Builder(Selection selection, Map<String, Mediation> local) {
      this.selection = selection;
      this.local = local;
    }

    Layout build(Collection<InstalledPackage> packages) throws IpsException, InstallException {
      for (InstalledPackage installed : packages) {
        for (Action action : installed.manifest().actions()) {
          if (selection.allows(action)) {
            add(new Owned(installed.fmri(), action));
          }
        }
      }
      for (Map.Entry<String, Set<Mediation>> mediator : offered.entrySet()) {
        Mediation chosen = Mediation.choose(mediator.getValue(), local.get(mediator.getKey()));
        if (chosen != null) {
          layout.mediations.put(mediator.getKey(), chosen);
        }
      }
      List<Map.Entry<String, Owned>> sorted = new ArrayList<>(paths.entrySet());
      sorted.sort(Map.Entry.comparingByKey());
      for (Map.Entry<String, Owned> path : sorted) {
        List<Owned> all = contended.getOrDefault(path.getKey(), List.of(path.getValue()));
        Owned owned = merge(path.getKey(), all);
        if (owned != null) {
          layout.paths.put(path.getKey(), owned);
        }
      }
      imply();
      checkAliases();
      return layout;
    }

    private void add(Owned owned) throws IpsException, InstallException {
      Action action = owned.action();
      switch (action.type()) {
        case DIR, FILE -> addPath(owned);
        case LINK, HARDLINK -> {
          addPath(owned);
          Mediation mediation = Mediation.of(action);
          if (mediation != null) {
            offered
                .computeIfAbsent(owned.attribute("mediator"), name -> new LinkedHashSet<>())
                .add(mediation);
          }
        }
        case GROUP -> single(layout.groups, owned);
        case USER -> single(layout.users, owned);
        case DRIVER -> single(layout.drivers, owned);
        case LICENSE -> layout.licenses.put(owned.fmri().stem() + "\0" + action.keyValue(), owned);
        case LEGACY -> {
          Owned other = layout.legacy.putIfAbsent(action.keyValue(), owned);
          if (other != null) {
            agree("The old package " + action.keyValue(), other, owned);
          }
        }
        case SET, DEPEND, UNKNOWN, SIGNATURE -> {}
      }
    }

    private void addPath(Owned owned) {
      String path = owned.action().path();
      Owned other = paths.putIfAbsent(path, owned);
      if (other != null) {
        List<Owned> all = contended.computeIfAbsent(path, at -> new ArrayList<>(List.of(other)));
        all.add(owned);
      }
    }

    private static void single(SortedMap<String, Owned> all, Owned owned) throws InstallException {
      Owned other = all.put(owned.action().keyValue(), owned);
      if (other != null && !other.action().equals(owned.action())) {
        throw new InstallException(
            "The %s %s is delivered by both %s and %s."
                .formatted(word(owned), owned.action().keyValue(), other.owner(), owned.owner()));
      }
    }

    private static String word(Owned owned) {
      return owned.action().type().word();
    }

    /** The one action at a path that is in force; null if all are links of other mediations. */
    private @Nullable Owned merge(String path, List<Owned> all)
        throws IpsException, InstallException {
      Owned first = all.get(0);
      if (all.size() == 1 && !first.action().has("mediator")) {
        return first;
      }
      for (Owned other : all) {
        if (other.action().type() != first.action().type()) {
          throw new InstallException(
              "The path /%s is a %s of %s and a %s of %s."
                  .formatted(path, word(first), first.owner(), word(other), other.owner()));
        }
      }
      return switch (first.action().type()) {
        case FILE -> overlay(path, all);
        case LINK, HARDLINK -> mediate(path, all);
        default -> {
          for (Owned other : all) {
            agree("The path /" + path, first, other);
          }
          yield first;
        }
      };
    }

    /** One file may lie over another if both say so. */
    private static Owned overlay(String path, List<Owned> all) throws InstallException {
      List<Owned> over = all.stream().filter(f -> f.attribute("overlay").equals("true")).toList();
      List<Owned> under = all.stream().filter(f -> f.attribute("overlay").equals("allow")).toList();
      if (all.size() == 2 && over.size() == 1 && under.size() == 1) {
        return over.get(0);
      }
      throw new InstallException(
          "The file /%s is delivered by both %s and %s."
              .formatted(path, all.get(0).owner(), all.get(1).owner()));
    }

    private @Nullable Owned mediate(String path, List<Owned> all)
        throws IpsException, InstallException {
      Owned chosen = null;
      for (Owned owned : all) {
        Mediation mediation = Mediation.of(owned.action());
        if (!owned.attribute("mediator").equals(all.get(0).attribute("mediator"))) {
          throw new InstallException(
              "The link /%s belongs to different mediators in %s and %s."
                  .formatted(path, all.get(0).owner(), owned.owner()));
        }
        Mediation force = layout.mediations.get(owned.attribute("mediator"));
        if (mediation == null || (force != null && mediation.sameAs(force))) {
          if (chosen == null) {
            chosen = owned;
          } else {
            agree("The path /" + path, chosen, owned);
          }
        }
      }
      return chosen;
    }

    private static void agree(String what, Owned one, Owned other) throws InstallException {
      for (String key : UNIQUE.getOrDefault(one.action().type(), List.of())) {
        if (!value(one, key).equals(value(other, key))) {
          throw new InstallException(
              "%s has %s %s in %s and %s in %s."
                  .formatted(
                      what,
                      key,
                      one.attribute(key),
                      one.owner(),
                      other.attribute(key),
                      other.owner()));
        }
      }
    }

    /** Modes are numbers: 0755 and 755 are the same. */
    private static String value(Owned owned, String key) {
      String value = owned.attribute(key);
      return key.equals("mode") ? value.replaceFirst("^0+(?=.)", "") : value;
    }

    /** Every path needs directories above it, and nothing but directories. */
    private void imply() throws InstallException {
      String last = "/";
      for (Map.Entry<String, Owned> entry : layout.paths.entrySet()) {
        String path = entry.getKey();
        int slash = path.lastIndexOf('/');
        if (slash == last.length() && path.startsWith(last)) {
          continue;
        }
        last = path.substring(0, Math.max(0, slash));
        while (slash > 0) {
          String parent = path.substring(0, slash);
          Owned above = layout.paths.get(parent);
          if (above == null) {
            if (!layout.implied.add(parent)) {
              break;
            }
          } else if (above.action().type() != ActionType.DIR) {
            throw new InstallException(
                "The path /%s of %s leads through /%s, which is a %s of %s."
                    .formatted(path, entry.getValue().owner(), parent, word(above), above.owner()));
          } else {
            break;
          }
          slash = parent.lastIndexOf('/');
        }
      }
    }

    private void checkAliases() throws InstallException {
      Map<String, Owned> aliases = new HashMap<>();
      for (Owned driver : layout.drivers.values()) {
        for (String alias : driver.action().values("alias")) {
          Owned other = aliases.put(alias, driver);
          if (other != null && !other.equals(driver)) {
            throw new InstallException(
                "The driver alias \"%s\" is claimed by %s of %s and %s of %s."
                    .formatted(
                        alias,
                        other.action().keyValue(),
                        other.owner(),
                        driver.action().keyValue(),
                        driver.owner()));
          }
        }
      }
    }
  }

  /** The path that a hard link is to be another name of. */
  static String hardlinkTarget(Action hardlink) {
    return Paths.linkTarget(hardlink.path(), hardlink.value("target", ""));
  }

  /** All directories, described or implied. */
  boolean isDirectory(String path) {
    Owned owned = paths.get(path);
    return owned == null ? implied.contains(path) : owned.action().type() == ActionType.DIR;
  }
}
