package org.heliosimage.ips.transport;

import java.net.URI;
import org.heliosimage.ips.IpsException;
import org.jspecify.annotations.Nullable;

/** A server that cannot be reached or does not answer as it should. */
public final class TransportException extends IpsException {

  private static final long serialVersionUID = 1L;

  private final boolean offline;

  TransportException(URI uri, String problem, boolean offline, @Nullable Throwable cause) {
    super(uri + " " + problem);
    if (cause != null) {
      initCause(cause);
    }
    this.offline = offline;
  }

  /** Whether nobody was asked, since connections are forbidden. */
  public boolean isOffline() {
    return offline;
  }
}
