package org.heliosimage.iso;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.heliosimage.codec.Bytes;

/** Times in seven bytes, from 1900 to 2155, and in seventeen; in UTC. */
final class IsoTime {

  static final int SHORT = 7;
  static final int LONG = 17;

  private static final int FIRST_YEAR = 1900;
  private static final long FIRST = of(FIRST_YEAR, 1, 1, 0, 0, 0);
  private static final long LAST = of(FIRST_YEAR + 255, 12, 31, 23, 59, 59);
  private static final int SECONDS_OF_ZONE = 15 * 60;

  private IsoTime() {}

  private static long of(int year, int month, int day, int hour, int minute, int second) {
    return LocalDateTime.of(year, month, day, hour, minute, second).toEpochSecond(ZoneOffset.UTC);
  }

  /** The nearest time that can be stored. */
  static long clamp(long seconds) {
    return Math.max(FIRST, Math.min(LAST, seconds));
  }

  static byte[] shortForm(long seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(clamp(seconds), 0, ZoneOffset.UTC);
    return new byte[] {
      (byte) (time.getYear() - FIRST_YEAR),
      (byte) time.getMonthValue(),
      (byte) time.getDayOfMonth(),
      (byte) time.getHour(),
      (byte) time.getMinute(),
      (byte) time.getSecond(),
      0
    };
  }

  static long decode(byte[] in, int at) throws IsoException {
    try {
      return of(
              FIRST_YEAR + Bytes.u8(in, at),
              in[at + 1],
              in[at + 2],
              in[at + 3],
              in[at + 4],
              in[at + 5])
          - (long) in[at + 6] * SECONDS_OF_ZONE;
    } catch (DateTimeException e) {
      throw new IsoException("a time is none: " + e.getMessage());
    }
  }

  static byte[] longForm(long seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(clamp(seconds), 0, ZoneOffset.UTC);
    String digits =
        String.format(
            Locale.ROOT,
            "%04d%02d%02d%02d%02d%02d00",
            time.getYear(),
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond());
    return (digits + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  /** What stands for no time. */
  static byte[] never() {
    return ("0".repeat(LONG - 1) + "\0").getBytes(StandardCharsets.US_ASCII);
  }
}
