package org.heliosimage.ips.fmri;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.heliosimage.ips.IpsException;
import org.jspecify.annotations.Nullable;

/**
 * A version. Equality, hash and order look at release, branch and timestamp; the build is carried
 * along and written only.
 *
 * @param release the component's own version
 * @param build the operating system release it was built on, {@code 5.11} if not stated
 * @param branch the packager's version, if any
 * @param timestamp when it was published, {@code YYYYMMDDThhmmssZ}, if known
 */
public record Version(
    DotSequence release,
    DotSequence build,
    @Nullable DotSequence branch,
    @Nullable String timestamp)
    implements Comparable<Version> {

  private static final DotSequence DEFAULT_BUILD = new DotSequence("5.11");
  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::release)
          .thenComparing(Version::branch, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Version::timestamp, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** Parses {@code RELEASE[,BUILD][-BRANCH][:TIMESTAMP]}. */
  public static Version parse(String text) throws IpsException {
    return parse(text, UnaryOperator.identity());
  }

  /**
   * Parses, and lets the caller replace each part by an equal one: the versions of a catalog repeat
   * the same few releases and branches.
   */
  public static Version parse(String text, UnaryOperator<String> pool) throws IpsException {
    int colon = text.indexOf(':');
    String front = colon < 0 ? text : text.substring(0, colon);
    int dash = front.indexOf('-');
    String left = dash < 0 ? front : front.substring(0, dash);
    int comma = left.indexOf(',');
    String release = comma < 0 ? left : left.substring(0, comma);
    if (release.isEmpty()) {
      throw new IpsException("version \"" + text + "\" has no release");
    }
    return new Version(
        DotSequence.parse(pool.apply(release), "release", text),
        comma < 0
            ? DEFAULT_BUILD
            : DotSequence.parse(pool.apply(left.substring(comma + 1)), "build", text),
        dash < 0 ? null : DotSequence.parse(pool.apply(front.substring(dash + 1)), "branch", text),
        colon < 0 ? null : timestamp(pool.apply(text.substring(colon + 1)), text));
  }

  private static String timestamp(String stamp, String whole) throws IpsException {
    boolean form = stamp.length() == 16 && stamp.charAt(8) == 'T' && stamp.charAt(15) == 'Z';
    for (int i = 0; form && i < 15; i++) {
      form = i == 8 || (stamp.charAt(i) >= '0' && stamp.charAt(i) <= '9');
    }
    if (form) {
      try {
        LocalDateTime ignored =
            LocalDateTime.of(
                number(stamp, 0, 4),
                number(stamp, 4, 6),
                number(stamp, 6, 8),
                number(stamp, 9, 11),
                number(stamp, 11, 13),
                number(stamp, 13, 15));
        return stamp;
      } catch (DateTimeException e) {
        throw new IpsException(
            "the timestamp \"" + stamp + "\" of version \"" + whole + "\" is no date", e);
      }
    }
    throw new IpsException(
        "the timestamp \"" + stamp + "\" of version \"" + whole + "\" is not YYYYMMDDThhmmssZ");
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  /**
   * Whether this version satisfies a constraint that fixes its leading parts: {@code 0.5.11-2.0}
   * admits {@code 0.5.11-2.0.22957} with any timestamp. Used by incorporations, freezes and what a
   * user types.
   */
  public boolean matches(Version constraint) {
    return constraint.release.isPrefixOf(release)
        && (constraint.branch == null || (branch != null && constraint.branch.isPrefixOf(branch)))
        && (constraint.timestamp == null || constraint.timestamp.equals(timestamp));
  }

  /** Whether this version is the other or a newer one. Used by all other dependencies. */
  public boolean atLeast(Version other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Version other
        && release.equals(other.release)
        && Objects.equals(branch, other.branch)
        && Objects.equals(timestamp, other.timestamp);
  }

  @Override
  public int hashCode() {
    return (release.hashCode() * 31 + Objects.hashCode(branch)) * 31 + Objects.hashCode(timestamp);
  }

  /** The full form, with the build. */
  @Override
  public String toString() {
    return release
        + ","
        + build
        + (branch == null ? "" : "-" + branch)
        + (timestamp == null ? "" : ":" + timestamp);
  }

  /** The form shown to people, without the build. */
  public String shortForm() {
    return release
        + (branch == null ? "" : "-" + branch)
        + (timestamp == null ? "" : ":" + timestamp);
  }
}
