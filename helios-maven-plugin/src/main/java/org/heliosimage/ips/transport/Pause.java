package org.heliosimage.ips.transport;

import java.time.Duration;

/** Waits between tries; tests do not. */
@FunctionalInterface
public interface Pause {

  /** Waits with the thread asleep. */
  Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

  /** Waits for a while. */
  void of(Duration duration) throws InterruptedException;
}
