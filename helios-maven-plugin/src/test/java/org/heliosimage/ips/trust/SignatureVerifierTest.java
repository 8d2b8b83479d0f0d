package org.heliosimage.ips.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.publish.PublishRequest;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.Publisher;
import org.heliosimage.ips.publish.Signer;
import org.heliosimage.ips.trust.SignaturePolicy.Level;
import org.heliosimage.tree.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signs packages and judges the signatures, with every kind of thing wrong. */
class SignatureVerifierTest {

  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");
  private static final X509Certificate ROOT = TestCertificate.root("root");
  private static final X509Certificate MIDDLE =
      TestCertificate.of("middle").authority(0).usage(5).signedBy("root");
  private static final X509Certificate SIGNER = TestCertificate.signer("signer", "middle");

  @TempDir private Path folder;

  private final Map<String, Content> unpacked = new TreeMap<>();

  private PublishedPackage sign(X509Certificate signer, String owner, X509Certificate... chain)
      throws IOException {
    for (X509Certificate each : chain) {
      remember(each);
    }
    remember(signer);
    PublishRequest request =
        new PublishRequest("site", "demo", "1.0", TIME)
            .template(
                "m",
                """
                set name=info.classification value=b value=a
                set name=variant.arch value=sparc value=i386
                dir path=opt/demo mode=0755 owner=root group=sys variant.arch=sparc
                set name=pkg.summary value="it's \\"quoted\\""
                """)
            .signer(new Signer(TestCertificate.key(owner).getPrivate(), signer, List.of(chain)));
    return Publisher.build(request, folder);
  }

  private void remember(X509Certificate certificate) throws IOException {
    byte[] pem = Certificates.pem(certificate);
    unpacked.put(Certificates.hash(certificate), Content.of(pem));
  }

  private Content payload(Action action) throws IOException {
    Content content = unpacked.get(String.valueOf(action.hash()));
    if (content == null) {
      throw new IOException("no payload " + action.hash());
    }
    return content;
  }

  private void verify(
      Level level,
      Set<String> names,
      Set<String> revoked,
      Fmri fmri,
      Manifest manifest,
      X509Certificate... anchors)
      throws IOException {
    new SignatureVerifier(
            new SignaturePolicy(level, names),
            new TrustedAuthorities(List.of(anchors), revoked),
            TIME)
        .verify(fmri, manifest, this::payload);
  }

  private void verify(PublishedPackage built, X509Certificate... anchors) throws IOException {
    verify(Level.REQUIRE_SIGNATURES, Set.of(), Set.of(), built.fmri(), built.manifest(), anchors);
  }

  private String refusal(PublishedPackage built, X509Certificate... anchors) {
    return assertThrows(TrustException.class, () -> verify(built, anchors)).getMessage();
  }

  private static PublishedPackage with(PublishedPackage built, String text) throws IOException {
    Manifest manifest = Manifest.parse(text.getBytes(StandardCharsets.UTF_8), "changed");
    return new PublishedPackage(built.fmri(), manifest, built.payloads());
  }

  private static String text(PublishedPackage built) {
    return new String(built.manifest().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void chainsLeadToAnAuthority() throws IOException {
    verify(sign(SIGNER, "signer", MIDDLE), ROOT);
    verify(sign(SIGNER, "signer"), MIDDLE);
    verify(sign(TestCertificate.signer("s", "root"), "s"), ROOT);
  }

  @Test
  void signaturesAreTheSameEveryTime() throws IOException {
    assertEquals(text(sign(SIGNER, "signer", MIDDLE)), text(sign(SIGNER, "signer", MIDDLE)));
  }

  @Test
  void aSignerThatIsItsOwnAuthorityMayBeApproved() throws IOException {
    X509Certificate own = TestCertificate.signer("own", "own");
    verify(sign(own, "own"), own);
    assertEquals(
        "The package demo@1.0:20261101T000000Z of publisher site is not trusted: nobody but itself"
            + " vouches for the certificate of \"CN=own\": approve the authority by a step"
            + " pkg_approve_ca_cert if you trust it, or put its certificate into the image's trust"
            + " anchor directory.",
        refusal(sign(own, "own"), ROOT));
  }

  @Test
  void withoutAuthorityNothingIsTrusted() throws IOException {
    assertEquals(
        "The package demo@1.0:20261101T000000Z of publisher site is not trusted: no trusted"
            + " authority vouches for the certificate of \"CN=middle\", which \"CN=root\" has"
            + " issued: approve the authority by a step pkg_approve_ca_cert if you trust it, or put"
            + " its certificate into the image's trust anchor directory.",
        refusal(sign(SIGNER, "signer", MIDDLE)));
    String message = refusal(sign(SIGNER, "signer"), ROOT);
    assertTrue(message.contains("vouches for the certificate of \"CN=signer\""), message);
  }

  @Test
  void everyChangeOfTheManifestIsSeen() throws IOException {
    PublishedPackage built = sign(SIGNER, "signer", MIDDLE);
    String text = text(built);
    verify(with(built, text.replace("value=sparc value=i386", "value=i386 value=sparc")), ROOT);
    verify(with(built, text.replace("path=opt/demo variant", "path='opt/demo'   variant")), ROOT);
    for (String[] change :
        new String[][] {
          {"mode=0755", "mode=0777"},
          {"value=b ", ""},
          {"dir ", "#dir "},
          {"pkg.size=", "pkg.size=1"},
          {"set name=pkg.summary", "link path=x target=y\nset name=pkg.summary"}
        }) {
      assertTrue(text.contains(change[0]), change[0]);
      String message = refusal(with(built, text.replace(change[0], change[1])), ROOT);
      assertTrue(
          message.endsWith(
              "is not what \"CN=signer\" has signed, so fetch it from another repository."),
          message);
    }
    String value = built.manifest().actions(ActionType.SIGNATURE).get(0).keyValue();
    assertTrue(
        refusal(with(built, text.replace(value, value.substring(2))), ROOT).contains("has signed"));
    assertTrue(refusal(with(built, text.replace(value, "xy")), ROOT).contains("no hexadecimal"));
  }

  @Test
  void otherSignaturesAreNotCovered() throws IOException {
    PublishedPackage built = sign(SIGNER, "signer", MIDDLE);
    verify(with(built, text(built) + "signature algorithm=rsa-sha256 value=00 version=1\n"), ROOT);
  }

  @Test
  void signaturesThatAreNotUnderstoodDoNotCount() throws IOException {
    PublishedPackage built = sign(SIGNER, "signer", MIDDLE);
    for (String[] change :
        new String[][] {
          {"version=0", "version=1"},
          {"algorithm=rsa-sha256", "algorithm=dsa-sha256"},
          {"version=0", "version=0 variant.arch=i386"},
          {"algorithm=rsa-sha256", "algorithm=sha256"}
        }) {
      PublishedPackage other = with(built, text(built).replace(change[0], change[1]));
      verify(Level.VERIFY, Set.of(), Set.of(), other.fmri(), other.manifest(), ROOT);
      assertTrue(refusal(other, ROOT).contains("it is not signed"), change[1]);
    }
  }

  @Test
  void usesOfCertificatesAreRespected() throws IOException {
    Map<String, X509Certificate> signers = new TreeMap<>();
    signers.put("is not for digital signatures", TestCertificate.of("x").usage(5).signedBy("root"));
    signers.put("is for non-repudiation too", TestCertificate.of("x").usage(0, 1).signedBy("root"));
    signers.put(
        "has the critical extension 2.5.29.36, which is not understood",
        TestCertificate.of("x")
            .usage(0)
            .extension(36, true, new byte[] {0x30, 0})
            .signedBy("root"));
    signers.put(
        "is not for signing code", TestCertificate.of("x").purpose(1, true).signedBy("root"));
    signers.put(
        "expired at 2026-10-31T23:59:59Z, before the package was published at 2026-11-01T00:00:00Z",
        TestCertificate.of("x")
            .valid("2020-01-01T00:00:00Z", "2026-10-31T23:59:59Z")
            .signedBy("root"));
    for (Map.Entry<String, X509Certificate> each : signers.entrySet()) {
      String message = refusal(sign(each.getValue(), "x"), ROOT);
      assertTrue(
          message.contains("the certificate of the signer \"CN=x\" " + each.getKey()), message);
    }
    for (X509Certificate good :
        List.of(
            TestCertificate.of("x").signedBy("root"),
            TestCertificate.of("x").purpose(3, true).signedBy("root"),
            TestCertificate.of("x").purpose(1, false).signedBy("root"),
            TestCertificate.of("x").extension(36, false, new byte[] {0x30, 0}).signedBy("root"),
            TestCertificate.of("x")
                .valid("2026-12-01T00:00:00Z", "2027-12-01T00:00:00Z")
                .signedBy("root"),
            TestCertificate.of("x")
                .valid("2020-01-01T00:00:00Z", "2026-11-01T00:00:00Z")
                .signedBy("root"))) {
      verify(sign(good, "x"), ROOT);
    }
  }

  @Test
  void onlyAuthoritiesVouchForOthers() throws IOException {
    Map<String, X509Certificate> authorities = new TreeMap<>();
    authorities.put(
        "is not that of an authority", TestCertificate.of("middle").usage(5).signedBy("root"));
    authorities.put(
        "is not that of an authority, ",
        TestCertificate.of("middle").noAuthority().signedBy("root"));
    authorities.put(
        "is not for signing certificates",
        TestCertificate.of("middle").authority(0).usage(0).signedBy("root"));
    authorities.put(
        "expired at",
        TestCertificate.of("middle")
            .authority(0)
            .valid("2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")
            .signedBy("root"));
    for (Map.Entry<String, X509Certificate> each : authorities.entrySet()) {
      String message = refusal(sign(SIGNER, "signer", each.getValue()), ROOT);
      assertTrue(
          message.contains("the certificate of the authority \"CN=middle\" " + each.getKey()),
          message);
    }
  }

  @Test
  void anAuthorityThatWasNotTheOneWhoSignedProvesNothing() throws IOException {
    X509Certificate forged = TestCertificate.of("signer").usage(0).signedBy("root", "mallory");
    assertTrue(refusal(sign(forged, "signer"), ROOT).contains("no trusted authority vouches"));
    // The right certificate with somebody else's signature.
    assertTrue(refusal(sign(SIGNER, "mallory", MIDDLE), ROOT).contains("has signed"));
  }

  @Test
  void pathLengthsAreRespected() throws IOException {
    X509Certificate low = TestCertificate.of("low").authority(-1).usage(5).signedBy("middle");
    X509Certificate signer = TestCertificate.signer("s", "low");
    String message = refusal(sign(signer, "s", low, MIDDLE), ROOT);
    assertTrue(message.contains("allows for 0 authorities below it, and there are 1"), message);
    X509Certificate roomy = TestCertificate.of("middle").authority(1).usage(5).signedBy("root");
    verify(sign(signer, "s", roomy, low), ROOT);
  }

  @Test
  void authoritiesInACircleEnd() throws IOException {
    X509Certificate a = TestCertificate.of("a").authority(-1).usage(5).signedBy("b");
    X509Certificate b = TestCertificate.of("b").authority(-1).usage(5).signedBy("a");
    assertTrue(
        refusal(sign(TestCertificate.signer("s", "a"), "s", a, b), ROOT).contains("no trusted"));
  }

  @Test
  void revokedCertificatesAreTrustedNoLonger() throws IOException {
    PublishedPackage built = sign(SIGNER, "signer", MIDDLE);
    for (X509Certificate revoked : List.of(SIGNER, MIDDLE, ROOT)) {
      TrustException e =
          assertThrows(
              TrustException.class,
              () ->
                  verify(
                      Level.VERIFY,
                      Set.of(),
                      Set.of(Certificates.hash(revoked)),
                      built.fmri(),
                      built.manifest(),
                      ROOT));
      assertTrue(e.getMessage().contains("has been revoked"), e.getMessage());
    }
  }

  @Test
  void requiredNamesAreLookedForInTheWholeChain() throws IOException {
    PublishedPackage built = sign(SIGNER, "signer", MIDDLE);
    for (Set<String> names :
        List.of(Set.of("signer"), Set.of("middle", "signer"), Set.of("root", "signer"))) {
      verify(Level.REQUIRE_NAMES, names, Set.of(), built.fmri(), built.manifest(), ROOT);
    }
    TrustException e =
        assertThrows(
            TrustException.class,
            () ->
                verify(
                    Level.REQUIRE_NAMES,
                    Set.of("signer", "else"),
                    Set.of(),
                    built.fmri(),
                    built.manifest(),
                    ROOT));
    assertTrue(e.getMessage().contains("name nobody called else"), e.getMessage());
  }

  @Test
  void unsignedPackagesPassUnlessThePolicyAsksForMore() throws IOException {
    PublishedPackage built = Publisher.build(new PublishRequest("site", "demo", "1", TIME), folder);
    verify(Level.VERIFY, Set.of(), Set.of(), built.fmri(), built.manifest());
    assertEquals(
        "The package demo@1:20261101T000000Z of publisher site is not trusted: it is not signed, and"
            + " the signature policy require-signatures asks for a signature: get a signed one, or"
            + " set the policy to verify.",
        refusal(built));
  }

  @Test
  void ignoringLooksAtNothing() throws IOException {
    PublishedPackage built = sign(SIGNER, "signer", MIDDLE);
    unpacked.clear();
    PublishedPackage broken = with(built, text(built).replace("0755", "0777"));
    verify(Level.IGNORE, Set.of(), Set.of(), broken.fmri(), broken.manifest());
  }

  @Test
  void checksumsAreChecked() throws Exception {
    PublishedPackage built = Publisher.build(new PublishRequest("site", "demo", "1", TIME), folder);
    Action sum = Action.parse("signature algorithm=sha512 value=00 version=0");
    List<Action> actions = new ArrayList<>(built.manifest().actions());
    actions.add(sum);
    String value =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-512").digest(SignedText.of(actions, sum)));
    PublishedPackage summed = with(built, text(built) + sum.with("value", value) + "\n");
    verify(Level.VERIFY, Set.of(), Set.of(), summed.fmri(), summed.manifest());
    assertTrue(refusal(summed).contains("it is not signed"));
    PublishedPackage changed = with(built, text(summed) + "depend type=require fmri=x\n");
    assertThrows(
        TrustException.class,
        () -> verify(Level.VERIFY, Set.of(), Set.of(), changed.fmri(), changed.manifest()));
  }

  @Test
  void signedTextIsSortedAndWhole() throws IOException {
    Manifest manifest =
        Manifest.parse(
            """
            set name=b value=2 value=1
            signature abc algorithm=rsa-sha256 value=ff pkg.size=1
            dir path=x mode=0755 owner=root group=sys
            signature algorithm=sha256 value=ee version=0
            depend type=require fmri="pkg:/a b"
            """
                .getBytes(StandardCharsets.UTF_8),
            "m");
    assertArrayEquals(
        ("depend fmri=\"pkg:/a b\" type=require\n"
                + "dir group=sys mode=0755 owner=root path=x\n"
                + "set name=b value=1 value=2\n"
                + "signature abc algorithm=rsa-sha256 pkg.size=1 value=\"\" version=0")
            .getBytes(StandardCharsets.UTF_8),
        SignedText.of(manifest.actions(), manifest.actions(ActionType.SIGNATURE).get(0)));
  }

  @Test
  void policiesCombineToTheStricter() throws IOException {
    SignaturePolicy verify = SignaturePolicy.parse("verify", List.of("x"), "i");
    SignaturePolicy names = SignaturePolicy.parse("require-names", List.of("a"), "i");
    assertEquals(Level.REQUIRE_NAMES, verify.and(names).level());
    assertEquals(names, names.and(verify));
    assertEquals(
        Set.of("a", "b"),
        names.and(SignaturePolicy.parse("require-names", List.of("b"), "p")).names());
    assertThrows(
        TrustException.class, () -> SignaturePolicy.parse("require-names", List.of(), "i"));
    assertEquals(
        "The signature policy of the image is \"strict\"; it can be ignore, verify, require-signatures"
            + " or require-names.",
        assertThrows(
                TrustException.class, () -> SignaturePolicy.parse("strict", List.of(), "the image"))
            .getMessage());
  }

  @Test
  void damagedCertificatesAreSaidToBe() throws IOException {
    PublishedPackage built = sign(SIGNER, "signer", MIDDLE);
    String hash = Certificates.hash(SIGNER);
    for (String pem :
        List.of(
            "",
            "-----BEGIN CERTIFICATE-----\nAAAA",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            new String(Certificates.pem(SIGNER), StandardCharsets.US_ASCII)
                .replaceFirst("\n.{64}", "\n"))) {
      unpacked.put(hash, Content.of(pem));
      assertTrue(refusal(built, ROOT).contains("certificate " + hash + " of its signature"), pem);
    }
  }

  @Test
  void payloadsOfSignaturesAreThoseOfTheirCertificates() throws IOException {
    PublishedPackage built = sign(SIGNER, "signer", MIDDLE);
    assertEquals(
        built.payloads().keySet(),
        SignaturePayloads.of(built.manifest()).stream()
            .map(action -> String.valueOf(action.hash()))
            .collect(Collectors.toSet()));
    String chain = "00 ".repeat(17).strip();
    PublishedPackage longer =
        with(built, text(built).replaceFirst(" chain=[0-9a-f]+", " chain='" + chain + "'"));
    assertTrue(refusal(longer, ROOT).contains("a chain of 17 certificates"));
  }

  @Test
  void commonNamesOfAnyEncodingAreRead() {
    assertEquals(
        List.of("b, c", "a"),
        DistinguishedName.commonNames(
            new javax.security.auth.x500.X500Principal("CN=a,O=x,CN=b\\, c")));
    assertEquals(
        List.of("\u00e4\u4e2d"),
        DistinguishedName.commonNames(
            new javax.security.auth.x500.X500Principal("CN=\u00e4\u4e2d+O=y")));
    assertDoesNotThrow(
        () -> DistinguishedName.commonNames(new javax.security.auth.x500.X500Principal("")));
    assertEquals(
        "x".repeat(300),
        DistinguishedName.commonNames(
                new javax.security.auth.x500.X500Principal("CN=" + "x".repeat(300)))
            .stream()
            .collect(Collectors.joining()));
  }
}
