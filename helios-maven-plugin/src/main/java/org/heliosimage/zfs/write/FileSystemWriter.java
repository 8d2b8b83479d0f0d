package org.heliosimage.zfs.write;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.zfs.DatasetPlan;
import org.heliosimage.zfs.PoolException;
import org.heliosimage.zfs.zap.ZapBuilder;
import org.heliosimage.zfs.zap.ZapImage;
import org.heliosimage.zfs.zpl.DnodePhys;
import org.heliosimage.zfs.zpl.FileType;
import org.heliosimage.zfs.zpl.SaArea;
import org.heliosimage.zfs.zpl.SaLayouts;
import org.heliosimage.zfs.zpl.Znode;
import org.heliosimage.zfs.zpl.ZplException;

/**
 * Writes the objects of one file system in one walk over its tree. An object gets its number when
 * the walk comes to it, so the entries of a directory are known when the walk leaves it.
 */
final class FileSystemWriter implements FileTree.Visitor<IOException> {

  private static final int SECTOR = 512;
  private static final long ZPL_VERSION = 5;
  private static final byte[] NONE = {};

  private final DatasetPlan plan;
  private final int index;
  private final Identity identity;
  private final ObjectSet set;
  private final BlockPolicy dataPolicy;
  private final SaLayouts layouts = new SaLayouts();
  private final Map<Integer, Long> linkCounts = new HashMap<>();
  private final Map<Integer, Long> linkObjects = new HashMap<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final long master;
  private final long unlinked;
  private final long saMaster;
  private final long registry;
  private final long layoutTable;
  private long root;
  private long files;

  /**
   * A writer.
   *
   * @param index of the file system, to tell salts apart
   */
  FileSystemWriter(DatasetPlan plan, int index, Identity identity, ObjectSet set) {
    this.plan = plan;
    this.index = index;
    this.identity = identity;
    this.set = set;
    this.dataPolicy = new BlockPolicy(plan.compression(), plan.checksum(), plan.copies());
    // Object 1 by the format, the others by this writer's habit.
    master = set.allocate();
    unlinked = set.allocate();
    saMaster = set.allocate();
    registry = set.allocate();
    layoutTable = set.allocate();
  }

  /** A directory whose entries are being walked. */
  private static final class Frame {
    private final long number;
    private final long parent;
    private final ZapBuilder entries;
    private long subdirectories;

    private Frame(long number, long parent, ZapBuilder entries) {
      this.number = number;
      this.parent = parent;
      this.entries = entries;
    }
  }

  /**
   * Writes the file system.
   *
   * @return pointer to its object set
   */
  byte[] write(FileTree tree) throws IOException {
    tree.walk(
        (path, entry) -> {
          if (entry.link() != 0) {
            linkCounts.merge(entry.link(), 1L, Long::sum);
          }
        });
    tree.walk(this);
    ZapBuilder table =
        zap(master)
            .put("VERSION", ZPL_VERSION)
            .put("ROOT", root)
            .put("DELETE_QUEUE", unlinked)
            .put("SA_ATTRS", saMaster)
            .put("normalization", 0)
            .put("utf8only", 0)
            .put("casesensitivity", 0);
    set.putZap(master, DmuType.MASTER_NODE, table.build());
    set.putZap(unlinked, DmuType.UNLINKED_SET, zap(unlinked).build());
    set.putZap(
        saMaster,
        DmuType.SA_MASTER_NODE,
        SaLayouts.master(identity.salt(index, saMaster), registry, layoutTable).build());
    set.putZap(
        registry,
        DmuType.SA_REGISTRATION,
        SaLayouts.registry(identity.salt(index, registry)).build());
    set.putZap(
        layoutTable,
        DmuType.SA_LAYOUTS,
        layouts.layouts(identity.salt(index, layoutTable)).build());
    return set.finishFileSystem(object -> identity.salt(index, object));
  }

  /** Number of files, directories and other nodes. */
  long files() {
    return files;
  }

  @Override
  public void visit(String path, FileTree.Entry entry) throws IOException {
    Node node = entry.node();
    try {
      if (node instanceof Directory) {
        enter(entry);
        return;
      }
      Frame parent = frames.getFirst();
      Long known = entry.link() == 0 ? null : linkObjects.get(entry.link());
      long number = known == null ? set.allocate() : known;
      parent.entries.put(entry.name(), FileType.of(node).entry(number));
      if (known == null) {
        files++;
        if (entry.link() != 0) {
          linkObjects.put(entry.link(), number);
        }
        long links = linkCounts.getOrDefault(entry.link(), 1L);
        putNode(number, Znode.of(node, links, parent.number, Txg.WRITTEN), node);
      }
    } catch (ZplException e) {
      throw new PoolException(plan.name() + ", " + path + ": " + e.getMessage(), e);
    }
  }

  private void enter(FileTree.Entry entry) {
    long number = set.allocate();
    files++;
    long parent = number;
    if (frames.isEmpty()) {
      root = number;
    } else {
      Frame above = frames.getFirst();
      above.entries.put(entry.name(), FileType.DIRECTORY.entry(number));
      above.subdirectories++;
      parent = above.number;
    }
    frames.push(new Frame(number, parent, zap(number)));
  }

  @Override
  public void leave(String path, FileTree.Entry entry) throws IOException {
    Frame frame = frames.pop();
    Attributes attributes = entry.node().attributes();
    Znode znode =
        Znode.directory(
            attributes, frame.entries.size(), frame.subdirectories, frame.parent, Txg.WRITTEN);
    putDirectory(
        frame.number, withXattrs(znode, frame.number, attributes.xattrs()), frame.entries.build());
  }

  private void putNode(long number, Znode plain, Node node) throws IOException {
    Znode znode = withXattrs(plain, number, node.attributes().xattrs());
    if (node instanceof RegularFile file) {
      putFile(number, znode, file.content());
    } else {
      putEmpty(number, znode);
    }
  }

  private void putDirectory(long number, Znode znode, ZapImage entries) throws IOException {
    SaArea area = znode.encode(layouts);
    DnodePhys dnode =
        DnodePhys.of(DmuType.DIRECTORY, entries.blockSize(), DmuType.SA, area.bonus().length);
    ObjectTree tree =
        set.tree(
            DmuType.DIRECTORY,
            entries.blockCount(),
            dnode.pointers(),
            done -> putOwned(number, ObjectSet.written(dnode, done), done, area, znode));
    set.addZap(tree, DmuType.DIRECTORY, entries);
  }

  private void putFile(long number, Znode znode, Content content) throws IOException {
    long size = content.size();
    if (size == 0) {
      putEmpty(number, znode);
      return;
    }
    SaArea area = znode.encode(layouts);
    int blockSize = plan.recordSize();
    if (size <= blockSize) {
      blockSize = (int) (size + SECTOR - 1) & -SECTOR;
    }
    long blocks = (size + blockSize - 1) / blockSize;
    DnodePhys dnode = DnodePhys.of(DmuType.PLAIN_FILE, blockSize, DmuType.SA, area.bonus().length);
    ObjectTree tree =
        set.tree(
            DmuType.PLAIN_FILE,
            blocks,
            dnode.pointers(),
            done -> putOwned(number, ObjectSet.written(dnode, done), done, area, znode));
    if (blocks == 1 || SourceFiles.isRandomAccess(content)) {
      for (long i = 0; i < blocks; i++) {
        Block block = fileBlock(tree, i, blockSize, size);
        block.source = SourceFiles.of(content, i * blockSize, block.fileBytes);
        set.pipeline().add(block);
      }
      return;
    }
    try (InputStream in = content.open()) {
      for (long i = 0; i < blocks; i++) {
        Block block = fileBlock(tree, i, blockSize, size);
        set.pipeline().add(block);
        SourceFiles.readFully(content, in, block.bytes, block.at, block.fileBytes);
        Arrays.fill(block.bytes, block.at + block.fileBytes, block.at + block.size, (byte) 0);
      }
      if (in.read() >= 0) {
        throw new IOException(content + " is longer than expected");
      }
    }
  }

  private Block fileBlock(ObjectTree tree, long index, int blockSize, long size) {
    Block block = new Block(tree, DmuType.PLAIN_FILE, 0, index, blockSize, dataPolicy);
    block.fileBytes = (int) Math.min(blockSize, size - index * blockSize);
    return block;
  }

  /** Adds an object without data: what it is lies in its attributes. */
  private void putEmpty(long number, Znode znode) throws IOException {
    SaArea area = znode.encode(layouts);
    DnodePhys dnode = DnodePhys.of(znode.type().dmuType(), SECTOR, DmuType.SA, area.bonus().length);
    int uid = znode.attributes().uid();
    int gid = znode.attributes().gid();
    if (area.spill().length == 0) {
      set.putOwned(number, dnode, NONE, area.bonus(), NONE, uid, gid);
      return;
    }
    Block spill =
        new Block(
            (block, pointers, at) -> {
              set.space().add(block);
              set.putOwned(
                  number,
                  dnode.withBlocks(1, 0, block.used).withFlags(DnodePhys.FLAG_SPILL),
                  NONE,
                  area.bonus(),
                  Arrays.copyOfRange(pointers, at, at + Pointers.SIZE),
                  uid,
                  gid);
            },
            DmuType.SA,
            0,
            0,
            area.spill().length,
            set.policy());
    spill.bytes = area.spill();
    set.pipeline().add(spill);
  }

  private void putOwned(long number, DnodePhys dnode, ObjectTree tree, SaArea area, Znode znode)
      throws IOException {
    if (area.spill().length > 0) {
      throw new IllegalStateException("attributes of object " + number + " spill");
    }
    Attributes attributes = znode.attributes();
    set.putOwned(
        number, dnode, tree.roots(), area.bonus(), NONE, attributes.uid(), attributes.gid());
  }

  /** Writes extended attributes: a directory of files that belongs to the object. */
  private Znode withXattrs(Znode znode, long number, SortedMap<String, Content> xattrs)
      throws IOException {
    if (xattrs.isEmpty()) {
      return znode;
    }
    long directory = set.allocate();
    ZapBuilder entries = zap(directory);
    for (Map.Entry<String, Content> xattr : xattrs.entrySet()) {
      long value = set.allocate();
      entries.put(xattr.getKey(), FileType.REGULAR.entry(value));
      Content content = xattr.getValue();
      putFile(
          value, Znode.xattr(znode.attributes(), content.size(), directory, Txg.WRITTEN), content);
    }
    putDirectory(
        directory,
        Znode.xattrDirectory(znode.attributes(), xattrs.size(), number, Txg.WRITTEN),
        entries.build());
    return znode.withXattrDirectory(directory);
  }

  private ZapBuilder zap(long object) {
    return new ZapBuilder(identity.salt(index, object));
  }
}
