package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.ips.solve.PackagePattern;

/** What an image must keep and what it does without: frozen versions and avoided packages. */
public final class Restraints {

  private final SortedMap<String, InstalledPackage> installed;
  private final Known known;
  private final Selection selection;
  private final StateLists lists;
  private final History history;
  private final long time;

  /** The names that publishers offer. */
  interface Known {
    SortedSet<String> stems() throws IOException;
  }

  Restraints(
      SortedMap<String, InstalledPackage> installed,
      Known known,
      Selection selection,
      StateLists lists,
      History history,
      long time) {
    this.installed = installed;
    this.known = known;
    this.selection = selection;
    this.lists = lists;
    this.history = history;
    this.time = time;
  }

  /** The versions that packages must not leave, by name. */
  public SortedMap<String, Freeze> frozen() throws IOException {
    return lists.readFrozen();
  }

  /** The names that groups do without because nobody wants them. */
  public SortedSet<String> avoided() throws IOException {
    return lists.readAvoided().unwanted();
  }

  /**
   * Keeps packages at the version that a pattern states, or else at the installed one.
   *
   * @param comment why; empty to say nothing
   */
  public void freeze(Collection<String> patterns, String comment) throws IOException {
    SortedMap<String, Freeze> frozen = lists.readFrozen();
    for (String text : patterns) {
      PackagePattern pattern = PackagePattern.parse(text);
      List<String> stems = pattern.stems(installed.keySet());
      if (stems.isEmpty()) {
        throw new IpsException("\"%s\" is not installed and cannot be frozen.".formatted(text));
      }
      for (String stem : stems) {
        frozen.put(stem, freeze(pattern, stem, comment));
      }
    }
    lists.writeFrozen(frozen);
    note("freeze", patterns);
  }

  private Freeze freeze(PackagePattern pattern, String stem, String comment) throws IpsException {
    Version here = require(stem).fmri().requireVersion();
    String stated = pattern.version();
    Version version = stated == null ? here : Version.parse(stated);
    if (!here.matches(version)) {
      throw new IpsException(
          "%s cannot be frozen at version %s: installed is %s."
              .formatted(stem, stated, here.shortForm()));
    }
    return new Freeze(new Fmri(null, stem, version), comment.isEmpty() ? null : comment, time);
  }

  private InstalledPackage require(String stem) throws IpsException {
    InstalledPackage found = installed.get(stem);
    if (found == null) {
      throw new IpsException("\"" + stem + "\" is not installed.");
    }
    return found;
  }

  /** Lets packages move again. */
  public void unfreeze(Collection<String> patterns) throws IOException {
    SortedMap<String, Freeze> frozen = lists.readFrozen();
    for (String text : patterns) {
      List<String> stems = PackagePattern.parse(text).stems(new TreeSet<>(frozen.keySet()));
      if (stems.isEmpty()) {
        throw new IpsException("\"%s\" is not frozen.".formatted(text));
      }
      frozen.keySet().removeAll(stems);
    }
    lists.writeFrozen(frozen);
    note("unfreeze", patterns);
  }

  /** Has groups do without packages, which must not be installed. */
  public void avoid(Collection<String> patterns) throws IOException {
    SortedSet<String> unwanted = new TreeSet<>();
    for (String text : patterns) {
      PackagePattern pattern = PackagePattern.parse(text);
      List<String> here = pattern.stems(installed.keySet());
      if (!here.isEmpty()) {
        throw new IpsException(
            "\"%s\" cannot be avoided: %s is installed.".formatted(text, here.get(0)));
      }
      List<String> stems = pattern.stems(known.stems());
      if (stems.isEmpty()) {
        throw new IpsException("No publisher has a package \"%s\" to avoid.".formatted(text));
      }
      unwanted.addAll(stems);
    }
    lists.writeAvoided(lists.readAvoided().with(unwanted));
    note("avoid", patterns);
  }

  /** Has groups bring packages again; a group that is installed would have to bring them now. */
  public void unavoid(Collection<String> patterns) throws IOException {
    AvoidSet avoided = lists.readAvoided();
    SortedSet<String> wanted = new TreeSet<>();
    for (String text : patterns) {
      List<String> stems = PackagePattern.parse(text).stems(avoided.unwanted());
      if (stems.isEmpty()) {
        throw new IpsException("\"%s\" is not avoided.".formatted(text));
      }
      wanted.addAll(stems);
    }
    SortedMap<String, String> groups = groups();
    for (String stem : wanted) {
      String group = groups.get(stem);
      if (group != null && !installed.containsKey(stem)) {
        throw new IpsException(
            "%s would have to be installed, as %s groups it: install it by its name."
                .formatted(stem, group));
      }
    }
    lists.writeAvoided(avoided.without(wanted));
    note("unavoid", patterns);
  }

  /** By name of a member an installed package that groups it. */
  private SortedMap<String, String> groups() throws IpsException {
    SortedMap<String, String> groups = new TreeMap<>();
    for (InstalledPackage each : installed.values()) {
      for (Fmri target : each.targets(Set.of("group", "group-any"), selection)) {
        groups.put(target.stem(), Candidate.nameOf(each.fmri()));
      }
    }
    return groups;
  }

  private void note(String operation, Collection<String> patterns) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("pkg", operation));
    arguments.addAll(patterns);
    history.add(operation, arguments, List.of());
  }
}
