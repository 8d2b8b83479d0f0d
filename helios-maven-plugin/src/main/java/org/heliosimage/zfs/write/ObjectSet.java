package org.heliosimage.zfs.write;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.heliosimage.codec.Bytes;
import org.heliosimage.zfs.zap.ZapImage;
import org.heliosimage.zfs.zpl.DnodePhys;

/**
 * A set of numbered objects: the files of one file system, or the metadata of the pool. A block of
 * dnodes goes to the device as soon as all objects in it are complete.
 */
final class ObjectSet {

  static final int SIZE = 4096;
  static final int DNODE_BLOCK = 16 << 10;
  static final int DNODES = DNODE_BLOCK / DnodePhys.SIZE;
  static final int ROOTS = 3;

  static final int KIND_META = 1;
  static final int KIND_ZFS = 2;

  /** Levels with which the kernel makes file systems, so that they never have to grow in use. */
  private static final int FILE_SYSTEM_LEVELS = 6;

  private static final int KIND = 704;
  private static final int FLAGS = 712;
  private static final int USERS = 1024;
  private static final int GROUPS = 1536;
  private static final long FLAG_ACCOUNTED = 1;

  private final Pipeline pipeline;
  private final BlockPolicy policy;
  private final boolean hold;
  private final Space space = new Space();
  private final TreeMap<Long, DnodeBlock> partial = new TreeMap<>();
  private final Ownership ownership = new Ownership();
  private long next = 1;
  private byte[] pointers = new byte[16 * Pointers.SIZE];
  private long[] fills = new long[16];
  private long dnodesUsed;

  /**
   * An empty set.
   *
   * @param policy for everything but the contents of files
   * @param hold whether to keep the dnodes until the end instead of storing them
   */
  ObjectSet(Pipeline pipeline, BlockPolicy policy, boolean hold) {
    this.pipeline = pipeline;
    this.policy = policy;
    this.hold = hold;
  }

  /** Objects of one block of dnodes. */
  static final class DnodeBlock {
    final byte[] bytes = new byte[DNODE_BLOCK];
    int objects;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  BlockPolicy policy() {
    return policy;
  }

  /** What all blocks take that were stored so far. */
  Space space() {
    return space;
  }

  /** A number for a new object. */
  long allocate() {
    return next++;
  }

  /** The number that would be given next. */
  long nextNumber() {
    return next;
  }

  /** Starts the blocks of an object. */
  ObjectTree tree(int type, long blocks, int roots, ObjectTree.Listener listener) {
    return new ObjectTree(pipeline, space, type, blocks, roots, 1, policy, listener);
  }

  /** Adds the blocks of a table. */
  void addZap(ObjectTree tree, int type, ZapImage image) throws IOException {
    for (int i = 0; i < image.blockCount(); i++) {
      int number = i;
      Block block = new Block(tree, type, 0, i, image.blockSize(), policy);
      block.source = (target, at, length, files) -> image.copyBlock(number, target, at);
      pipeline.add(block);
    }
  }

  /** Adds a complete object that is a table without bonus area. */
  void putZap(long number, int type, ZapImage image) throws IOException {
    putZap(number, DnodePhys.of(type, image.blockSize(), 0, 0), new byte[0], image);
  }

  /** Adds a complete object that is a table. */
  void putZap(long number, DnodePhys dnode, byte[] bonus, ZapImage image) throws IOException {
    addZap(
        tree(
            dnode.type(),
            image.blockCount(),
            dnode.pointers(),
            tree -> put(number, written(dnode, tree), tree.roots(), bonus)),
        dnode.type(),
        image);
  }

  /** The dnode of an object whose blocks are stored. */
  static DnodePhys written(DnodePhys dnode, ObjectTree tree) {
    return dnode.withBlocks(tree.levels(), tree.blocks() - 1, tree.used());
  }

  /** Adds a complete object. */
  void put(long number, DnodePhys dnode, byte[] roots, byte[] bonus) throws IOException {
    DnodeBlock block = dnodes(number);
    int at = (int) (number % DNODES) * DnodePhys.SIZE;
    encode(block.bytes, at, dnode, roots, bonus);
    stored(number, block);
  }

  /** Adds a complete file, directory or other object that a user owns. */
  void putOwned(
      long number, DnodePhys dnode, byte[] roots, byte[] bonus, byte[] spill, int uid, int gid)
      throws IOException {
    DnodeBlock block = dnodes(number);
    int at = (int) (number % DNODES) * DnodePhys.SIZE;
    encode(block.bytes, at, dnode.withFlags(DnodePhys.FLAG_USER_ACCOUNTED), roots, bonus);
    System.arraycopy(spill, 0, block.bytes, at + DnodePhys.SPILL_OFFSET, spill.length);
    ownership.add(uid, gid, DnodePhys.SIZE + dnode.used());
    stored(number, block);
  }

  private DnodeBlock dnodes(long number) {
    long index = number / DNODES;
    DnodeBlock block = partial.get(index);
    if (block == null) {
      block = new DnodeBlock();
      partial.put(index, block);
    }
    return block;
  }

  static void encode(byte[] target, int at, DnodePhys dnode, byte[] roots, byte[] bonus) {
    dnode.encode(target, at);
    System.arraycopy(roots, 0, target, at + dnode.pointerOffset(0), roots.length);
    System.arraycopy(bonus, 0, target, at + dnode.bonusOffset(), bonus.length);
  }

  private void stored(long number, DnodeBlock block) throws IOException {
    long index = number / DNODES;
    block.objects++;
    // Object 0 does not exist.
    if (!hold
        && next >= (index + 1) * DNODES
        && block.objects == (index == 0 ? DNODES - 1 : DNODES)) {
      partial.remove(index);
      store(index, block);
    }
  }

  private void store(long index, DnodeBlock dnodes) throws IOException {
    Block block = new Block(this::dnodesPlaced, DmuType.DNODE, 0, index, DNODE_BLOCK, policy);
    block.bytes = dnodes.bytes;
    block.fill = dnodes.objects;
    pipeline.add(block);
  }

  private void dnodesPlaced(Block block, byte[] placed, int at) {
    int index = (int) block.index;
    if (index >= fills.length) {
      int room = Math.max(index + 1, 2 * fills.length);
      fills = Arrays.copyOf(fills, room);
      pointers = Arrays.copyOf(pointers, room * Pointers.SIZE);
    }
    System.arraycopy(placed, at, pointers, index * Pointers.SIZE, Pointers.SIZE);
    fills[index] = block.fill;
    dnodesUsed += block.used;
    space.add(block);
  }

  /**
   * Stores what is left of a file system.
   *
   * @param salts makes the salt of a table from the number of its object
   * @return pointer to the object set
   */
  byte[] finishFileSystem(LongUnaryOperator salts) throws IOException {
    pipeline.drain();
    byte[] header = new byte[SIZE];
    Bytes.put64(header, KIND, KIND_ZFS);
    Bytes.put64(header, FLAGS, FLAG_ACCOUNTED);
    putUsage(header, USERS, ownership.users(salts.applyAsLong(-1)));
    putUsage(header, GROUPS, ownership.groups(salts.applyAsLong(-2)));
    for (var entry : partial.entrySet()) {
      store(entry.getKey(), entry.getValue());
    }
    partial.clear();
    pipeline.drain();
    putMetaDnode(header);
    pipeline.drain();
    byte[] result = new byte[Pointers.SIZE];
    Block block =
        new Block(
            (stored, pointers, at) -> {
              space.add(stored);
              System.arraycopy(pointers, at, result, 0, Pointers.SIZE);
            },
            DmuType.OBJSET,
            0,
            0,
            SIZE,
            policy);
    block.bytes = header;
    block.fill = Arrays.stream(fills).sum();
    pipeline.add(block);
    pipeline.drain();
    return result;
  }

  private void putUsage(byte[] header, int at, ZapImage image) throws IOException {
    DnodePhys dnode = DnodePhys.of(DmuType.USER_GROUP_USED, image.blockSize(), 0, 0);
    addZap(
        tree(
            dnode.type(),
            image.blockCount(),
            dnode.pointers(),
            tree -> encode(header, at, written(dnode, tree), tree.roots(), new byte[0])),
        dnode.type(),
        image);
  }

  private void putMetaDnode(byte[] header) throws IOException {
    long blocks = (next + DNODES - 1) / DNODES;
    DnodePhys dnode = DnodePhys.of(DmuType.DNODE, DNODE_BLOCK, 0, 0);
    ObjectTree meta =
        new ObjectTree(
            pipeline,
            space,
            DmuType.DNODE,
            blocks,
            ROOTS,
            FILE_SYSTEM_LEVELS,
            policy,
            tree -> encode(header, 0, written(dnode, tree), tree.roots(), new byte[0]));
    meta.addUsed(dnodesUsed);
    for (int i = 0; i < blocks; i++) {
      meta.put(0, i, pointers, i * Pointers.SIZE, fills[i]);
    }
  }

  /** All blocks of dnodes of a set that keeps them. */
  List<DnodeBlock> held() {
    return List.copyOf(partial.values());
  }

  /** The object set of the pool's own metadata. */
  static byte[] metaHeader(DnodePhys dnode, byte[] roots) {
    byte[] header = new byte[SIZE];
    Bytes.put64(header, KIND, KIND_META);
    encode(header, 0, dnode, roots, new byte[0]);
    return header;
  }
}
