package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;

/**
 * What operations on images have asked of repositories, beyond the packages that they installed.
 *
 * @param names packages that are obsolete or lead to others: they are not installed, but without
 *     them somebody who asks for such a name would not be understood
 * @param configurations the configurations that images had, in the order of the operations: their
 *     publishers, variants and facets
 */
public record PackageUse(SortedSet<Fmri> names, List<String> configurations) {

  // No line of a configuration has it.
  private static final String BREAK = "\f\n";

  public PackageUse {
    names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    configurations = List.copyOf(configurations);
  }

  /** All of several uses. */
  public static PackageUse union(Collection<PackageUse> all) {
    SortedSet<Fmri> names = new TreeSet<>();
    Set<String> configurations = new LinkedHashSet<>();
    for (PackageUse each : all) {
      names.addAll(each.names);
      configurations.addAll(each.configurations);
    }
    return new PackageUse(names, new ArrayList<>(configurations));
  }

  /** As a text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    names.forEach(name -> text.append(name).append('\n'));
    configurations.forEach(each -> text.append(BREAK).append(each));
    return text.toString();
  }

  /** From the text. */
  public static PackageUse parse(String text) throws IpsException {
    List<String> parts = List.of(text.split(BREAK, -1));
    SortedSet<Fmri> names = new TreeSet<>();
    for (String line : parts.get(0).lines().toList()) {
      names.add(Fmri.parse(line));
    }
    return new PackageUse(names, parts.subList(1, parts.size()));
  }
}
