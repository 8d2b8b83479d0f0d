package org.heliosimage.ips.transport;

import java.net.http.HttpHeaders;
import java.time.Duration;

/** How long to wait before a request is sent again: always the same times, one after another. */
final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final int DOUBLINGS = 5;
  private static final long MAX_ASKED = 30;

  private Backoff() {}

  /** The wait after some tries have failed. */
  static Duration after(int tries) {
    return FIRST.multipliedBy(1L << Math.min(Math.max(0, tries - 1), DOUBLINGS));
  }

  /** The same if the last try was answered; a busy server may ask for more, within reason. */
  static Duration after(int tries, HttpHeaders headers) {
    String asked = headers.firstValue("Retry-After").orElse("");
    if (!asked.matches("[0-9]{1,9}")) {
      return after(tries);
    }
    Duration wanted = Duration.ofSeconds(Math.min(MAX_ASKED, Long.parseLong(asked)));
    return wanted.compareTo(after(tries)) > 0 ? wanted : after(tries);
  }
}
