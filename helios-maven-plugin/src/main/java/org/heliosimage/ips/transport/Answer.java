package org.heliosimage.ips.transport;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * What a server has answered.
 *
 * @param kind whether there is something to read
 * @param validators what identifies it, for the next time
 * @param body the bytes, unpacked; empty unless there is something to read
 */
public record Answer(Kind kind, Optional<Validators> validators, InputStream body)
    implements Closeable {

  /** The answers that are none of an error. */
  public enum Kind {
    /** There it is. */
    FOUND,
    /** What is at hand is the newest. */
    UNCHANGED,
    /** The server says that there is no such thing. */
    ABSENT
  }

  static Answer without(Kind kind) {
    return new Answer(kind, Optional.empty(), InputStream.nullInputStream());
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
