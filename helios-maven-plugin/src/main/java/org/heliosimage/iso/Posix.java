package org.heliosimage.iso;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Fifo;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** Collects what the system use entries of one record say. */
final class Posix {

  private static final int TYPE = 0170000;

  private final String record;
  private final ByteArrayOutputStream name = new ByteArrayOutputStream();
  private final StringBuilder target = new StringBuilder();
  private final ByteArrayOutputStream component = new ByteArrayOutputStream();
  private boolean afterComponent;
  private int mode = -1;
  private int links;
  private int uid;
  private int gid;
  private long seconds;
  private boolean hasTime;
  private int major = -1;
  private int minor;
  private boolean sharing;
  private boolean rockRidge;

  /**
   * For one record.
   *
   * @param record what to call it in a message
   */
  Posix(String record) {
    this.record = record;
  }

  /** Takes an entry; its length is within the bytes. */
  void take(byte[] in, int at, int length) throws IsoException {
    String kind = new String(in, at, 2, StandardCharsets.ISO_8859_1);
    if (in[at + 3] != 1) {
      throw new IsoException(record + " has an entry " + kind + " of an unknown version");
    }
    int body = at + RockRidge.HEAD;
    switch (kind) {
      case "SP" -> {
        need(kind, length, RockRidge.SP.length);
        sharing = Bytes.u16be(in, body) == 0xBEEF && in[body + 2] == 0;
      }
      case "ER" -> {
        int id = length > 8 ? Bytes.u8(in, body) : 0;
        rockRidge =
            id <= length - 8
                && new String(in, at + 8, id, StandardCharsets.ISO_8859_1).equals(RockRidge.ID);
      }
      case "RR" -> need(kind, length, 5);
      case "PX" -> {
        need(kind, length, 36);
        mode = Both.get31(in, body, "the mode of " + record);
        links = Both.get31(in, body + 8, "the number of links of " + record);
        uid = Both.get31(in, body + 16, "the owner of " + record);
        gid = Both.get31(in, body + 24, "the group of " + record);
      }
      case "TF" -> {
        need(kind, length, 5 + 3 * IsoTime.SHORT);
        hasTime = in[body] == RockRidge.MODIFIED_ACCESSED_CHANGED;
        seconds = IsoTime.decode(in, body + 1);
      }
      case "PN" -> {
        need(kind, length, 20);
        major = Both.get31(in, body, "the device number of " + record);
        minor = Both.get31(in, body + 8, "the device number of " + record);
      }
      case "NM" -> name.write(in, body + 1, Math.max(0, length - 5));
      case "SL" -> components(in, body + 1, at + length);
      default -> throw new IsoException(record + " has an entry of the unknown kind " + kind);
    }
  }

  private void need(String kind, int length, int needed) throws IsoException {
    if (length != needed) {
      throw new IsoException(record + " has an entry " + kind + " of " + length + " bytes");
    }
  }

  private void components(byte[] in, int from, int end) throws IsoException {
    int at = from;
    while (at < end) {
      int length = at + 1 < end ? Bytes.u8(in, at + 1) : end;
      if (at + 2 + length > end) {
        throw new IsoException("the symbolic link " + record + " is damaged");
      }
      int flags = in[at];
      component.write(in, at + 2, length);
      at += 2 + length;
      if (flags == RockRidge.CONTINUES) {
        continue;
      }
      if (afterComponent) {
        target.append('/');
      }
      afterComponent = flags != RockRidge.COMPONENT_ROOT;
      target.append(
          switch (flags) {
            case 0 -> text(component.toByteArray());
            case RockRidge.COMPONENT_CURRENT -> ".";
            case RockRidge.COMPONENT_PARENT -> "..";
            case RockRidge.COMPONENT_ROOT -> "/";
            default -> throw new IsoException("the symbolic link " + record + " is damaged");
          });
      component.reset();
    }
  }

  private String text(byte[] bytes) throws IsoException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IsoException(record + " has a name that is no UTF-8");
    }
  }

  /** The name of the record, which must be one. */
  String name() throws IsoException {
    String text = text(name.toByteArray());
    if (text.isEmpty() || text.equals(".") || text.equals("..") || text.indexOf('/') >= 0) {
      throw new IsoException(record + " has no possible name");
    }
    return text;
  }

  int links() {
    return links;
  }

  /** Whether the record says that entries like these are in use. */
  boolean announcesRockRidge() {
    return sharing && rockRidge;
  }

  /** What the record is of. */
  Node node(Optional<Content> content) throws IsoException {
    if (mode < 0 || !hasTime) {
      throw new IsoException(record + " has no mode or no time");
    }
    Attributes attributes = Attributes.of(mode & 07777, uid, gid, seconds);
    if (content.isPresent() != ((mode & TYPE) == 0100000)) {
      throw new IsoException(record + " is a file or is none");
    }
    return switch (mode & TYPE) {
      case 0100000 -> new RegularFile(attributes, content.orElseThrow());
      case 0040000 -> new Directory(attributes);
      case 0010000 -> new Fifo(attributes);
      case 0120000 -> {
        if (target.isEmpty() || target.indexOf("\0") >= 0) {
          throw new IsoException("the symbolic link " + record + " leads nowhere");
        }
        yield new Symlink(attributes, target.toString());
      }
      case 0060000, 0020000 -> {
        if (major < 0) {
          throw new IsoException("the device " + record + " has no number");
        }
        yield new Device(attributes, (mode & TYPE) == 0060000, major, minor);
      }
      default -> throw new IsoException(record + " is of an unknown kind");
    };
  }

  /** Whether the mode says that this is a regular file. */
  boolean isFile() {
    return (mode & TYPE) == 0100000;
  }
}
