package org.heliosimage.ips.transport;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a server.
 *
 * @param uri where
 * @param publisher whose repository it is, for credentials; null if that is not known
 * @param packed whether the answer may be compressed for the transfer
 * @param fresh whether caches between here and the server must ask the server
 * @param known what identifies the copy at hand: an answer is wanted only if there is a newer one
 */
public record Query(
    URI uri,
    @Nullable String publisher,
    boolean packed,
    boolean fresh,
    Optional<Validators> known) {

  /** A plain request. */
  public static Query of(URI uri, @Nullable String publisher) {
    return new Query(uri, publisher, false, false, Optional.empty());
  }

  /** The same; the answer may be compressed for the transfer. */
  public Query acceptPacked() {
    return new Query(uri, publisher, true, fresh, known);
  }

  /** The same, past all caches. */
  public Query refetch() {
    return new Query(uri, publisher, packed, true, known);
  }

  /** The same, if there is something newer than what is at hand. */
  public Query unless(Optional<Validators> copy) {
    return new Query(uri, publisher, packed, fresh, copy);
  }
}
