package org.heliosimage.ips.trust;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.x500.X500Principal;

/** Makes certificates for tests: names, dates, extensions and keys are all the same every time. */
public final class TestCertificate {

  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final byte[] SHA256_WITH_RSA =
      HexFormat.of().parseHex("300d06092a864886f70d01010b0500");
  private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

  private final String name;
  private final ByteArrayOutputStream extensions = new ByteArrayOutputStream();
  private Instant notBefore = Instant.parse("2020-01-01T00:00:00Z");
  private Instant notAfter = Instant.parse("2040-01-01T00:00:00Z");

  private TestCertificate(String name) {
    this.name = name;
  }

  /** A certificate about "CN=NAME". */
  public static TestCertificate of(String name) {
    return new TestCertificate(name);
  }

  /** The key of a name, the same in every run. */
  public static KeyPair key(String name) {
    return KEYS.computeIfAbsent(
        name,
        seed -> {
          try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed.getBytes(StandardCharsets.UTF_8));
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048, random);
            return generator.generateKeyPair();
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** An authority that signs itself. */
  public static X509Certificate root(String name) {
    return of(name).authority(-1).usage(5, 6).signedBy(name);
  }

  /** A certificate for signing packages. */
  public static X509Certificate signer(String name, String issuer) {
    return of(name).usage(0).signedBy(issuer);
  }

  TestCertificate valid(String from, String to) {
    notBefore = Instant.parse(from);
    notAfter = Instant.parse(to);
    return this;
  }

  /** Basic constraints of an authority; -1 for any length of path. */
  TestCertificate authority(int pathLength) {
    byte[] yes = der(1, new byte[] {-1});
    return extension(
        19,
        true,
        der(0x30, pathLength < 0 ? yes : join(yes, der(2, new byte[] {(byte) pathLength}))));
  }

  TestCertificate noAuthority() {
    return extension(19, true, der(0x30));
  }

  /** Key usage: numbers of bits, 0 for digital signatures, 5 for certificates. */
  TestCertificate usage(int... bits) {
    int value = 0;
    for (int bit : bits) {
      value |= 0x80 >> bit;
    }
    return extension(
        15, true, der(3, new byte[] {(byte) Integer.numberOfTrailingZeros(value), (byte) value}));
  }

  /** Purposes: 3 for signing code, 1 for web servers. */
  TestCertificate purpose(int number, boolean critical) {
    return extension(
        37, critical, der(0x30, der(6, HexFormat.of().parseHex("2b060105050703"), number)));
  }

  /** An extension 2.5.29.NUMBER. */
  TestCertificate extension(int number, boolean critical, byte[] value) {
    byte[] oid = der(6, new byte[] {0x55, 0x1d, (byte) number});
    byte[] flag = critical ? der(1, new byte[] {-1}) : new byte[0];
    extensions.writeBytes(der(0x30, oid, flag, der(4, value)));
    return this;
  }

  X509Certificate signedBy(String issuer) {
    return signedBy(issuer, issuer);
  }

  /** Names one issuer, but has the key of another sign it. */
  X509Certificate signedBy(String issuer, String keyOwner) {
    byte[] serial = BigInteger.valueOf((name + issuer).hashCode() & 0x7fffffffL).toByteArray();
    byte[] body =
        der(
            0x30,
            der(0xa0, der(2, new byte[] {2})),
            der(2, serial),
            SHA256_WITH_RSA,
            dn(issuer),
            der(0x30, time(notBefore), time(notAfter)),
            dn(name),
            key(name).getPublic().getEncoded(),
            extensions.size() == 0 ? new byte[0] : der(0xa3, der(0x30, extensions.toByteArray())));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key(keyOwner).getPrivate());
      signature.update(body);
      byte[] whole = der(0x30, body, SHA256_WITH_RSA, der(3, new byte[1], signature.sign()));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] dn(String commonName) {
    return new X500Principal("CN=" + commonName).getEncoded();
  }

  private static byte[] time(Instant time) {
    return der(0x17, UTC_TIME.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] der(int tag, byte[] prefix, int last) {
    return der(tag, prefix, new byte[] {(byte) last});
  }

  private static byte[] der(int tag, byte[]... parts) {
    byte[] body = join(parts);
    byte[] length =
        body.length < 128
            ? new byte[] {(byte) body.length}
            : new byte[] {(byte) 0x82, (byte) (body.length >> 8), (byte) body.length};
    return join(new byte[] {(byte) tag}, length, body);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }
}
