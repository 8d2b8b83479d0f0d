package org.heliosimage.ips.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.publish.PublishRequest;
import org.heliosimage.ips.publish.Publisher;
import org.heliosimage.ips.publish.Signer;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.ips.trust.Certificates;
import org.heliosimage.ips.trust.TestCertificate;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs signed packages under all policies. */
class SignedPackagesTest {

  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");
  private static final Attributes FILE = Attributes.of(0644, 0, 0, TIME.getEpochSecond());
  private static final X509Certificate ROOT = TestCertificate.root("root");
  private static final X509Certificate SIGNER = TestCertificate.signer("signer", "root");

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();
  private final FileTree tree = new FileTree(Attributes.of(0755, 0, 0, TIME.getEpochSecond()));
  private PkgImage image;

  @BeforeEach
  void repository() throws IOException {
    PublishRequest signed =
        new PublishRequest("p", "signed", "1.0", TIME)
            .template("m", "set name=pkg.summary value=signed\n")
            .signer(new Signer(TestCertificate.key("signer").getPrivate(), SIGNER, List.of(ROOT)));
    PublishRequest plain = new PublishRequest("p", "plain", "1.0", TIME);
    for (PublishRequest request : List.of(signed, plain)) {
      Publisher.publish(request, folder.resolve("repo"), folder.resolve("work"));
    }
    image = PkgImage.create(tree, environment());
    image.setPublisher("p", List.of("https://pkg.example/p"), List.of());
  }

  private PkgEnvironment environment() throws IOException {
    RepositorySource source = RepositorySource.open(folder.resolve("repo").toUri().toString());
    return new PkgEnvironment(
        uri -> source,
        new PayloadCache(folder.resolve("cache")),
        TIME.getEpochSecond(),
        warnings::add,
        PkgProgress.NONE);
  }

  private String refusal(String name) {
    return assertThrows(IpsException.class, () -> image.install(List.of(name))).getMessage();
  }

  @Test
  void signedPackagesNeedAnAuthority() throws IOException {
    String message = refusal("signed");
    assertTrue(
        message.startsWith(
            "The package signed@1.0:20261101T000000Z of publisher p is not trusted: "),
        message);
    image.install(List.of("plain"));
    assertEquals(1, image.installedFmris().size());
  }

  @Test
  void anApprovedAuthorityIsOne() throws IOException {
    image.approveCaCert("p", Content.of(Certificates.pem(ROOT)));
    image.install(List.of("signed"));
    assertEquals(1, image.installedFmris().size());
    String config = ((RegularFile) tree.get("var/pkg/pkg5.image")).content().text();
    assertTrue(
        config.contains("approved_ca_certs = ['" + Certificates.hash(ROOT) + "']\n"), config);
  }

  @Test
  void certificatesAreKeptInOneForm() throws IOException {
    String pem = new String(Certificates.pem(ROOT), java.nio.charset.StandardCharsets.US_ASCII);
    image.approveCaCert("p", Content.of("text around it\r\n" + pem.replace("\n", "\r\n")));
    String path = "var/pkg/publisher/p/certs/" + Certificates.hash(ROOT);
    assertEquals(pem, ((RegularFile) tree.get(path)).content().text());
    assertThrows(IpsException.class, () -> image.approveCaCert("p", Content.of("no certificate")));
  }

  @Test
  void anApprovedCertificateMustStayWhatItWas() throws IOException {
    image.approveCaCert("p", Content.of(Certificates.pem(ROOT)));
    String path = "var/pkg/publisher/p/certs/" + Certificates.hash(ROOT);
    tree.replace(
        path, new RegularFile(FILE, Content.of(Certificates.pem(TestCertificate.root("mallory")))));
    assertTrue(refusal("signed").contains("is missing or was changed; approve it again"));
  }

  @Test
  void trustAnchorsOfTheImageAreAuthorities() throws IOException {
    tree.mkdirs("etc/ssl/pkg", Attributes.of(0755, 0, 0, 0));
    tree.put("etc/ssl/pkg/bad.pem", new RegularFile(FILE, Content.of("nothing")));
    tree.put("etc/ssl/pkg/root.pem", new RegularFile(FILE, Content.of(Certificates.pem(ROOT))));
    image.install(List.of("signed"));
    assertEquals(
        List.of("/etc/ssl/pkg/bad.pem holds no certificate in PEM form; it is not trusted."),
        warnings);
  }

  @Test
  void anotherFolderOfTrustAnchors() throws IOException {
    image.setProperty("trust-anchor-directory", "/opt/anchors");
    tree.mkdirs("opt/anchors", Attributes.of(0755, 0, 0, 0));
    tree.put("opt/anchors/root.pem", new RegularFile(FILE, Content.of(Certificates.pem(ROOT))));
    image.install(List.of("signed"));
    assertEquals(1, image.installedFmris().size());
  }

  @Test
  void policiesAreProperties() throws IOException {
    image.setProperty("signature-policy", "ignore");
    image.install(List.of("signed"));
    image.setProperty("signature-policy", "require-signatures");
    assertTrue(refusal("plain").contains("it is not signed"));
    image.setProperty("signature-policy", "require-names");
    assertTrue(refusal("plain").contains("names nobody"));
    image.setProperty("signature-required-names", "somebody");
    assertTrue(refusal("plain").contains("it is not signed"));
    image.setProperty("signature-policy", "strict");
    assertTrue(refusal("plain").contains("can be ignore, verify"));
  }

  @Test
  void policiesOfPublishersAreRespectedToo() throws IOException {
    RegularFile config = (RegularFile) tree.get("var/pkg/pkg5.image");
    String text =
        config
            .content()
            .text()
            .replace(
                "[authority_p]\n",
                "[authority_p]\nproperty.signature-policy = require-signatures\n");
    tree.replace("var/pkg/pkg5.image", new RegularFile(FILE, Content.of(text)));
    image = PkgImage.open(tree, environment());
    assertTrue(refusal("plain").contains("it is not signed"));
  }

  @Test
  void revokedAuthoritiesAreNone() throws IOException {
    image.approveCaCert("p", Content.of(Certificates.pem(ROOT)));
    RegularFile config = (RegularFile) tree.get("var/pkg/pkg5.image");
    String text =
        config
            .content()
            .text()
            .replace(
                "revoked_ca_certs = []",
                "revoked_ca_certs = ['" + Certificates.hash(SIGNER) + "']");
    tree.replace("var/pkg/pkg5.image", new RegularFile(FILE, Content.of(text)));
    image = PkgImage.open(tree, environment());
    assertTrue(refusal("signed").contains("has been revoked for the publisher"));
  }

  @Test
  void aDamagedCertificateInTheRepositoryIsRefused() throws IOException {
    image.approveCaCert("p", Content.of(Certificates.pem(ROOT)));
    String hash = Certificates.hash(SIGNER);
    Path file = folder.resolve("repo/publisher/p/file/" + hash.substring(0, 2) + "/" + hash);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertTrue(refusal("signed").contains("is damaged"));
  }
}
