package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.heliosimage.tree.FileTree;

/**
 * A file tree kept on disk.
 *
 * <pre>
 * "HELIOSTREE" 00 00 00 00 00 05        16 bytes
 * bytes of contents that are in no file that lasts, one after the other
 * index: file table, then the entries of the tree in the order of a walk
 * u64 offset of the index, u64 length of the index, SHA-256 of all before it
 * </pre>
 *
 * <p>Contents in the output area are kept as references; the file table holds their digests, and a
 * tree that refers to a file that is gone or another is not read. So are payloads of packages,
 * wherever they are; the table has their folders only, as they are checked when they are read and
 * only have to be there. All numbers are big-endian, texts as {@link java.io.DataOutput#writeUTF}
 * writes them.
 */
public final class TreeFile {

  static final byte[] MAGIC = {'H', 'E', 'L', 'I', 'O', 'S', 'T', 'R', 'E', 'E', 0, 0, 0, 0, 0, 5};
  static final int DIGEST = 32;
  static final int FOOTER = 16 + DIGEST;

  static final int ENTER = 1;
  static final int LEAVE = 2;
  static final int REGULAR = 3;
  static final int SYMLINK = 4;
  static final int DEVICE = 5;
  static final int FIFO = 6;
  static final int LINK = 7;
  static final int END = 8;

  static final int IN_MEMORY = 1;
  static final int RANGE = 2;
  static final int GZIP = 3;
  static final int RESOURCE = 4;

  private TreeFile() {}

  /** Home of the files that are named by their whole paths. */
  static final String ANYWHERE = "";

  /** State of a folder whose files are checked when they are read. */
  static final String CHECKED = "checked";

  /** What a kept tree remembers of a file that is not checked when it is read. */
  static String state(Path file, Digests digests) throws IOException {
    return digests.sha256(file).orElse(Input.ABSENT);
  }

  /**
   * Writes a tree.
   *
   * @param lasting folders whose files outlive the build and are never changed in place, by name
   */
  public static void write(FileTree tree, Path file, Map<String, Path> lasting, Digests digests)
      throws IOException {
    Path temporary = AtomicFiles.temporary(file);
    try (TreeFileWriter writer = new TreeFileWriter(temporary, lasting, digests)) {
      writer.write(tree);
    }
    AtomicFiles.publish(temporary, file);
  }

  /**
   * Reads a tree; contents stay in the file and are read when they are opened.
   *
   * @throws WorkException if the file is damaged or refers to files that are gone
   */
  public static FileTree read(Path file, Map<String, Path> lasting, Digests digests)
      throws IOException {
    return new TreeFileReader(file, lasting, digests).read();
  }
}
