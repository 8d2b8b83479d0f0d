package org.heliosimage.ips.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.heliosimage.ips.repository.Hashes;

/** X.509 certificates in PEM files. */
public final class Certificates {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final int MAX_PEM = 1 << 20;
  private static final int MIN_RSA_BITS = 1024;

  private Certificates() {}

  /** The first certificate of a file. */
  public static X509Certificate parse(byte[] pem, String origin) throws TrustException {
    return parseAll(pem, origin).get(0);
  }

  /** All certificates of a file, at least one. */
  public static List<X509Certificate> parseAll(byte[] pem, String origin) throws TrustException {
    if (pem.length > MAX_PEM) {
      throw new TrustException(origin + " is too large for a certificate");
    }
    String text = new String(pem, StandardCharsets.ISO_8859_1);
    List<X509Certificate> found = new ArrayList<>();
    for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at)) {
      int start = at + BEGIN.length();
      int end = text.indexOf(END, start);
      if (end < 0) {
        throw new TrustException(origin + " is cut short: its certificate has no end");
      }
      found.add(decode(text.substring(start, end), origin));
      at = end;
    }
    if (found.isEmpty()) {
      throw new TrustException(origin + " holds no certificate in PEM form");
    }
    return found;
  }

  private static X509Certificate decode(String base64, String origin) throws TrustException {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IllegalArgumentException | ClassCastException e) {
      throw new TrustException(origin + " is no proper certificate: " + e.getMessage(), e);
    }
  }

  /** A certificate in the one form whose SHA-1 identifies it in an image. */
  public static byte[] pem(X509Certificate certificate) throws TrustException {
    try {
      String base64 =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
      return (BEGIN + "\n" + base64 + "\n" + END + "\n").getBytes(StandardCharsets.US_ASCII);
    } catch (CertificateEncodingException e) {
      throw new TrustException("The certificate of " + name(certificate) + " is damaged", e);
    }
  }

  /** By what images name a certificate. */
  public static String hash(X509Certificate certificate) throws TrustException {
    return HexFormat.of().formatHex(Hashes.newDigest("SHA-1").digest(pem(certificate)));
  }

  /** Whom it is about, for messages. */
  static String name(X509Certificate certificate) {
    return "\"" + certificate.getSubjectX500Principal().getName(X500Principal.RFC1779) + "\"";
  }

  /** Whether the key of one certificate has signed another. */
  static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    PublicKey key = issuer.getPublicKey();
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (algorithm.startsWith("MD") || isTooShort(key)) {
      // Anybody can make such signatures today.
      return false;
    }
    try {
      certificate.verify(key);
      return true;
    } catch (CertificateException
        | NoSuchAlgorithmException
        | InvalidKeyException
        | NoSuchProviderException
        | SignatureException e) {
      return false;
    }
  }

  static boolean isTooShort(PublicKey key) {
    return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS;
  }

  /** The common names of whom it is about. */
  static List<String> commonNames(X509Certificate certificate) {
    return DistinguishedName.commonNames(certificate.getSubjectX500Principal());
  }
}
