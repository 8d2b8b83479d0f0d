package org.heliosimage.iso;

import java.util.ArrayList;
import java.util.List;

/** Makes the records of a directory; none of them goes across the end of a block. */
final class DirectoryData {

  private static final byte[] SELF = {0};
  private static final byte[] PARENT = {1};

  private DirectoryData() {}

  /** The bytes of a directory in whole blocks. */
  static byte[] encode(IsoNode directory, SystemUse continuation) {
    List<byte[]> records = new ArrayList<>();
    boolean root = directory.parent == directory;
    records.add(record(SELF, directory, RockRidge.unnamed(directory, root), continuation));
    IsoNode parent = directory.parent;
    records.add(record(PARENT, parent, RockRidge.unnamed(parent, false), continuation));
    for (IsoNode child : directory.children) {
      records.add(record(child.id, child, RockRidge.named(child), continuation));
    }
    int length = 0;
    for (byte[] record : records) {
      length = place(length, record.length) + record.length;
    }
    byte[] data = new byte[(int) Blocks.of(length) * Blocks.SIZE];
    int at = 0;
    for (byte[] record : records) {
      at = place(at, record.length);
      System.arraycopy(record, 0, data, at, record.length);
      at += record.length;
    }
    return data;
  }

  private static int place(int at, int length) {
    int left = Blocks.SIZE - at % Blocks.SIZE;
    return length > left ? at + left : at;
  }

  private static byte[] record(
      byte[] id, IsoNode node, List<byte[]> entries, SystemUse continuation) {
    int room = DirectoryRecord.MAX - DirectoryRecord.fixedLength(id.length);
    return new DirectoryRecord(
            id,
            node.block,
            node.size,
            node.node.attributes().seconds(),
            node.isDirectory(),
            continuation.fit(entries, room))
        .encode();
  }
}
