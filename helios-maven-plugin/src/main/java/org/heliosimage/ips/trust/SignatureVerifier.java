package org.heliosimage.ips.trust;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.repository.Hashes;
import org.heliosimage.ips.trust.SignaturePolicy.Level;
import org.heliosimage.tree.Content;
import org.jspecify.annotations.Nullable;

/** Checks the signatures of a publisher's packages. */
public final class SignatureVerifier {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  /** Words for algorithms in manifests to names in Java. */
  private static final Map<String, String> DIGESTS =
      Map.of("sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");

  private static final Map<String, String> SIGNATURES =
      Map.of(
          "rsa-sha256",
          "SHA256withRSA",
          "rsa-sha384",
          "SHA384withRSA",
          "rsa-sha512",
          "SHA512withRSA");

  private final SignaturePolicy policy;
  private final TrustedAuthorities trusted;
  private final Instant fallback;

  /** Gets certificates that are payloads. */
  @FunctionalInterface
  public interface Payloads {
    /** The verified payload of an action. */
    Content get(Action action) throws IOException;
  }

  /**
   * @param fallback when packages were published that do not say so
   */
  public SignatureVerifier(SignaturePolicy policy, TrustedAuthorities trusted, Instant fallback) {
    this.policy = policy;
    this.trusted = trusted;
    this.fallback = fallback;
  }

  /**
   * Checks a package.
   *
   * @throws TrustException if it is not trusted
   */
  public void verify(Fmri fmri, Manifest manifest, Payloads payloads) throws IOException {
    if (policy.level() == Level.IGNORE) {
      return;
    }
    Set<String> missing =
        policy.level() == Level.REQUIRE_NAMES ? new TreeSet<>(policy.names()) : new TreeSet<>();
    boolean signed = false;
    for (Action signature : manifest.actions(ActionType.SIGNATURE)) {
      try {
        signed |= verify(fmri, manifest, signature, payloads, missing);
      } catch (TrustException e) {
        throw untrusted(fmri, String.valueOf(e.getMessage()), e);
      }
    }
    if (!signed && policy.level().compareTo(Level.REQUIRE_SIGNATURES) >= 0) {
      throw untrusted(
          fmri,
          "it is not signed, and the signature policy %s asks for a signature: get a signed one, or set the policy to verify"
              .formatted(policy.level().word()),
          null);
    }
    if (!missing.isEmpty()) {
      throw untrusted(
          fmri,
          "the certificates of its signatures name nobody called %s, whom the property signature-required-names asks for"
              .formatted(String.join(" or ", missing)),
          null);
    }
  }

  private static TrustException untrusted(Fmri fmri, String problem, @Nullable Throwable cause) {
    String message =
        "The package %s of publisher %s is not trusted: %s."
            .formatted(fmri.shortForm(), fmri.publisher(), problem);
    return cause == null ? new TrustException(message) : new TrustException(message, cause);
  }

  /** Returns whether the signature vouches for the package; false if it is none that can. */
  private boolean verify(
      Fmri fmri, Manifest manifest, Action signature, Payloads payloads, Set<String> missing)
      throws IOException {
    String algorithm = signature.value("algorithm");
    if (algorithm == null) {
      throw new TrustException("its signature does not say by which algorithm it was made");
    }
    String digest = DIGESTS.get(algorithm);
    String kind = SIGNATURES.get(algorithm);
    boolean passedOver =
        !signature.attributesWithPrefix("variant.").isEmpty()
            || !signature.value("version", "0").equals("0")
            || (digest == null && kind == null)
            || (digest != null && signature.hash() != null);
    if (passedOver) {
      return false;
    }
    byte[] value = value(signature);
    byte[] text = SignedText.of(manifest.actions(), signature);
    if (kind == null) {
      if (!MessageDigest.isEqual(Hashes.newDigest(String.valueOf(digest)).digest(text), value)) {
        throw new TrustException(
            "its manifest is not what its checksum says, so fetch it from another repository");
      }
      return false;
    }
    SignatureCertificates certificates = new SignatureCertificates(signature, payloads);
    X509Certificate signer = certificates.signer();
    List<X509Certificate> chain = certificates.chain();
    new CertificateChain(trusted, chain, published(fmri)).check(signer, missing);
    if (!isSigned(kind, signer, text, value)) {
      throw new TrustException(
          "its manifest is not what %s has signed, so fetch it from another repository"
              .formatted(Certificates.name(signer)));
    }
    return true;
  }

  private static byte[] value(Action signature) throws TrustException {
    try {
      return HexFormat.of().parseHex(signature.keyValue());
    } catch (IllegalArgumentException e) {
      throw new TrustException("the value of its signature is no hexadecimal number", e);
    }
  }

  private Instant published(Fmri fmri) {
    Version version = fmri.version();
    String stamp = version == null ? null : version.timestamp();
    return stamp == null
        ? fallback
        : LocalDateTime.parse(stamp, TIMESTAMP).toInstant(ZoneOffset.UTC);
  }

  private static boolean isSigned(
      String algorithm, X509Certificate signer, byte[] text, byte[] value) throws TrustException {
    try {
      Signature check = Signature.getInstance(algorithm);
      // Not by the certificate: that would have the JDK judge its uses, which the chain has done.
      check.initVerify(signer.getPublicKey());
      check.update(text);
      return check.verify(value);
    } catch (InvalidKeyException e) {
      throw new TrustException(
          "the key of the signer %s is no RSA key".formatted(Certificates.name(signer)), e);
    } catch (SignatureException e) {
      // Its length is not that of the key.
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
