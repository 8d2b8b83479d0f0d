package org.heliosimage.ips.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.heliosimage.ips.IpsException;

/** What a connection proves itself by and whom it believes. */
final class Tls {

  private static final char[] NO_PASSWORD = {};

  private Tls() {}

  /** The context for some servers. */
  static SSLContext context(TransportSettings.Access access) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(access), trust(access), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IpsException(
          "the certificates and keys for " + access.where() + " cannot be used: " + e.getMessage(),
          e);
    }
  }

  private static KeyManager[] keys(TransportSettings.Access access)
      throws IOException, GeneralSecurityException {
    if (access.clientCertificate().isEmpty()) {
      return new KeyManager[0];
    }
    Path certificate = access.clientCertificate().get();
    List<X509Certificate> chain = Pem.certificates(certificate);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry(
        "client",
        // Both may be in one file.
        Pem.key(access.clientKey().orElse(certificate)),
        NO_PASSWORD,
        chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trust(TransportSettings.Access access)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory usual =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    usual.init((KeyStore) null);
    if (access.caCertificates().isEmpty()) {
      return usual.getTrustManagers();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    int number = 0;
    for (TrustManager manager : usual.getTrustManagers()) {
      if (manager instanceof X509TrustManager known) {
        for (X509Certificate authority : known.getAcceptedIssuers()) {
          store.setCertificateEntry("usual" + number++, authority);
        }
      }
    }
    for (X509Certificate authority : Pem.certificates(access.caCertificates().get())) {
      store.setCertificateEntry("further" + number++, authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
