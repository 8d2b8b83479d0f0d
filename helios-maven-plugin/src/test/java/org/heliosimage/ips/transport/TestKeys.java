package org.heliosimage.ips.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.heliosimage.Peers;

/**
 * A key and a certificate that vouches for itself, in all forms that tests need.
 *
 * @param store both, PKCS #12
 * @param trust the certificate alone, PKCS #12
 * @param certificate the same in PEM
 * @param key the key in PEM, PKCS #8
 * @param rsaKey the same, PKCS #1
 */
record TestKeys(Path store, Path trust, Path certificate, Path key, Path rsaKey) {

  static final String PASSWORD = "password";

  /** Where the key of PKCS #1 starts in one of PKCS #8, for keys of 2,048 bits. */
  private static final int WRAPPING = 26;

  static TestKeys make(Path folder, String name, String host) throws Exception {
    Path store = folder.resolve(name + ".p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Peers.run(
            folder,
            List.of(
                keytool,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD))
        .ok();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(name, keys.getCertificate(name));
    Path trust = folder.resolve(name + "-trust.p12");
    try (OutputStream out = Files.newOutputStream(trust)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    byte[] key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
    return new TestKeys(
        store,
        trust,
        pem(folder, name, "CERTIFICATE", keys.getCertificate(name).getEncoded()),
        pem(folder, name, "PRIVATE KEY", key),
        pem(folder, name, "RSA PRIVATE KEY", Arrays.copyOfRange(key, WRAPPING, key.length)));
  }

  private static Path pem(Path folder, String name, String what, byte[] bytes) throws IOException {
    String text =
        "-----BEGIN "
            + what
            + "-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes)
            + "\n-----END "
            + what
            + "-----\n";
    return Files.writeString(folder.resolve(name + "-" + what.replace(' ', '-') + ".pem"), text);
  }
}
