package org.heliosimage.ips.publish;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Version;

/** Makes versions of packages from what builds know. */
public final class PackageVersion {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PackageVersion() {}

  /** When a version was published; the beginning of 1970 if it does not say. */
  static Instant time(Version version) {
    String stamp = version.timestamp();
    return stamp == null ? Instant.EPOCH : TIMESTAMP.parse(stamp, Instant::from);
  }

  /**
   * The leading numbers of a version as Maven writes it: {@code 1.2.3-SNAPSHOT} and {@code 1.2.3}
   * both give {@code 1.2.3}. Packages know no qualifiers: their timestamps tell builds apart.
   */
  public static String release(String mavenVersion) throws IpsException {
    List<String> numbers = new ArrayList<>();
    for (String part : mavenVersion.split("[.-]", -1)) {
      if (part.isEmpty() || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
        break;
      }
      String number = part.replaceFirst("^0+(?=.)", "");
      numbers.add(number);
    }
    if (numbers.isEmpty()) {
      throw new IpsException(
          "\"%s\" does not start with a number and cannot be the version of a package; state a version such as 1.0"
              .formatted(mavenVersion));
    }
    return String.join(".", numbers);
  }

  /**
   * A full version.
   *
   * @param text release and perhaps build and branch; a timestamp in it stays
   * @param time becomes the timestamp if there is none
   */
  public static Version stamped(String text, Instant time) throws IpsException {
    Version version = Version.parse(text);
    return version.timestamp() != null
        ? version
        : Version.parse(text + ":" + TIMESTAMP.format(time));
  }
}
