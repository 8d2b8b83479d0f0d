package org.heliosimage.ips.depot;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a test server answers.
 *
 * @param declared the length that it promises
 * @param sent how many bytes of the body it sends before it hangs up
 * @param delay milliseconds that it waits before it answers
 */
public record Reply(
    int status, Map<String, String> headers, byte[] body, long declared, int sent, int delay) {

  public static Reply of(int status, byte[] body) {
    return new Reply(status, Map.of(), body, body.length, body.length, 0);
  }

  public static Reply of(int status, String text) {
    return of(status, text.getBytes(StandardCharsets.UTF_8));
  }

  public Reply with(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body, declared, sent, delay);
  }

  /** The same reply with another body; what was said of the old one is forgotten. */
  public Reply withBody(byte[] other) {
    return new Reply(status, headers, other, other.length, other.length, delay);
  }

  public Reply cutAt(int bytes) {
    return new Reply(status, headers, body, declared, bytes, delay);
  }

  public Reply declaring(long length) {
    return new Reply(status, headers, body, length, sent, delay);
  }

  public Reply after(int millis) {
    return new Reply(status, headers, body, declared, sent, millis);
  }
}
