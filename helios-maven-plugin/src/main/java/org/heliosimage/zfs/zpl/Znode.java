package org.heliosimage.zfs.zpl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.zfs.zpl.TrivialAcl.Ace;

/**
 * The attributes of one file. All of its times are its modification time, so that an image does not
 * depend on when it was made.
 *
 * @param type its type
 * @param attributes mode, owner and time; extended attributes are objects of their own
 * @param size bytes of a file or target, entries and 2 of a directory
 * @param links number of names; of a directory 2 and its subdirectories
 * @param parent object of a directory that holds it
 * @param generation transaction group that made it
 * @param device number of a device, else 0
 * @param target target of a symbolic link, else empty
 * @param xattrDirectory object of the directory of its extended attributes, 0 if it has none
 * @param inXattrs whether it is such a directory or in one
 */
public record Znode(
    FileType type,
    Attributes attributes,
    long size,
    long links,
    long parent,
    long generation,
    long device,
    String target,
    long xattrDirectory,
    boolean inXattrs) {

  /** Longest target of a symbolic link in bytes. */
  public static final int MAX_TARGET = 1024;

  private static final int BONUS = 320;
  private static final int BONUS_WITH_SPILL = 192;
  private static final int SPILL_UNIT = 512;

  private static final long FLAG_XATTR = 0x1;
  private static final long FLAG_ACL_TRIVIAL = 0x4;
  private static final long FLAG_ACL_AUTO_INHERIT = 0x40;

  /** Nobody is denied to execute: set wrongly, it would let everybody. */
  private static final long FLAG_NO_EXECS_DENIED = 0x100;

  private static final long FLAG_ARCHIVE = 1L << 35;
  private static final long FLAG_AV_MODIFIED = 1L << 42;

  private static final List<SaAttribute> COMMON =
      List.of(
          SaAttribute.MODE,
          SaAttribute.SIZE,
          SaAttribute.GEN,
          SaAttribute.UID,
          SaAttribute.GID,
          SaAttribute.PARENT,
          SaAttribute.FLAGS,
          SaAttribute.ATIME,
          SaAttribute.MTIME,
          SaAttribute.CTIME,
          SaAttribute.CRTIME,
          SaAttribute.LINKS);

  /** Four of the common attributes are times, of two words each. */
  private static final int TIMES = 4;

  private static final int COMMON_WORDS = COMMON.size() + TIMES;

  /** All layouts, by what they have besides: 1 a device, 2 a target, 4 extended attributes. */
  private static final List<List<SaAttribute>> LAYOUTS = layouts();

  private static final List<SaAttribute> TARGET_ONLY = List.of(SaAttribute.SYMLINK);

  private static final byte[] NONE = {};

  /** The attributes of a node that is not a directory. */
  public static Znode of(Node node, long links, long parent, long generation) {
    if (node instanceof Directory) {
      throw new IllegalArgumentException("a directory needs the number of its entries");
    }
    long size = 0;
    long device = 0;
    String target = "";
    if (node instanceof RegularFile file) {
      size = file.content().size();
    } else if (node instanceof Symlink link) {
      target = link.target();
      size = target.getBytes(StandardCharsets.UTF_8).length;
    } else if (node instanceof Device number) {
      device = (long) number.major() << 32 | number.minor();
    }
    // Loaders look for the target behind three entries of an ACL, and 0777 makes just three.
    Attributes attributes =
        node instanceof Symlink ? node.attributes().withMode(0777) : node.attributes();
    return new Znode(
        FileType.of(node), attributes, size, links, parent, generation, device, target, 0, false);
  }

  /** The attributes of a directory. */
  public static Znode directory(
      Attributes attributes, long entries, long subdirectories, long parent, long generation) {
    return new Znode(
        FileType.DIRECTORY,
        attributes,
        entries + 2,
        subdirectories + 2,
        parent,
        generation,
        0,
        "",
        0,
        false);
  }

  /** The attributes of the directory that holds a file's extended attributes. */
  public static Znode xattrDirectory(
      Attributes file, long entries, long fileObject, long generation) {
    return new Znode(
        FileType.DIRECTORY,
        file.withMode(01777),
        entries + 2,
        2,
        fileObject,
        generation,
        0,
        "",
        0,
        true);
  }

  /** The attributes of one extended attribute. */
  public static Znode xattr(Attributes file, long size, long directoryObject, long generation) {
    return new Znode(
        FileType.REGULAR,
        file.withMode(0644),
        size,
        1,
        directoryObject,
        generation,
        0,
        "",
        0,
        true);
  }

  /** The same with extended attributes. */
  public Znode withXattrDirectory(long object) {
    return new Znode(
        type, attributes, size, links, parent, generation, device, target, object, inXattrs);
  }

  /**
   * The encoded attributes.
   *
   * @throws ZplException if the target of a symbolic link is too long
   */
  public SaArea encode(SaLayouts layouts) throws ZplException {
    byte[] targetBytes = target.isEmpty() ? NONE : target.getBytes(StandardCharsets.UTF_8);
    if (targetBytes.length > MAX_TARGET) {
      throw new ZplException(
          "the target of a symbolic link has "
              + targetBytes.length
              + " bytes, more than the "
              + MAX_TARGET
              + " that illumos follows: "
              + target.substring(0, 60)
              + "…");
    }
    boolean link = type == FileType.SYMLINK;
    if (areaLength(link, targetBytes) <= BONUS) {
      return new SaArea(area(layouts, link, targetBytes), NONE);
    }
    if (areaLength(false, NONE) > BONUS_WITH_SPILL) {
      throw new IllegalStateException("attributes of " + areaLength(false, NONE) + " bytes");
    }
    byte[] bonus = area(layouts, false, NONE);
    int spill = SaArea.headerLength(1) + targetBytes.length;
    return new SaArea(
        bonus,
        new SaArea.Values(
                layouts.number(TARGET_ONLY),
                (int) Bytes.roundUp(spill, SPILL_UNIT),
                targetBytes.length)
            .put(targetBytes)
            .bytes());
  }

  private int areaLength(boolean withTarget, byte[] targetBytes) {
    int acl = TrivialAcl.of(attributes.mode(), type == FileType.DIRECTORY).size();
    int words = COMMON_WORDS + (hasDevice() ? 1 : 0) + 1 + acl + (xattrDirectory == 0 ? 0 : 1);
    return SaArea.headerLength(withTarget ? 2 : 1) + 8 * words + SaArea.align(targetBytes.length);
  }

  /**
   * Encodes one area. There is one for each file, so its values are not looked up one by one in the
   * layout but written in its order: this code has to be fast before it is compiled, too.
   */
  private byte[] area(SaLayouts layouts, boolean withTarget, byte[] targetBytes) {
    List<Ace> acl = TrivialAcl.of(attributes.mode(), type == FileType.DIRECTORY);
    long[] words = new long[COMMON_WORDS + 2 + acl.size()];
    int count = 0;
    words[count++] = type.modeBits() | attributes.mode();
    words[count++] = size;
    words[count++] = generation;
    words[count++] = attributes.uid();
    words[count++] = attributes.gid();
    words[count++] = parent;
    words[count++] = flags();
    for (int time = 0; time < TIMES; time++) {
      words[count++] = attributes.seconds();
      words[count++] = attributes.nanos();
    }
    words[count++] = links;
    if (hasDevice()) {
      words[count++] = device;
    }
    words[count++] = acl.size();
    for (Ace ace : acl) {
      words[count++] = ace.word();
    }
    int layout = layouts.number(layout(hasDevice(), withTarget, xattrDirectory != 0));
    int length = areaLength(withTarget, targetBytes);
    int aclLength = 8 * acl.size();
    SaArea.Values values =
        withTarget
            ? new SaArea.Values(layout, length, aclLength, targetBytes.length)
            : new SaArea.Values(layout, length, aclLength);
    values.put(words, count).put(targetBytes);
    if (xattrDirectory != 0) {
      values.put(new long[] {xattrDirectory}, 1);
    }
    return values.bytes();
  }

  private boolean hasDevice() {
    return type == FileType.CHARACTER_DEVICE || type == FileType.BLOCK_DEVICE;
  }

  private static List<SaAttribute> layout(
      boolean withDevice, boolean withTarget, boolean withXattrs) {
    return LAYOUTS.get((withDevice ? 1 : 0) | (withTarget ? 2 : 0) | (withXattrs ? 4 : 0));
  }

  private static List<List<SaAttribute>> layouts() {
    List<List<SaAttribute>> all = new ArrayList<>();
    for (int parts = 0; parts < 8; parts++) {
      List<SaAttribute> layout = new ArrayList<>(COMMON);
      if ((parts & 1) != 0) {
        layout.add(SaAttribute.RDEV);
      }
      layout.add(SaAttribute.DACL_COUNT);
      layout.add(SaAttribute.DACL_ACES);
      if ((parts & 2) != 0) {
        layout.add(SaAttribute.SYMLINK);
      }
      if ((parts & 4) != 0) {
        layout.add(SaAttribute.XATTR);
      }
      all.add(List.copyOf(layout));
    }
    return List.copyOf(all);
  }

  /** The flags that illumos gives a new file. */
  long flags() {
    return FLAG_ARCHIVE
        | FLAG_AV_MODIFIED
        | FLAG_ACL_TRIVIAL
        | (type == FileType.DIRECTORY ? FLAG_ACL_AUTO_INHERIT : 0)
        | ((attributes.mode() & 0111) == 0111 ? FLAG_NO_EXECS_DENIED : 0)
        | (inXattrs ? FLAG_XATTR : 0);
  }
}
