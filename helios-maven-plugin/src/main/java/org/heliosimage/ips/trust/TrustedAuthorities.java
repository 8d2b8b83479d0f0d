package org.heliosimage.ips.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * Whom an image trusts about the packages of a publisher.
 *
 * @param anchors certificates that are trusted as they are
 * @param revoked SHA-1 of the PEM form of certificates that are trusted no longer
 */
public record TrustedAuthorities(List<X509Certificate> anchors, Set<String> revoked) {

  /** Copies what could change. */
  public TrustedAuthorities {
    anchors = List.copyOf(anchors);
    revoked = Set.copyOf(revoked);
  }
}
