package org.heliosimage.fat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Dates and times in two 16-bit words, in UTC, to two seconds; from 1980 to 2107. */
final class FatTime {

  private static final int FIRST_YEAR = 1980;
  private static final int LAST_YEAR = 2107;

  private FatTime() {}

  /** The date in the higher and the time in the lower 16 bits. */
  static int encode(long seconds) {
    LocalDateTime first = LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0);
    LocalDateTime last = LocalDateTime.of(LAST_YEAR, 12, 31, 23, 59, 58);
    long clamped =
        Math.max(
            first.toEpochSecond(ZoneOffset.UTC),
            Math.min(last.toEpochSecond(ZoneOffset.UTC), seconds));
    LocalDateTime time = LocalDateTime.ofEpochSecond(clamped, 0, ZoneOffset.UTC);
    int date =
        ((time.getYear() - FIRST_YEAR) << 9) | (time.getMonthValue() << 5) | time.getDayOfMonth();
    int clock = (time.getHour() << 11) | (time.getMinute() << 5) | (time.getSecond() / 2);
    return date << 16 | clock;
  }

  /** Seconds since 1970; a word that is no date is the first one. */
  static long decode(int date, int clock) {
    int month = Math.min(12, Math.max(1, date >> 5 & 15));
    int hour = Math.min(23, clock >> 11);
    int minute = Math.min(59, clock >> 5 & 63);
    int second = Math.min(58, 2 * (clock & 31));
    return LocalDateTime.of(FIRST_YEAR + (date >> 9), month, 1, hour, minute, second)
        .plusDays(Math.max(1, date & 31) - 1L)
        .toEpochSecond(ZoneOffset.UTC);
  }
}
