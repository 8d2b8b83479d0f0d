package org.heliosimage.iso;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** Makes the system use entries that say of a record what POSIX has to say. */
final class RockRidge {

  static final String ID = "RRIP_1991A";
  static final byte[] SP = {'S', 'P', 7, 1, (byte) 0xBE, (byte) 0xEF, 0};
  static final int HEAD = 4;
  static final int CONTINUES = 1;
  static final int COMPONENT_CURRENT = 2;
  static final int COMPONENT_PARENT = 4;
  static final int COMPONENT_ROOT = 8;
  static final int MODIFIED_ACCESSED_CHANGED = 0x0E;

  // Both texts are prescribed.
  private static final String DESCRIPTION =
      "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS";
  private static final String SOURCE =
      "PLEASE CONTACT DISC PUBLISHER FOR SPECIFICATION SOURCE.  SEE PUBLISHER IDENTIFIER IN "
          + "PRIMARY VOLUME DESCRIPTOR FOR CONTACT INFORMATION.";

  private static final int MAX_TEXT = 250;
  private static final int HAS_PX = 0x01;
  private static final int HAS_PN = 0x02;
  private static final int HAS_SL = 0x04;
  private static final int HAS_NM = 0x08;
  private static final int HAS_TF = 0x80;

  private RockRidge() {}

  /** Entries of the record with which a parent names a node. */
  static List<byte[]> named(IsoNode node) {
    List<byte[]> entries = new ArrayList<>();
    int more = HAS_NM;
    if (node.node instanceof Device) {
      more |= HAS_PN;
    } else if (node.node instanceof Symlink) {
      more |= HAS_SL;
    }
    attributes(entries, node, more);
    if (node.node instanceof Device device) {
      byte[] pn = entry('P', 'N', 16);
      Both.put32(pn, HEAD, device.major());
      Both.put32(pn, HEAD + 8, device.minor());
      entries.add(pn);
    }
    byte[] name = node.name.getBytes(StandardCharsets.UTF_8);
    List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at < name.length; at += MAX_TEXT) {
      parts.add(Arrays.copyOfRange(name, at, Math.min(name.length, at + MAX_TEXT)));
    }
    texts(entries, 'N', 'M', parts);
    if (node.node instanceof Symlink link) {
      texts(entries, 'S', 'L', components(link.target()));
    }
    return entries;
  }

  /** Entries of a directory's record of itself or of its parent. */
  static List<byte[]> unnamed(IsoNode directory, boolean first) {
    List<byte[]> entries = new ArrayList<>();
    if (first) {
      entries.add(SP);
    }
    attributes(entries, directory, 0);
    if (first) {
      byte[] texts = (ID + DESCRIPTION + SOURCE).getBytes(StandardCharsets.US_ASCII);
      byte[] er = entry('E', 'R', 4 + texts.length);
      Bytes.put8(er, 4, ID.length());
      Bytes.put8(er, 5, DESCRIPTION.length());
      Bytes.put8(er, 6, SOURCE.length());
      Bytes.put8(er, 7, 1);
      System.arraycopy(texts, 0, er, 8, texts.length);
      entries.add(er);
    }
    return entries;
  }

  private static void attributes(List<byte[]> entries, IsoNode node, int more) {
    byte[] rr = entry('R', 'R', 1);
    Bytes.put8(rr, HEAD, HAS_PX | HAS_TF | more);
    entries.add(rr);
    Attributes attributes = node.node.attributes();
    byte[] px = entry('P', 'X', 32);
    Both.put32(px, HEAD, type(node.node) | attributes.mode());
    Both.put32(px, HEAD + 8, node.links);
    Both.put32(px, HEAD + 16, attributes.uid());
    Both.put32(px, HEAD + 24, attributes.gid());
    entries.add(px);
    byte[] tf = entry('T', 'F', 1 + 3 * IsoTime.SHORT);
    Bytes.put8(tf, HEAD, MODIFIED_ACCESSED_CHANGED);
    byte[] time = IsoTime.shortForm(attributes.seconds());
    for (int i = 0; i < 3; i++) {
      System.arraycopy(time, 0, tf, HEAD + 1 + i * IsoTime.SHORT, IsoTime.SHORT);
    }
    entries.add(tf);
  }

  /** The bits of a mode that say what a node is. */
  static int type(Node node) {
    if (node instanceof Directory) {
      return 0040000;
    } else if (node instanceof RegularFile) {
      return 0100000;
    } else if (node instanceof Symlink) {
      return 0120000;
    } else if (node instanceof Fifo) {
      return 0010000;
    }
    return node instanceof Device device && device.block() ? 0060000 : 0020000;
  }

  /** The parts of a symbolic link's target; an empty part stands for a repeated or last slash. */
  private static List<byte[]> components(String target) {
    List<byte[]> parts = new ArrayList<>();
    String rest = target;
    if (target.startsWith("/")) {
      parts.add(new byte[] {COMPONENT_ROOT, 0});
      rest = target.substring(1);
    }
    if (!rest.isEmpty()) {
      for (String part : rest.split("/", -1)) {
        component(parts, part);
      }
    }
    return parts;
  }

  private static void component(List<byte[]> parts, String part) {
    if (part.equals(".") || part.equals("..")) {
      int flag = part.equals(".") ? COMPONENT_CURRENT : COMPONENT_PARENT;
      parts.add(new byte[] {(byte) flag, 0});
      return;
    }
    byte[] text = part.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    do {
      // With its head a piece fills an entry, so the next begins in another.
      int length = Math.min(text.length - at, MAX_TEXT - 2);
      byte[] piece = new byte[2 + length];
      piece[0] = (byte) (at + length < text.length ? CONTINUES : 0);
      Bytes.put8(piece, 1, length);
      System.arraycopy(text, at, piece, 2, length);
      parts.add(piece);
      at += length;
    } while (at < text.length);
  }

  /** Puts parts into as few entries as they fit into, in order. */
  private static void texts(List<byte[]> entries, char first, char second, List<byte[]> parts) {
    List<List<byte[]>> groups = new ArrayList<>();
    int length = MAX_TEXT;
    for (byte[] part : parts) {
      if (length + part.length > MAX_TEXT) {
        groups.add(new ArrayList<>());
        length = 0;
      }
      groups.get(groups.size() - 1).add(part);
      length += part.length;
    }
    for (int i = 0; i < groups.size(); i++) {
      byte[] text = concat(groups.get(i));
      byte[] entry = entry(first, second, 1 + text.length);
      Bytes.put8(entry, HEAD, i < groups.size() - 1 ? CONTINUES : 0);
      System.arraycopy(text, 0, entry, HEAD + 1, text.length);
      entries.add(entry);
    }
  }

  static byte[] entry(char first, char second, int length) {
    byte[] entry = new byte[HEAD + length];
    entry[0] = (byte) first;
    entry[1] = (byte) second;
    Bytes.put8(entry, 2, entry.length);
    entry[3] = 1;
    return entry;
  }

  static byte[] concat(List<byte[]> parts) {
    byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
