package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.heliosimage.codec.Bytes;

/**
 * The objects of one dataset or of the pool's own metadata (MOS). Its block:
 *
 * <pre>
 * 0 meta-dnode, the object whose data are all dnodes   512 intent log   704 u64 type   712 u64 flags
 * 1024 dnode of user accounting   1536 of group accounting   2048 of project accounting
 * </pre>
 *
 * Source: OpenZFS include/sys/dmu_objset.h.
 */
final class ObjectSet {

  static final int TYPE_META = 1;
  static final int TYPE_ZFS = 2;
  static final int DNODES_PER_BLOCK = 32;
  static final int DNODE_BLOCK = Dnode.SLOT * DNODES_PER_BLOCK;

  private static final int INTENT_LOG_POINTER = 528;
  private static final int MIN_SIZE = 1024;
  private static final int CACHED_BLOCKS = 64;

  private final String name;
  private final byte[] block;
  private final BlockReaders readers;
  private final ObjectReader metaReader;

  private final Map<Long, byte[]> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
          return size() > CACHED_BLOCKS;
        }
      };

  ObjectSet(String name, BlockReaders readers, byte[] block) throws PoolReadException {
    this.name = name;
    this.readers = readers;
    this.block = block;
    if (block.length < MIN_SIZE) {
      throw new PoolReadException(name + ": has an object set of " + block.length + " bytes");
    }
    this.metaReader = new ObjectReader(readers, name + ", dnodes", metaDnode());
    if (metaReader.blockSize() != DNODE_BLOCK) {
      throw new PoolReadException(name + ": has dnode blocks of an unknown size");
    }
  }

  String name() {
    return name;
  }

  Dnode metaDnode() {
    return new Dnode(block, 0);
  }

  long type() {
    return Bytes.u64(block, 704);
  }

  long flags() {
    return Bytes.u64(block, 712);
  }

  boolean hasIntentLog() {
    return !new BlockPointer(block, INTENT_LOG_POINTER).isHole();
  }

  /** The accounting object of users (0), groups (1) or projects (2); type 0 if there is none. */
  Dnode accounting(int kind) {
    int offset = 1024 + kind * Dnode.SLOT;
    return offset + Dnode.SLOT <= block.length
        ? new Dnode(block, offset)
        : new Dnode(new byte[Dnode.SLOT], 0);
  }

  /** Opens an object, which must exist. */
  synchronized ObjectReader open(long object) throws IOException {
    String place = name + ", object " + object;
    if (object <= 0 || object / DNODES_PER_BLOCK > metaReader.dnode().lastBlock()) {
      throw new PoolReadException(place + ": does not exist");
    }
    long id = object / DNODES_PER_BLOCK;
    byte[] dnodes = cache.get(id);
    if (dnodes == null) {
      try {
        dnodes = metaReader.block(id);
      } catch (IOException e) {
        throw new PoolReadException(place + ": its dnode cannot be read: " + e.getMessage(), e);
      }
      cache.put(id, dnodes);
    }
    Dnode dnode = new Dnode(dnodes, (int) (object % DNODES_PER_BLOCK) * Dnode.SLOT);
    if (dnode.type() == 0) {
      throw new PoolReadException(place + ": does not exist");
    }
    return new ObjectReader(readers, place, dnode);
  }
}
