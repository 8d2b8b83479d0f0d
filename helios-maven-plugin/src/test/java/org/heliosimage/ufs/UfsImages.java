package org.heliosimage.ufs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.Generator;
import org.heliosimage.RandomTree;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.ufs.write.UfsWriter;

/** Images for tests. */
public final class UfsImages {

  public static final long TIME = 1_700_000_000L;

  private static final long MEBIBYTE = 1 << 20;

  private UfsImages() {}

  public static UfsSpec spec(long mebibytes, long density) {
    return new UfsSpec(mebibytes * MEBIBYTE, density, TIME);
  }

  /** Writes a tree to a new file, which takes the place of an older one. */
  public static UfsSummary write(FileTree tree, UfsSpec spec, Path file) throws IOException {
    UfsWriter writer = UfsWriter.prepare(tree, spec);
    Files.deleteIfExists(file);
    try (FileChannel image =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      image.write(ByteBuffer.allocate(1), spec.size() - 1);
      return writer.write(image, bytes -> {});
    }
  }

  /** A random tree whose devices are possible. */
  public static FileTree randomTree(Generator random, int entries, long bytes) throws IOException {
    FileTree tree = RandomTree.of(random, entries, bytes);
    FileTree possible = tree.snapshot();
    tree.<IOException>walk(
        (path, entry) -> {
          if (entry.node() instanceof Device device) {
            int major = 1 + random.below(0x3ffe);
            int minor = random.below(random.oneOf(0x100, 0x3ffff));
            possible.replace(path, new Device(device.attributes(), device.block(), major, minor));
          }
        });
    return possible;
  }

  /** A tree with files of sizes where addresses or fragments begin and end. */
  public static FileTree edges(Generator random) throws IOException {
    SortedMap<String, Content> none = new TreeMap<>();
    Attributes plain = Attributes.of(0644, 0, 0, TIME).withXattrs(none);
    FileTree tree = new FileTree(plain.withMode(0755));
    for (int size :
        new int[] {
          0,
          1,
          1023,
          1024,
          1025,
          2048,
          3072,
          3073,
          4096,
          4097,
          12 * 4096 - 1024,
          12 * 4096 - 1,
          12 * 4096,
          12 * 4096 + 1,
          13 * 4096,
          (12 + 1024) * 4096 - 1,
          (12 + 1024) * 4096,
          (12 + 1024) * 4096 + 1,
          (12 + 2048) * 4096 + 5
        }) {
      tree.put("/size" + size, new RegularFile(plain, Content.of(random.bytes(size))));
    }
    return tree;
  }
}
