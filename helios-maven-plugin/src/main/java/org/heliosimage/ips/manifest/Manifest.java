package org.heliosimage.ips.manifest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.jspecify.annotations.Nullable;

/** A parsed manifest together with the very bytes it was parsed from. */
public final class Manifest {

  /** Real manifests reach some megabytes. */
  public static final int MAX_BYTES = 32 << 20;

  /** Ten times what the largest packages have; a heap of 256 MB holds them. */
  private static final int MAX_ACTIONS = 200_000;

  private static final int MAX_WEIGHT = 2_000_000;

  /** What occurs again and again is shorter: owners, modes, variants, keys. */
  private static final int POOLED_LENGTH = 24;

  private final byte[] bytes;
  private final List<Action> actions;

  /** The {@code set} actions, of which there are few and which are asked for often. */
  private final List<Action> sets;

  private volatile @Nullable String sha256;

  private Manifest(byte[] bytes, List<Action> actions) {
    this.bytes = bytes;
    this.actions = actions;
    this.sets = actions(ActionType.SET);
  }

  /**
   * Parses a manifest.
   *
   * @param bytes the manifest; must not change afterwards
   * @param origin what is read, for messages, such as the package's name
   */
  public static Manifest parse(byte[] bytes, String origin) throws ManifestException {
    if (bytes.length > MAX_BYTES) {
      throw new ManifestException(origin, 0, "the manifest is larger than any package needs");
    }
    LogicalLines lines = new LogicalLines(bytes, origin);
    Map<String, String> pool = new HashMap<>();
    ActionParser parser =
        new ActionParser(
            origin,
            value -> {
              String same = value.length() > POOLED_LENGTH ? null : pool.putIfAbsent(value, value);
              return same == null ? value : same;
            });
    List<Action> actions = new ArrayList<>();
    long weight = 0;
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (!line.isEmpty() && line.charAt(0) != '#') {
        Action action = parser.parse(line, lines.number());
        actions.add(action);
        weight += action.weight();
        if (actions.size() > MAX_ACTIONS || weight > MAX_WEIGHT) {
          throw new ManifestException(
              origin, lines.number(), "the manifest has more actions than any package needs");
        }
      }
    }
    return new Manifest(bytes, List.copyOf(actions));
  }

  /** The manifest as it was read. The array is shared: callers must not change it. */
  public byte[] bytes() {
    return bytes;
  }

  /** SHA-1 of the bytes, as a catalog states it. */
  public String signature() {
    return digest("SHA-1");
  }

  /** SHA-256 of the bytes, as a lock states it. */
  public String sha256() {
    String known = sha256;
    if (known == null) {
      known = digest("SHA-256");
      sha256 = known;
    }
    return known;
  }

  private String digest(String algorithm) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All actions in the order of the lines. */
  public List<Action> actions() {
    return actions;
  }

  /** The actions of one type in the order of the lines. */
  public List<Action> actions(ActionType type) {
    List<Action> found = new ArrayList<>();
    for (Action action : actions) {
      if (action.type() == type) {
        found.add(action);
      }
    }
    return Collections.unmodifiableList(found);
  }

  /** The values of the {@code set} actions of that name; empty if there is none. */
  public List<String> metadata(String name) {
    List<String> values = new ArrayList<>();
    for (Action set : sets) {
      if (set.keyValue().equals(name)) {
        values.addAll(set.values("value"));
      }
    }
    return Collections.unmodifiableList(values);
  }

  /** The name and version that the manifest itself states. */
  public Fmri fmri() throws IpsException {
    List<String> stated = metadata("pkg.fmri");
    if (stated.isEmpty()) {
      stated = metadata("fmri");
    }
    if (stated.size() != 1) {
      throw new IpsException("a manifest states " + stated.size() + " package names, not one");
    }
    return Fmri.parse(stated.get(0));
  }
}
