package org.heliosimage.ips.trust;

import java.util.ArrayList;
import java.util.List;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;

/** The certificates that the signatures of a package name, as actions whose payloads they are. */
public final class SignaturePayloads {

  private static final int MAX_CHAIN = 16;

  private SignaturePayloads() {}

  /** All that somebody needs who is to verify a package without its repository. */
  public static List<Action> of(Manifest manifest) throws TrustException {
    List<Action> payloads = new ArrayList<>();
    for (Action signature : manifest.actions(ActionType.SIGNATURE)) {
      if (signature.hash() != null) {
        payloads.add(signature);
        payloads.addAll(chain(signature));
      }
    }
    return payloads;
  }

  /** The certificates between the signer and an authority. */
  static List<Action> chain(Action signature) throws TrustException {
    String[] names = words(signature, "chain");
    if (names.length > MAX_CHAIN) {
      throw new TrustException(
          "its signature names a chain of %d certificates, and no chain is so long"
              .formatted(names.length));
    }
    String[] sizes = words(signature, "chain.sizes");
    List<Action> payloads = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      // Each is a payload of its own, about which the signature says what any action would.
      Action payload =
          Action.of(ActionType.SIGNATURE).withHash(names[i]).with("value", "chain " + names[i]);
      if (sizes.length == names.length) {
        payload = payload.with("pkg.size", sizes[i]);
      }
      List<String> hashes = new ArrayList<>();
      for (String algorithm : List.of("sha512t_256", "sha256")) {
        String[] stated = words(signature, "pkg.chain." + algorithm);
        if (stated.length == names.length) {
          hashes.add("file:" + algorithm + ":" + stated[i]);
        }
      }
      payloads.add(payload.with("pkg.content-hash", hashes.toArray(String[]::new)));
    }
    return payloads;
  }

  private static String[] words(Action signature, String key) {
    String value = signature.value(key, "").strip();
    return value.isEmpty() ? new String[0] : value.split("\\s+", -1);
  }
}
