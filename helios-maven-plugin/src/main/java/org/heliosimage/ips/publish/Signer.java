package org.heliosimage.ips.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.trust.Certificates;
import org.heliosimage.ips.trust.SignedText;
import org.heliosimage.tree.Content;

/**
 * Signs packages. The same key and package give the same signature.
 *
 * @param key an RSA key
 * @param certificate says whose key it is
 * @param chain certificates that lead from there to an authority that clients trust, which itself
 *     need not be among them
 */
public record Signer(PrivateKey key, X509Certificate certificate, List<X509Certificate> chain) {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");

  /** Copies what could change. */
  public Signer {
    chain = List.copyOf(chain);
  }

  /**
   * Reads PEM files.
   *
   * @param key an RSA key in PKCS #8 form without password
   * @param certificates the certificate of the key, followed by its chain if there is one
   */
  public static Signer read(Path key, Path certificates) throws IOException {
    Matcher pem = KEY.matcher(Files.readString(key, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new IpsException(
          key
              + " holds no private key in PKCS #8 form without password; openssl pkcs8 -topk8 -nocrypt"
              + " makes one of any other key");
    }
    List<X509Certificate> all =
        Certificates.parseAll(Files.readAllBytes(certificates), certificates.toString());
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
      PrivateKey parsed =
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
      Signer signer = new Signer(parsed, all.get(0), all.subList(1, all.size()));
      byte[] probe = signer.signature("probe".getBytes(StandardCharsets.UTF_8));
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(all.get(0).getPublicKey());
      check.update("probe".getBytes(StandardCharsets.UTF_8));
      if (check.verify(probe)) {
        return signer;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IpsException(
          "the key in %s and the certificate in %s cannot sign packages: %s"
              .formatted(key, certificates, e.getMessage()),
          e);
    }
    throw new IpsException(
        "the first certificate in %s is not that of the key in %s".formatted(certificates, key));
  }

  private byte[] signature(byte[] text) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update(text);
    return signature.sign();
  }

  /** The package with a signature more. */
  PublishedPackage sign(PublishedPackage unsigned, PackageBuilder.Packer packer)
      throws IOException {
    SortedMap<String, Content> payloads = new TreeMap<>(unsigned.payloads());
    PackedPayload own = pack(certificate, packer, payloads);
    Action action =
        own.describe(
            Action.of(ActionType.SIGNATURE)
                .with("algorithm", "rsa-sha256")
                .with("version", "0")
                .with("value", ""));
    List<PackedPayload> packed = new ArrayList<>();
    for (X509Certificate each : chain) {
      packed.add(pack(each, packer, payloads));
    }
    if (!packed.isEmpty()) {
      action =
          action
              .with("chain", words(packed, PackedPayload::name))
              .with("chain.chashes", words(packed, PackedPayload::packedName))
              .with("chain.sizes", words(packed, each -> Long.toString(each.size())))
              .with("chain.csizes", words(packed, each -> Long.toString(each.packed().size())))
              .with("pkg.chain.sha512t_256", words(packed, PackedPayload::contentHash));
    }
    List<Action> actions = new ArrayList<>(unsigned.manifest().actions());
    actions.add(action);
    try {
      String value = HexFormat.of().formatHex(signature(SignedText.of(actions, action)));
      actions.set(actions.size() - 1, action.with("value", value));
    } catch (GeneralSecurityException e) {
      throw new IpsException(unsigned.fmri() + " cannot be signed: " + e.getMessage(), e);
    }
    String text =
        actions.stream().map(Action::toString).collect(Collectors.joining("\n", "", "\n"));
    Manifest manifest =
        Manifest.parse(text.getBytes(StandardCharsets.UTF_8), unsigned.fmri().toString());
    return new PublishedPackage(unsigned.fmri(), manifest, payloads);
  }

  private static PackedPayload pack(
      X509Certificate certificate,
      PackageBuilder.Packer packer,
      SortedMap<String, Content> payloads)
      throws IOException {
    PackedPayload packed = packer.pack(Content.of(Certificates.pem(certificate)));
    payloads.put(packed.name(), packed.packed());
    return packed;
  }

  /** One value with blanks in it, since lists have no order. */
  private static String words(List<PackedPayload> packed, Function<PackedPayload, String> word) {
    return packed.stream().map(word).collect(Collectors.joining(" "));
  }
}
