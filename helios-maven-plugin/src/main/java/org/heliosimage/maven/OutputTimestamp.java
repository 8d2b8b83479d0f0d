package org.heliosimage.maven;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The modification time of everything in an image.
 *
 * @param seconds since 1970
 * @param origin where the value comes from, for the log
 * @param chosen whether the user has chosen it
 */
record OutputTimestamp(long seconds, String origin, boolean chosen) {

  /** Used when nothing says otherwise: the first second of 2020. */
  private static final long DEFAULT = 1_577_836_800L;

  /** The last second that every file system of an image can store. */
  private static final long LAST = 0x7fff_ffffL;

  static OutputTimestamp of(@Nullable String configured, @Nullable String sourceDateEpoch)
      throws MojoExecutionException {
    if (isSet(configured)) {
      return parse(configured, "project.build.outputTimestamp");
    }
    if (isSet(sourceDateEpoch)) {
      return parse(sourceDateEpoch, "SOURCE_DATE_EPOCH");
    }
    return new OutputTimestamp(DEFAULT, "the default", false);
  }

  // Maven's own plugins take a single character as "not set": it is how a child resets the value.
  private static boolean isSet(@Nullable String value) {
    return value != null && (value.length() > 1 || (!value.isEmpty() && isDigit(value.charAt(0))));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static OutputTimestamp parse(@Nullable String value, String origin)
      throws MojoExecutionException {
    String text = String.valueOf(value);
    long seconds;
    try {
      seconds =
          text.chars().allMatch(c -> isDigit((char) c))
              ? Long.parseLong(text)
              : OffsetDateTime.parse(text).toInstant().getEpochSecond();
    } catch (NumberFormatException | DateTimeException e) {
      throw new MojoExecutionException(
          origin
              + " is \""
              + text
              + "\": give a time like 2026-11-01T00:00:00Z or seconds since 1970.",
          e);
    }
    if (seconds < 0 || seconds > LAST) {
      throw new MojoExecutionException(
          origin + " is \"" + text + "\": give a time from 1970 to " + Instant.ofEpochSecond(LAST));
    }
    return new OutputTimestamp(seconds, origin, true);
  }
}
