package org.heliosimage.ips.depot;

import java.io.IOException;

/** What is to be had from a test server; used by several threads. */
@FunctionalInterface
public interface Site {
  Reply reply(Ask ask) throws IOException;
}
