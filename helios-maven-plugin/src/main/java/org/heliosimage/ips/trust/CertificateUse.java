package org.heliosimage.ips.trust;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a certificate may be used for. Each check gives the objection, or null if there is none. */
final class CertificateUse {

  private static final String KEY_USAGE = "2.5.29.15";
  private static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
  private static final String ANY_USE = "2.5.29.37.0";

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int CERTIFICATE_SIGNING = 5;
  private static final int REVOCATION_SIGNING = 6;
  private static final List<String> USES =
      List.of(
          "digital signatures",
          "non-repudiation",
          "key encipherment",
          "data encipherment",
          "key agreement",
          "signing certificates",
          "signing revocation lists",
          "enciphering only",
          "deciphering only");

  private CertificateUse() {}

  /** Whether its key may sign packages. */
  static @Nullable String forSigning(X509Certificate certificate) {
    String problem = understood(certificate);
    if (problem != null) {
      return problem;
    }
    if (lacks(certificate, DIGITAL_SIGNATURE)) {
      return "is not for digital signatures";
    }
    Set<String> critical = critical(certificate);
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return critical.contains(EXTENDED_KEY_USAGE)
              && !purposes.contains(CODE_SIGNING)
              && !purposes.contains(ANY_USE)
          ? "is not for signing code"
          : null;
    } catch (CertificateParsingException e) {
      return "has a damaged list of purposes";
    }
  }

  /**
   * Whether its key may sign other certificates.
   *
   * @param below how many certificates of authorities come between it and the signer
   * @param anchor whether it is trusted as it is; then it may be of the old kind that does not say
   *     what it is for
   */
  static @Nullable String forAuthority(X509Certificate certificate, int below, boolean anchor) {
    String problem = understood(certificate);
    if (problem != null) {
      return problem;
    }
    int pathLength = certificate.getBasicConstraints();
    boolean stated = certificate.getExtensionValue(BASIC_CONSTRAINTS) != null;
    if (pathLength < 0 && (stated || !anchor)) {
      return "is not that of an authority";
    }
    if (lacks(certificate, CERTIFICATE_SIGNING)) {
      return "is not for signing certificates";
    }
    if (stated && below > pathLength) {
      return "allows for " + pathLength + " authorities below it, and there are " + below;
    }
    return critical(certificate).contains(EXTENDED_KEY_USAGE)
        ? "has the critical extension " + EXTENDED_KEY_USAGE + ", which is not understood"
        : null;
  }

  /** Whether it had run out by then. */
  static boolean isExpired(X509Certificate certificate, Instant time) {
    return certificate.getNotAfter().toInstant().isBefore(time);
  }

  private static @Nullable String understood(X509Certificate certificate) {
    for (String extension : new TreeSet<>(critical(certificate))) {
      if (!Set.of(KEY_USAGE, BASIC_CONSTRAINTS, EXTENDED_KEY_USAGE).contains(extension)) {
        return "has the critical extension " + extension + ", which is not understood";
      }
    }
    boolean[] uses = certificate.getKeyUsage();
    for (int i = 0; uses != null && i < Math.min(uses.length, USES.size()); i++) {
      if (uses[i]
          && i != DIGITAL_SIGNATURE
          && i != CERTIFICATE_SIGNING
          && i != REVOCATION_SIGNING) {
        return "is for " + USES.get(i) + " too, which pkg does not accept";
      }
    }
    return null;
  }

  /** Whether it says what its key is for, and leaves this out. */
  private static boolean lacks(X509Certificate certificate, int use) {
    boolean[] uses = certificate.getKeyUsage();
    return uses != null && (use >= uses.length || !uses[use]);
  }

  private static Set<String> critical(X509Certificate certificate) {
    Set<String> critical = certificate.getCriticalExtensionOIDs();
    return critical == null ? Set.of() : critical;
  }
}
