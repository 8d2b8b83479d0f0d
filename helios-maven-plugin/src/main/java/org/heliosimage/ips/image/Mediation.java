package org.heliosimage.ips.image;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.manifest.Action;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes the links of one mediator: for which version and implementation they are.
 *
 * @param priority {@code site}, {@code vendor} or nothing
 */
record Mediation(
    @Nullable String priority,
    @Nullable String version,
    @Nullable String implementation,
    @Nullable String implementationVersion) {

  /** The best first. */
  static final Comparator<Mediation> BEST_FIRST =
      Comparator.comparingInt(Mediation::rank)
          .thenComparing(Mediation::version, Mediation::newestFirst)
          .thenComparing(
              Mediation::implementation, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Mediation::implementationVersion, Mediation::newestFirst);

  /**
   * @param implementation a name, perhaps followed by {@code @} and a version
   */
  static Mediation of(
      @Nullable String priority, @Nullable String version, @Nullable String implementation)
      throws IpsException {
    int at = implementation == null ? -1 : implementation.indexOf('@');
    String name =
        implementation == null || at < 0 ? implementation : implementation.substring(0, at);
    String number = implementation == null || at < 0 ? null : implementation.substring(at + 1);
    for (String dotted : new @Nullable String[] {version, number}) {
      if (dotted != null) {
        Version ignored = Version.parse(dotted);
      }
    }
    return new Mediation(priority, version, name, number);
  }

  /** The mediation of a link, if it is mediated. */
  static @Nullable Mediation of(Action link) throws IpsException {
    String version = link.value("mediator-version");
    String implementation = link.value("mediator-implementation");
    if (link.value("mediator") == null || (version == null && implementation == null)) {
      return null;
    }
    return of(link.value("mediator-priority"), version, implementation);
  }

  /** The one in force of those that packages bring. */
  static @Nullable Mediation choose(Set<Mediation> offered, @Nullable Mediation local) {
    return offered.stream()
        .filter(mediation -> local == null || mediation.satisfies(local))
        .min(BEST_FIRST)
        .orElse(null);
  }

  private boolean satisfies(Mediation local) {
    return (local.version == null || local.version.equals(version))
        && (local.implementation == null
            || (local.implementation.equals(implementation)
                && (local.implementationVersion == null
                    || local.implementationVersion.equals(implementationVersion))));
  }

  /** Whether a link for this one is in force when another is chosen; priorities do not count. */
  boolean sameAs(Mediation chosen) {
    return new Mediation(null, version, implementation, implementationVersion)
        .equals(
            new Mediation(
                null, chosen.version, chosen.implementation, chosen.implementationVersion));
  }

  /** Where the choice comes from if nobody made it here. */
  String source() {
    return priority == null ? "system" : priority;
  }

  private int rank() {
    if (priority == null) {
      return 2;
    }
    return Map.of("site", 0, "vendor", 1).getOrDefault(priority, 2);
  }

  private static int newestFirst(@Nullable String a, @Nullable String b) {
    if (a == null || b == null) {
      return Boolean.compare(a == null, b == null);
    }
    try {
      return Version.parse(b).compareTo(Version.parse(a));
    } catch (IpsException e) {
      throw new IllegalStateException(e);
    }
  }
}
