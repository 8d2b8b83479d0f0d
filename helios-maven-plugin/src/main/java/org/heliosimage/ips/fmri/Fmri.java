package org.heliosimage.ips.fmri;

import java.util.Comparator;
import java.util.Objects;
import org.heliosimage.ips.IpsException;
import org.jspecify.annotations.Nullable;

/**
 * The name of a package.
 *
 * @param publisher who publishes it, if stated
 * @param stem its name, such as {@code system/library}
 * @param version its version, or a constraint on it, if stated
 */
public record Fmri(@Nullable String publisher, String stem, @Nullable Version version)
    implements Comparable<Fmri> {

  /** By publisher, then stem, then version; not a version order if publishers are mixed. */
  private static final Comparator<Fmri> ORDER =
      Comparator.comparing(Fmri::publisher, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Fmri::stem)
          .thenComparing(Fmri::version, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** Parses any of the forms of the package documentation. */
  public static Fmri parse(String text) throws IpsException {
    String whole = text.stripTrailing();
    int at = whole.lastIndexOf('@');
    String name = at < 0 ? whole : whole.substring(0, at);
    Version version = at < 0 ? null : Version.parse(whole.substring(at + 1));
    if (name.startsWith("pkg:/")) {
      name = name.substring("pkg:".length());
    }
    String publisher = null;
    if (name.startsWith("//")) {
      int slash = name.indexOf('/', 2);
      if (slash < 0) {
        throw new IpsException("\"" + text + "\" names a publisher but no package");
      }
      publisher = slash == 2 ? null : name.substring(2, slash);
      if (publisher != null && !isPublisher(publisher)) {
        throw new IpsException("\"" + publisher + "\" in \"" + text + "\" is no publisher name");
      }
      name = name.substring(slash + 1);
    } else if (name.startsWith("/")) {
      name = name.substring(1);
    }
    if (!isStem(name)) {
      throw new IpsException("\"" + name + "\" in \"" + text + "\" is no package name");
    }
    return new Fmri(publisher, name, version);
  }

  /** Whether a text may be a package's name without publisher and version. */
  public static boolean isStem(String text) {
    boolean first = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' ? first : !(isAlphanumeric(c) || (!first && "_.+-".indexOf(c) >= 0))) {
        return false;
      }
      first = c == '/';
    }
    return !first;
  }

  /** Whether a text may be the name of a publisher. */
  public static boolean isPublisher(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && (i == 0 || (c != '-' && c != '.'))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** The version, insisting that there is one. */
  public Version requireVersion() throws IpsException {
    if (version == null) {
      throw new IpsException("\"" + this + "\" has no version");
    }
    return version;
  }

  /** The publisher, insisting that there is one. */
  public String requirePublisher() throws IpsException {
    if (publisher == null) {
      throw new IpsException("\"" + this + "\" has no publisher");
    }
    return publisher;
  }

  /** The same package without its publisher. */
  public Fmri withoutPublisher() {
    return publisher == null ? this : new Fmri(null, stem, version);
  }

  /** The file of the manifest below a {@code pkg} folder, such as {@code a%2Fb/1.0%2C5.11-1}. */
  public String quotedPath() throws IpsException {
    return Quoting.quote(stem) + "/" + Quoting.quote(requireVersion().toString());
  }

  @Override
  public int compareTo(Fmri other) {
    return ORDER.compare(this, other);
  }

  // Written out: what the compiler makes of a record takes long when it is called first.

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Fmri other
        && stem.equals(other.stem)
        && Objects.equals(version, other.version)
        && Objects.equals(publisher, other.publisher);
  }

  @Override
  public int hashCode() {
    return (stem.hashCode() * 31 + Objects.hashCode(version)) * 31 + Objects.hashCode(publisher);
  }

  @Override
  public String toString() {
    return (publisher == null ? "pkg:/" : "pkg://" + publisher + "/")
        + stem
        + (version == null ? "" : "@" + version);
  }

  /** The form shown to people: no publisher, no build. */
  public String shortForm() {
    return stem + (version == null ? "" : "@" + version.shortForm());
  }
}
