package org.heliosimage.ips.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliosimage.ips.IpsException;

/** Certificates and keys as text. */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  /** The version and the algorithm, rsaEncryption, that PKCS #8 puts before a key of PKCS #1. */
  private static final byte[] RSA = {
    2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 4;

  private Pem() {}

  /** All certificates of a file, in its order. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(read(file));
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (blocks.find()) {
        if (blocks.group(1).endsWith("CERTIFICATE")) {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(
                      new ByteArrayInputStream(decode(blocks.group(2), file))));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IpsException("the file " + file + " has a certificate that cannot be read", e);
    }
    if (certificates.isEmpty()) {
      throw new IpsException("the file " + file + " has no certificate in PEM");
    }
    return certificates;
  }

  /** The first private key of a file. */
  static PrivateKey key(Path file) throws IOException {
    Matcher blocks = BLOCK.matcher(read(file));
    while (blocks.find()) {
      byte[] bytes = decode(blocks.group(2), file);
      switch (blocks.group(1)) {
        case "PRIVATE KEY" -> {
          return key(bytes, file);
        }
        case "RSA PRIVATE KEY" -> {
          return key(wrapped(bytes), file);
        }
        default -> {
          // Parameters of curves, or the certificate in the same file.
        }
      }
    }
    throw new IpsException(
        "the file "
            + file
            + " has no private key that can be read: write it without a password by openssl pkcs8"
            + " -topk8 -nocrypt");
  }

  private static PrivateKey key(byte[] pkcs8, Path file) throws IOException {
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // A key of another kind.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IpsException("the private key in " + file + " is damaged or of an unknown kind");
  }

  private static byte[] wrapped(byte[] pkcs1) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(RSA);
    body.writeBytes(element(OCTETS, pkcs1));
    return element(SEQUENCE, body.toByteArray());
  }

  /** Tag, length in as few bytes as it needs, value. */
  private static byte[] element(int tag, byte[] value) {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    byte[] length = BigInteger.valueOf(value.length).toByteArray();
    int first = length[0] == 0 ? 1 : 0;
    if (value.length > Byte.MAX_VALUE) {
      element.write(0x80 + length.length - first);
    }
    element.write(length, first, length.length - first);
    element.writeBytes(value);
    return element.toByteArray();
  }

  private static byte[] decode(String text, Path file) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IpsException("the file " + file + " is no proper PEM", e);
    }
  }

  private static String read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IpsException("the file " + file + " with certificates or a key is missing");
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
