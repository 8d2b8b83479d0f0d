package org.heliosimage.ips.solve;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.jspecify.annotations.Nullable;

/**
 * One version of a package, as the solver sees it.
 *
 * @param fmri publisher, stem and version
 * @param obsolete whether choosing it means to remove the package
 * @param renamed whether it only leads to a package of another name
 * @param explicit whether it comes only if somebody names it
 * @param hold the install-hold of an incorporation, if it has one
 * @param unfit why this image cannot have it, if so: {@code is for variant.arch sparc}
 * @param dependencies those that the image's variants and facets leave
 */
public record Candidate(
    Fmri fmri,
    boolean obsolete,
    boolean renamed,
    boolean explicit,
    @Nullable String hold,
    @Nullable String unfit,
    List<Dependency> dependencies) {

  public Candidate {
    if (fmri.version() == null || fmri.publisher() == null) {
      throw new IllegalArgumentException(fmri.toString());
    }
    dependencies = List.copyOf(dependencies);
  }

  /** A plain package. */
  public static Candidate of(Fmri fmri, List<Dependency> dependencies) {
    return new Candidate(fmri, false, false, false, null, null, dependencies);
  }

  public String stem() {
    return fmri.stem();
  }

  public Version version() {
    try {
      return fmri.requireVersion();
    } catch (IpsException e) {
      throw new IllegalStateException(e);
    }
  }

  public String publisher() {
    try {
      return fmri.requirePublisher();
    } catch (IpsException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isIncorporation() {
    return dependencies.stream()
        .anyMatch(dependency -> dependency.type() == Dependency.Type.INCORPORATE);
  }

  /** Whether an incorporation of this target admits it. */
  boolean matches(Fmri target) {
    Version wanted = target.version();
    return wanted == null || version().matches(wanted);
  }

  /** Within one request a package version has one meaning. */
  @Override
  public boolean equals(@Nullable Object o) {
    return this == o || (o instanceof Candidate other && fmri.equals(other.fmri));
  }

  @Override
  public int hashCode() {
    // Cheap, and a package has few versions.
    return fmri.stem().hashCode();
  }

  /** The names of the packages that it requires, with no choice. */
  public SortedSet<String> required() {
    SortedSet<String> required = new TreeSet<>();
    for (Dependency dependency : dependencies) {
      if (dependency.type() == Dependency.Type.REQUIRE) {
        required.add(dependency.target().stem());
      }
    }
    return required;
  }

  /** Name and version as people write them. */
  public String name() {
    return nameOf(fmri);
  }

  /** Name and version as people write them: without publisher, build and timestamp. */
  public static String nameOf(Fmri fmri) {
    String name = fmri.withoutPublisher().shortForm();
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }
}
