package org.heliosimage.ips.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;

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

  private Manifest(byte[] bytes, List<Action> actions) {
    this.bytes = bytes;
    this.actions = actions;
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
    Map<String, String> pool = new HashMap<>();
    ActionParser parser =
        new ActionParser(
            origin,
            value ->
                value.length() > POOLED_LENGTH ? value : pool.computeIfAbsent(value, same -> same));
    List<Action> actions = new ArrayList<>();
    StringBuilder continued = new StringBuilder();
    int number = 0;
    int first = 1;
    long weight = 0;
    for (int at = 0; at < bytes.length; ) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      String line = decode(bytes, at, end, origin, number + 1).stripLeading();
      at = end + 1;
      number++;
      if (line.endsWith("\r")) {
        line = line.substring(0, line.length() - 1);
      }
      refuseSeparators(line, origin, number);
      if (line.endsWith("\\")) {
        first = continued.isEmpty() ? number : first;
        continued.append(line, 0, line.length() - 1);
        continue;
      }
      first = continued.isEmpty() ? number : first;
      String logical = continued.isEmpty() ? line : continued.append(line).toString();
      continued.setLength(0);
      if (!logical.isEmpty() && logical.charAt(0) != '#') {
        Action action = parser.parse(logical, first);
        actions.add(action);
        weight += action.weight();
        if (actions.size() > MAX_ACTIONS || weight > MAX_WEIGHT) {
          throw new ManifestException(
              origin, first, "the manifest has more actions than any package needs");
        }
      }
    }
    if (!continued.isEmpty()) {
      throw new ManifestException(origin, first, "the last line ends in a backslash");
    }
    return new Manifest(bytes, List.copyOf(actions));
  }

  /** One line at a time: the text of the whole would take as much memory again. */
  private static String decode(byte[] bytes, int from, int to, String origin, int number)
      throws ManifestException {
    String line = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (line.indexOf('\ufffd') >= 0) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      } catch (CharacterCodingException e) {
        throw new ManifestException(origin, number, "the manifest is not UTF-8 text");
      }
    }
    return line;
  }

  /** pkg(1) ends a line at each of these: what it would tear apart must not look whole to us. */
  private static void refuseSeparators(String line, String origin, int number)
      throws ManifestException {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c >= 0x0b && c <= 0x0d)
          || (c >= 0x1c && c <= 0x1e)
          || c == 0x85
          || c == 0x2028
          || c == 0x2029) {
        throw new ManifestException(
            origin, number, "the line contains the line separator U+" + hex4(c));
      }
    }
  }

  private static String hex4(char c) {
    return HexFormat.of().withUpperCase().toHexDigits(c);
  }

  /** The manifest as it was read. The array is shared: callers must not change it. */
  public byte[] bytes() {
    return bytes;
  }

  /** SHA-1 of the bytes, as a catalog states it. */
  public String signature() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
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
    return actions.stream().filter(action -> action.type() == type).toList();
  }

  /** The values of the {@code set} actions of that name; empty if there is none. */
  public List<String> metadata(String name) {
    return actions.stream()
        .filter(action -> action.type() == ActionType.SET && action.keyValue().equals(name))
        .flatMap(action -> action.values("value").stream())
        .toList();
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
