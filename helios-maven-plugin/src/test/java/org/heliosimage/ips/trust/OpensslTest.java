package org.heliosimage.ips.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.heliosimage.Peers;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.publish.PublishRequest;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.Publisher;
import org.heliosimage.ips.publish.Signer;
import org.heliosimage.ips.trust.SignaturePolicy.Level;
import org.heliosimage.tree.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL judges what we sign, and we judge what it signs. */
class OpensslTest {

  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir private Path folder;
  private String openssl;

  @BeforeEach
  void tool() {
    openssl = Peers.require("openssl", "openssl");
  }

  private String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(openssl));
    command.addAll(List.of(arguments));
    return Peers.run(folder, command).ok();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private PublishedPackage build(Signer signer) throws IOException {
    return Publisher.build(
        new PublishRequest("site", "demo", "1.0", TIME)
            .template(
                "m",
                "set name=a value=\"\u00e4 'b'\" value=x\ndir path=opt mode=0755 owner=root group=sys\n")
            .signer(signer),
        folder.resolve("work"));
  }

  @Test
  void opensslBelievesWhatWeSign() throws Exception {
    X509Certificate root = TestCertificate.root("root");
    X509Certificate middle = TestCertificate.of("middle").authority(0).usage(5).signedBy("root");
    X509Certificate signer = TestCertificate.signer("signer", "middle");
    write("root.pem", Certificates.pem(root));
    write("middle.pem", Certificates.pem(middle));
    write("signer.pem", Certificates.pem(signer));
    assertTrue(
        run(
                "verify",
                "-attime",
                Long.toString(TIME.getEpochSecond()),
                "-CAfile",
                "root.pem",
                "-untrusted",
                "middle.pem",
                "signer.pem")
            .contains("signer.pem: OK"));
    PublishedPackage built =
        build(new Signer(TestCertificate.key("signer").getPrivate(), signer, List.of(middle)));
    Action signature = built.manifest().actions(ActionType.SIGNATURE).get(0);
    write("text", SignedText.of(built.manifest().actions(), signature));
    write("value", HexFormat.of().parseHex(signature.keyValue()));
    write(
        "key.pem",
        run("x509", "-in", "signer.pem", "-pubkey", "-noout").getBytes(StandardCharsets.US_ASCII));
    assertTrue(
        run("dgst", "-sha256", "-verify", "key.pem", "-signature", "value", "text")
            .contains("Verified OK"));
    assertEquals(
        Certificates.hash(signer), run("dgst", "-sha1", "-r", "signer.pem").substring(0, 40));
  }

  /** Makes an authority, an intermediate one and a signer by OpenSSL. */
  private void authorities() throws Exception {
    write(
        "ca.cnf",
        """
        [ca]
        basicConstraints = critical,CA:true
        keyUsage = critical,keyCertSign,cRLSign
        subjectKeyIdentifier = hash
        [sub]
        basicConstraints = critical,CA:true,pathlen:0
        keyUsage = keyCertSign
        authorityKeyIdentifier = keyid
        [sign]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = codeSigning
        """
            .getBytes(StandardCharsets.US_ASCII));
    run(
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "root.key",
        "-out",
        "root.pem",
        "-subj",
        "/O=Site, Inc./CN=Root \u00fc",
        "-utf8",
        "-days",
        "30000",
        "-extensions",
        "v3",
        "-config",
        config());
    issue("sub", "root", "sub");
    issue("signer", "sub", "sign");
  }

  private String config() throws IOException {
    return write(
            "req.cnf",
            """
            [req]
            distinguished_name = dn
            prompt = no
            [dn]
            [v3]
            basicConstraints = critical,CA:true
            keyUsage = critical,keyCertSign,cRLSign
            subjectKeyIdentifier = hash
            """
                .getBytes(StandardCharsets.US_ASCII))
        .toString();
  }

  private void issue(String name, String issuer, String extensions) throws Exception {
    run(
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        name + ".key",
        "-out",
        name + ".csr",
        "-subj",
        "/O=Site, Inc./CN=" + name,
        "-config",
        config());
    run(
        "x509",
        "-req",
        "-in",
        name + ".csr",
        "-CA",
        issuer + ".pem",
        "-CAkey",
        issuer + ".key",
        "-set_serial",
        "7",
        "-days",
        "30000",
        "-sha512",
        "-extfile",
        "ca.cnf",
        "-extensions",
        extensions,
        "-out",
        name + ".pem");
  }

  @Test
  void weBelieveWhatOpensslSigns() throws Exception {
    authorities();
    Map<String, Content> payloads =
        Map.of(
            "11",
            Content.of(Files.readAllBytes(folder.resolve("signer.pem"))),
            "22",
            Content.of(Files.readAllBytes(folder.resolve("sub.pem"))));
    for (String digest : List.of("sha256", "sha384", "sha512")) {
      PublishedPackage unsigned =
          Publisher.build(
              new PublishRequest("site", "demo", "1.0", TIME).metadata("pkg.summary", "a b"),
              folder.resolve("work"));
      Action signature =
          Action.parse("signature 11 algorithm=rsa-" + digest + " chain=22 value=\"\" version=0");
      List<Action> actions = new ArrayList<>(unsigned.manifest().actions());
      actions.add(signature);
      write("text", SignedText.of(actions, signature));
      run("dgst", "-" + digest, "-sign", "signer.key", "-out", "value", "text");
      String value = HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("value")));
      actions.set(actions.size() - 1, signature.with("value", value));
      String text = actions.stream().map(Action::toString).collect(Collectors.joining("\n"));
      Manifest manifest = Manifest.parse(text.getBytes(StandardCharsets.UTF_8), "m");
      SignatureVerifier verifier =
          new SignatureVerifier(
              new SignaturePolicy(
                  Level.REQUIRE_NAMES, java.util.Set.of("Root \u00fc", "sub", "signer")),
              new TrustedAuthorities(
                  Certificates.parseAll(Files.readAllBytes(folder.resolve("root.pem")), "root"),
                  java.util.Set.of()),
              TIME);
      verifier.verify(
          unsigned.fmri(), manifest, action -> payloads.get(String.valueOf(action.hash())));
      Manifest changed =
          Manifest.parse(text.replace("\"a b\"", "\"a c\"").getBytes(StandardCharsets.UTF_8), "m");
      assertThrows(
          TrustException.class,
          () ->
              verifier.verify(
                  unsigned.fmri(), changed, action -> payloads.get(String.valueOf(action.hash()))));
    }
  }

  @Test
  void keysAndCertificatesOfOpensslSign() throws Exception {
    authorities();
    Path both = folder.resolve("both.pem");
    Files.writeString(
        both,
        Files.readString(folder.resolve("signer.pem"))
            + Files.readString(folder.resolve("sub.pem")));
    PublishedPackage built = build(Signer.read(folder.resolve("signer.key"), both));
    assertEquals(1, built.manifest().actions(ActionType.SIGNATURE).size());
    assertEquals(2, built.payloads().size());
    IpsException other =
        assertThrows(IpsException.class, () -> Signer.read(folder.resolve("root.key"), both));
    assertTrue(other.getMessage().contains("is not that of the key"), other.getMessage());
    run("rsa", "-in", "signer.key", "-traditional", "-out", "old.key");
    IpsException old =
        assertThrows(IpsException.class, () -> Signer.read(folder.resolve("old.key"), both));
    assertTrue(old.getMessage().contains("openssl pkcs8 -topk8 -nocrypt"), old.getMessage());
  }
}
