package org.heliosimage.zfs.zpl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
    byte[] targetBytes = target.getBytes(StandardCharsets.UTF_8);
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
    SaArea.Values whole = values(layout(type == FileType.SYMLINK));
    whole.put(SaAttribute.SYMLINK, targetBytes);
    if (whole.length() <= BONUS) {
      return new SaArea(whole.encode(layouts, 1), new byte[0]);
    }
    byte[] bonus = values(layout(false)).encode(layouts, 1);
    if (bonus.length > BONUS_WITH_SPILL) {
      throw new IllegalStateException("attributes of " + bonus.length + " bytes");
    }
    SaArea.Values rest = new SaArea.Values(List.of(SaAttribute.SYMLINK));
    rest.put(SaAttribute.SYMLINK, targetBytes);
    return new SaArea(bonus, rest.encode(layouts, SPILL_UNIT));
  }

  private List<SaAttribute> layout(boolean withTarget) {
    List<SaAttribute> layout = new ArrayList<>(COMMON);
    if (type == FileType.CHARACTER_DEVICE || type == FileType.BLOCK_DEVICE) {
      layout.add(SaAttribute.RDEV);
    }
    layout.add(SaAttribute.DACL_COUNT);
    layout.add(SaAttribute.DACL_ACES);
    if (withTarget) {
      layout.add(SaAttribute.SYMLINK);
    }
    if (xattrDirectory != 0) {
      layout.add(SaAttribute.XATTR);
    }
    return layout;
  }

  private SaArea.Values values(List<SaAttribute> layout) {
    List<Ace> acl = TrivialAcl.of(attributes.mode(), type == FileType.DIRECTORY);
    SaArea.Values values = new SaArea.Values(layout);
    values.put(SaAttribute.MODE, type.modeBits() | attributes.mode());
    values.put(SaAttribute.SIZE, size);
    values.put(SaAttribute.GEN, generation);
    values.put(SaAttribute.UID, attributes.uid());
    values.put(SaAttribute.GID, attributes.gid());
    values.put(SaAttribute.PARENT, parent);
    values.put(SaAttribute.FLAGS, flags());
    for (SaAttribute time :
        List.of(SaAttribute.ATIME, SaAttribute.MTIME, SaAttribute.CTIME, SaAttribute.CRTIME)) {
      values.put(time, attributes.seconds(), attributes.nanos());
    }
    values.put(SaAttribute.LINKS, links);
    values.put(SaAttribute.RDEV, device);
    values.put(SaAttribute.DACL_COUNT, acl.size());
    values.put(SaAttribute.DACL_ACES, TrivialAcl.encode(acl));
    values.put(SaAttribute.XATTR, xattrDirectory);
    return values;
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
