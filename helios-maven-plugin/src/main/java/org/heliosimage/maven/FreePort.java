package org.heliosimage.maven;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.maven.plugin.MojoExecutionException;

/** A port of this host that nobody listens at. */
final class FreePort {

  private static final int ATTEMPTS = 100;
  private static final int LAST = 65535;

  private FreePort() {}

  /** The first free port from one on. */
  static int from(int wanted) throws MojoExecutionException {
    if (wanted < 1 || wanted > LAST) {
      throw new MojoExecutionException(
          wanted + " is no port (set by -D" + PropertyNames.RUN_SSH_PORT + ").");
    }
    int end = Math.min(LAST, wanted + ATTEMPTS);
    for (int port = wanted; port <= end; port++) {
      try (ServerSocket socket =
          new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // Somebody has it.
      }
    }
    throw new MojoExecutionException(
        "No port from %d to %d is free for ssh to the guest; give another one by -D%s."
            .formatted(wanted, end, PropertyNames.RUN_SSH_PORT));
  }
}
