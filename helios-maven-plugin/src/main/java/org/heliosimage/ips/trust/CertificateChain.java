package org.heliosimage.ips.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the issuers of a signer's certificate up to one that is trusted. */
final class CertificateChain {

  /** Longer chains do not occur; one that names itself would go on forever. */
  private static final int MAX_LENGTH = 16;

  private final TrustedAuthorities trusted;
  private final List<X509Certificate> intermediates;
  private final Instant time;

  /** Why an authority that could have been the next one is not. */
  private @Nullable String objection;

  /**
   * @param intermediates certificates that came with the signature, which prove nothing alone
   * @param time when nothing must have expired
   */
  CertificateChain(TrustedAuthorities trusted, List<X509Certificate> intermediates, Instant time) {
    this.trusted = trusted;
    this.intermediates = intermediates;
    this.time = time;
  }

  /**
   * Checks that the signer is trusted.
   *
   * @param missingNames common names found on the way are removed
   * @throws TrustException whose message is the reason, to be put into a sentence
   */
  void check(X509Certificate signer, Set<String> missingNames) throws TrustException {
    String problem = CertificateUse.forSigning(signer);
    problem = problem == null ? unusable(signer) : problem;
    if (problem != null) {
      throw new TrustException(
          "the certificate of the signer " + Certificates.name(signer) + " " + problem);
    }
    X509Certificate current = signer;
    boolean verified = false;
    for (int below = 0; below < MAX_LENGTH; below++) {
      missingNames.removeAll(Certificates.commonNames(current));
      X509Certificate anchor = issuer(current, trusted.anchors(), below, true);
      if (anchor != null) {
        verified = true;
        missingNames.removeAll(Certificates.commonNames(anchor));
      }
      if ((verified && missingNames.isEmpty()) || isSelfIssued(current)) {
        break;
      }
      X509Certificate next = issuer(current, intermediates, below, false);
      if (next == null) {
        break;
      }
      current = next;
    }
    if (!verified) {
      throw new TrustException(untrusted(current));
    }
  }

  private String untrusted(X509Certificate last) {
    String remedy =
        "approve the authority by a step pkg_approve_ca_cert if you trust it, or put its certificate"
            + " into the image's trust anchor directory";
    if (objection != null) {
      return objection + ", so nobody vouches for " + Certificates.name(last) + ": " + remedy;
    }
    return isSelfIssued(last)
        ? "nobody but itself vouches for the certificate of %s: %s"
            .formatted(Certificates.name(last), remedy)
        : "no trusted authority vouches for the certificate of %s, which \"%s\" has issued: %s"
            .formatted(
                Certificates.name(last), last.getIssuerX500Principal().getName("RFC1779"), remedy);
  }

  private @Nullable X509Certificate issuer(
      X509Certificate certificate, List<X509Certificate> among, int below, boolean anchors)
      throws TrustException {
    for (X509Certificate candidate : among) {
      if (candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
          && Certificates.isSignedBy(certificate, candidate)) {
        // Who approves the very certificate of a signer does not make it that of an authority.
        boolean itself = anchors && candidate.equals(certificate);
        String problem = itself ? null : CertificateUse.forAuthority(candidate, below, anchors);
        problem = problem == null ? unusable(candidate) : problem;
        if (problem == null) {
          return candidate;
        }
        objection =
            "the certificate of the authority " + Certificates.name(candidate) + " " + problem;
      }
    }
    return null;
  }

  private @Nullable String unusable(X509Certificate certificate) throws TrustException {
    if (trusted.revoked().contains(Certificates.hash(certificate))) {
      return "has been revoked for the publisher";
    }
    if (CertificateUse.isExpired(certificate, time)) {
      return "expired at "
          + certificate.getNotAfter().toInstant()
          + ", before the package was published at "
          + time;
    }
    return Certificates.isTooShort(certificate.getPublicKey())
        ? "has a key that is too short"
        : null;
  }

  private static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }
}
