package org.heliosimage.engine.work;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Fingerprint;
import org.heliosimage.tree.GzipFile;
import org.heliosimage.tree.Node;

/** Reads the format of {@link TreeFile}. */
final class TreeFileReader {

  private final Path file;
  private final Map<String, Path> lasting;
  private final Digests digests;
  private final Map<Integer, String> links = new HashMap<>();
  private Path[] files = {};

  TreeFileReader(Path file, Map<String, Path> lasting, Digests digests) {
    this.digests = digests;
    this.file = file;
    this.lasting = lasting;
  }

  FileTree read() throws IOException {
    try (DataInputStream index = new DataInputStream(new ByteArrayInputStream(checkedIndex()))) {
      files = new Path[index.readInt()];
      for (int i = 0; i < files.length; i++) {
        files[i] = referredFile(index);
      }
      return tree(index);
    }
  }

  /** Reads the whole file once to check it, and keeps the index. */
  private byte[] checkedIndex() throws IOException {
    long size = Files.size(file);
    if (size < TreeFile.MAGIC.length + TreeFile.FOOTER) {
      throw damaged();
    }
    MessageDigest digest = Hex.sha256();
    byte[] footer;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] magic = in.readNBytes(TreeFile.MAGIC.length);
      if (!Arrays.equals(magic, TreeFile.MAGIC)) {
        throw damaged();
      }
      digest.update(magic);
      byte[] buffer = new byte[1 << 16];
      for (long left = size - TreeFile.MAGIC.length - TreeFile.DIGEST; left > 0; ) {
        int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (n < 0) {
          throw damaged();
        }
        digest.update(buffer, 0, n);
        left -= n;
      }
      footer = in.readNBytes(TreeFile.DIGEST);
    }
    if (!MessageDigest.isEqual(digest.digest(), footer)) {
      throw damaged();
    }
    ByteBuffer where = ByteBuffer.wrap(Content.range(file, size - TreeFile.FOOTER, 16).bytes());
    return Content.range(file, where.getLong(), where.getLong()).bytes();
  }

  private Path referredFile(DataInputStream index) throws IOException {
    String home = index.readUTF();
    Path folder = home.equals(TreeFile.ANYWHERE) ? Path.of("/") : lasting.get(home);
    String name = index.readUTF();
    String state = index.readUTF();
    if (folder == null) {
      throw damaged();
    }
    Path referred = folder.resolve(name);
    if (!state.equals(TreeFile.CHECKED)
        && (state.equals(Input.ABSENT) || !TreeFile.state(referred, digests).equals(state))) {
      throw gone(referred);
    }
    return referred;
  }

  private WorkException gone(Path referred) {
    return new WorkException(file + " refers to " + referred + ", which is gone or has changed");
  }

  private FileTree tree(DataInputStream index) throws IOException {
    if (index.readByte() != TreeFile.ENTER || !index.readUTF().isEmpty()) {
      throw damaged();
    }
    index.readInt();
    FileTree tree = new FileTree(attributes(index));
    Deque<String> folders = new ArrayDeque<>();
    folders.push("");
    for (int type = index.readByte(); type != TreeFile.END; type = index.readByte()) {
      if (type == TreeFile.LEAVE) {
        folders.pop();
        continue;
      }
      String path = folders.element() + "/" + index.readUTF();
      int link = index.readInt();
      if (type == TreeFile.LINK) {
        String first = links.get(link);
        if (first == null) {
          throw damaged();
        }
        tree.link(first, path);
        continue;
      }
      tree.put(path, node(type, attributes(index), index));
      if (link != 0) {
        links.put(link, path);
      }
      if (type == TreeFile.ENTER) {
        folders.push(path);
      }
    }
    return tree;
  }

  private Node node(int type, Attributes attributes, DataInputStream index) throws IOException {
    return switch (type) {
      case TreeFile.ENTER -> new Node.Directory(attributes);
      case TreeFile.REGULAR -> new Node.RegularFile(attributes, content(index));
      case TreeFile.SYMLINK -> new Node.Symlink(attributes, index.readUTF());
      case TreeFile.DEVICE ->
          new Node.Device(attributes, index.readBoolean(), index.readInt(), index.readInt());
      case TreeFile.FIFO -> new Node.Fifo(attributes);
      default -> throw damaged();
    };
  }

  private Attributes attributes(DataInputStream index) throws IOException {
    Attributes plain =
        new Attributes(
            index.readUnsignedShort(),
            index.readInt(),
            index.readInt(),
            index.readLong(),
            index.readInt(),
            new TreeMap<>());
    int count = index.readInt();
    if (count == 0) {
      return plain;
    }
    TreeMap<String, Content> xattrs = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      xattrs.put(index.readUTF(), content(index));
    }
    return plain.withXattrs(xattrs);
  }

  private Content content(DataInputStream index) throws IOException {
    return switch (index.readByte()) {
      case TreeFile.IN_MEMORY -> Content.range(file, index.readLong(), index.readLong());
      case TreeFile.RANGE ->
          Content.range(files[index.readInt()], index.readLong(), index.readLong());
      case TreeFile.GZIP -> {
        Path folder = files[index.readInt()];
        String name = index.readUTF();
        if (!new File(folder.toFile(), name).exists()) {
          throw gone(folder.resolve(name));
        }
        long size = index.readLong();
        Optional<Fingerprint> whole =
            index.readBoolean() ? Optional.of(fingerprint(index)) : Optional.empty();
        yield new GzipFile(folder, name, size, whole, fingerprint(index));
      }
      case TreeFile.RESOURCE ->
          Content.resource(
              TreeFileReader.class.getClassLoader(), index.readUTF(), index.readLong());
      default -> throw damaged();
    };
  }

  private static Fingerprint fingerprint(DataInputStream index) throws IOException {
    return new Fingerprint(index.readUTF().intern(), index.readUTF(), 0);
  }

  private WorkException damaged() {
    return new WorkException(file + " is damaged");
  }
}
