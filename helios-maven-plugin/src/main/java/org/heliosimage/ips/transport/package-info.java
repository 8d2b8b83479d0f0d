/**
 * Reading over HTTP: retries, resumption, redirects, time-outs, proxies, credentials and
 * certificates.
 *
 * <p>A {@link org.heliosimage.ips.transport.Transport} gives an answer whose body can be read to
 * its end or fails with one {@link org.heliosimage.ips.transport.TransportException}. What a server
 * says is not trusted: redirects and tries are counted, waiting is limited, and whoever reads a
 * body limits and verifies what it takes from it. Nothing here decides what is read, only how fast.
 *
 * <p>Sources: RFC 9110 (HTTP semantics: ranges, conditional requests), RFC 7468 and RFC 8017 (keys
 * as text), {@code client/transport/} of illumos pkg(7).
 */
@NullMarked
package org.heliosimage.ips.transport;

import org.jspecify.annotations.NullMarked;
