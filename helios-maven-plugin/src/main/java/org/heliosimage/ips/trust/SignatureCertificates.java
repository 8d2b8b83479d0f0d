package org.heliosimage.ips.trust;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.tree.Content;

/** The certificates that a signature names: its payload, and those of its chain. */
final class SignatureCertificates {

  private static final long MAX_SIZE = 1 << 20;

  private final Action signature;
  private final SignatureVerifier.Payloads payloads;

  SignatureCertificates(Action signature, SignatureVerifier.Payloads payloads) {
    this.signature = signature;
    this.payloads = payloads;
  }

  X509Certificate signer() throws IOException {
    String hash = signature.hash();
    if (hash == null) {
      throw new TrustException("its signature comes without the certificate of its signer");
    }
    return certificate(signature, hash);
  }

  List<X509Certificate> chain() throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Action payload : SignaturePayloads.chain(signature)) {
      certificates.add(certificate(payload, String.valueOf(payload.hash())));
    }
    return certificates;
  }

  private X509Certificate certificate(Action payload, String hash) throws IOException {
    String origin = "the certificate " + hash + " of its signature";
    if (payload.size("pkg.size") > MAX_SIZE) {
      throw new TrustException(origin + " is too large for a certificate");
    }
    Content content = payloads.get(payload);
    if (content.size() > MAX_SIZE) {
      throw new TrustException(origin + " is too large for a certificate");
    }
    return Certificates.parse(content.bytes(), origin);
  }
}
