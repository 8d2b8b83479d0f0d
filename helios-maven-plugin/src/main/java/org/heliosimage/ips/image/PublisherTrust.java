package org.heliosimage.ips.image;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.repository.Hashes;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.ips.trust.Certificates;
import org.heliosimage.ips.trust.SignaturePolicy;
import org.heliosimage.ips.trust.SignatureVerifier;
import org.heliosimage.ips.trust.TrustException;
import org.heliosimage.ips.trust.TrustedAuthorities;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;

/** Whose packages an image trusts, publisher by publisher: properties and certificates. */
final class PublisherTrust {

  private static final String POLICY = "signature-policy";
  private static final String NAMES = "signature-required-names";
  private static final String DEFAULT_POLICY = "verify";
  private static final String ANCHORS = "trust-anchor-directory";
  private static final String DEFAULT_ANCHORS = "etc/ssl/pkg";

  private static final long MAX_ANCHORS = 1 << 20;

  private final FileTree tree;
  private final ImageConfig config;
  private final PkgEnvironment environment;
  private final Map<String, SignatureVerifier> verifiers = new TreeMap<>();

  PublisherTrust(FileTree tree, ImageConfig config, PkgEnvironment environment) {
    this.tree = tree;
    this.config = config;
    this.environment = environment;
  }

  /** The stricter of what the image and what its publisher asks for. */
  static SignaturePolicy policy(ImageConfig config, String publisher) throws IpsException {
    SignaturePolicy image =
        SignaturePolicy.parse(
            config.property(POLICY, DEFAULT_POLICY),
            Ini.parseList(config.property(NAMES, "")),
            "the image");
    String own = config.publisherValue(publisher, "property." + POLICY);
    return own.isEmpty()
        ? image
        : image.and(
            SignaturePolicy.parse(
                own,
                Ini.parseList(config.publisherValue(publisher, "property." + NAMES)),
                "publisher " + publisher));
  }

  /** Insists that a package which is to be installed is trusted. */
  void verify(Fmri fmri, Manifest manifest, RepositorySource source) throws IOException {
    String publisher = fmri.requirePublisher();
    SignaturePolicy policy = policy(config, publisher);
    if (manifest.actions(ActionType.SIGNATURE).isEmpty()
        && policy.level().compareTo(SignaturePolicy.Level.VERIFY) <= 0) {
      return;
    }
    SignatureVerifier verifier = verifiers.get(publisher);
    if (verifier == null) {
      verifier =
          new SignatureVerifier(
              policy, authorities(publisher), Instant.ofEpochSecond(environment.time()));
      verifiers.put(publisher, verifier);
    }
    verifier.verify(
        fmri,
        manifest,
        action -> environment.payloads().content(new PayloadCache.Request(source, fmri, action)));
  }

  private TrustedAuthorities authorities(String publisher) throws IOException {
    if (config.property("check-certificate-revocation", "").equalsIgnoreCase("true")) {
      environment
          .warnings()
          .accept(
              "The image property check-certificate-revocation is set, but lists of revoked certificates are not fetched here.");
    }
    List<X509Certificate> anchors = new ArrayList<>();
    for (String hash : approved(publisher)) {
      anchors.add(approvedCertificate(publisher, hash));
    }
    addAnchors(anchors);
    return new TrustedAuthorities(
        anchors, Set.copyOf(Ini.parseList(config.publisherValue(publisher, "revoked_ca_certs"))));
  }

  private List<String> approved(String publisher) {
    return Ini.parseList(config.publisherValue(publisher, "approved_ca_certs"));
  }

  private X509Certificate approvedCertificate(String publisher, String hash) throws IOException {
    String path = ImageState.certificatePath(publisher, hash);
    if (tree.find(path).orElse(null) instanceof RegularFile file) {
      byte[] pem = file.content().bytes();
      if (HexFormat.of().formatHex(Hashes.newDigest("SHA-1").digest(pem)).equals(hash)) {
        return Certificates.parse(pem, "/" + path);
      }
    }
    throw new IpsException(
        "The certificate /%s, which is approved for publisher %s, is missing or was changed; approve it again by a step pkg_approve_ca_cert."
            .formatted(path, publisher));
  }

  /** What is in the image's own folder of authorities; links there are not followed. */
  private void addAnchors(List<X509Certificate> anchors) throws IOException {
    String folder = config.property(ANCHORS, DEFAULT_ANCHORS).replaceFirst("^/+", "");
    if (!(tree.find(folder).orElse(null) instanceof Node.Directory)) {
      return;
    }
    for (FileTree.Entry entry : tree.list(folder)) {
      // Packages may deliver anything there.
      if (entry.node() instanceof RegularFile file && file.content().size() <= MAX_ANCHORS) {
        String origin = "/" + folder + "/" + entry.name();
        try {
          anchors.addAll(Certificates.parseAll(file.content().bytes(), origin));
        } catch (TrustException e) {
          environment.warnings().accept(e.getMessage() + "; it is not trusted.");
        }
      }
    }
  }
}
