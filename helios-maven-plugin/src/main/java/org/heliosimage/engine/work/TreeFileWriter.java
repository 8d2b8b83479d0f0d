package org.heliosimage.engine.work;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileRange;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Fingerprint;
import org.heliosimage.tree.GzipFile;
import org.heliosimage.tree.Node;

/** Writes the format of {@link TreeFile}. */
final class TreeFileWriter implements Closeable {

  private final MessageDigest digest = Hex.sha256();
  private final DataOutputStream out;
  private final IndexBytes index = new IndexBytes();

  /** Names of folders that last to their paths, which end in a separator. */
  private final Map<String, String> homes = new TreeMap<>();

  private final Digests digests;
  private final List<Referred> table = new ArrayList<>();
  private final Map<String, Integer> files = new HashMap<>();
  private final Map<Path, Integer> checkedFolders = new HashMap<>();
  private final Set<Integer> links = new HashSet<>();
  private long offset;

  /**
   * A file that contents of the tree are in, or a folder of such files.
   *
   * @param checked whether it is a folder whose files are checked when they are read
   */
  private record Referred(String home, String name, Path path, boolean checked) {}

  TreeFileWriter(Path file, Map<String, Path> lasting, Digests digests) throws IOException {
    lasting.forEach(
        (name, folder) -> homes.put(name, folder + folder.getFileSystem().getSeparator()));
    this.digests = digests;
    this.out =
        new DataOutputStream(
            new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), digest));
  }

  void write(FileTree tree) throws IOException {
    out.write(TreeFile.MAGIC);
    offset = TreeFile.MAGIC.length;
    tree.walk(
        new FileTree.Visitor<IOException>() {
          @Override
          public void visit(String path, FileTree.Entry entry) throws IOException {
            entry(entry);
          }

          @Override
          public void leave(String path, FileTree.Entry directory) throws IOException {
            index.writeByte(TreeFile.LEAVE);
          }
        });
    index.writeByte(TreeFile.END);
    IndexBytes referred = fileTable();
    referred.writeTo(out);
    index.writeTo(out);
    out.writeLong(offset);
    out.writeLong(referred.size() + index.size());
    out.write(digest.digest());
  }

  private void entry(FileTree.Entry entry) throws IOException {
    int link = entry.link();
    if (link != 0 && !links.add(link)) {
      index.writeByte(TreeFile.LINK);
      index.writeUTF(entry.name());
      index.writeInt(link);
      return;
    }
    Node node = entry.node();
    if (node instanceof Node.Directory) {
      head(TreeFile.ENTER, entry);
    } else if (node instanceof Node.RegularFile file) {
      head(TreeFile.REGULAR, entry);
      content(file.content());
    } else if (node instanceof Node.Symlink symlink) {
      head(TreeFile.SYMLINK, entry);
      index.writeUTF(symlink.target());
    } else if (node instanceof Node.Device device) {
      head(TreeFile.DEVICE, entry);
      index.writeBoolean(device.block());
      index.writeInt(device.major());
      index.writeInt(device.minor());
    } else {
      head(TreeFile.FIFO, entry);
    }
  }

  private void head(int type, FileTree.Entry entry) throws IOException {
    index.writeByte(type);
    index.writeUTF(entry.name());
    index.writeInt(entry.link());
    Attributes attributes = entry.node().attributes();
    index.writeShort(attributes.mode());
    index.writeInt(attributes.uid());
    index.writeInt(attributes.gid());
    index.writeLong(attributes.seconds());
    index.writeInt(attributes.nanos());
    index.writeInt(attributes.xattrs().size());
    for (Map.Entry<String, Content> xattr : attributes.xattrs().entrySet()) {
      index.writeUTF(xattr.getKey());
      content(xattr.getValue());
    }
  }

  private void content(Content content) throws IOException {
    if (content instanceof FileRange range) {
      Optional<Integer> number = number(range.file());
      if (number.isPresent()) {
        index.writeByte(TreeFile.RANGE);
        index.writeInt(number.get());
        index.writeLong(range.offset());
        index.writeLong(range.length());
        return;
      }
    } else if (content instanceof GzipFile gzip) {
      index.writeByte(TreeFile.GZIP);
      index.writeInt(checked(gzip.folder()));
      index.writeUTF(gzip.name());
      index.writeLong(gzip.size());
      index.writeBoolean(gzip.packed().isPresent());
      if (gzip.packed().isPresent()) {
        fingerprint(gzip.packed().get());
      }
      fingerprint(gzip.unpacked());
      return;
    } else if (content instanceof Content.Resource resource) {
      index.writeByte(TreeFile.RESOURCE);
      index.writeUTF(resource.name());
      index.writeLong(resource.size());
      return;
    }
    index.writeByte(TreeFile.IN_MEMORY);
    index.writeLong(offset);
    index.writeLong(content.size());
    content.copyTo(out);
    offset += content.size();
  }

  private void fingerprint(Fingerprint print) throws IOException {
    index.writeUTF(print.algorithm());
    index.writeUTF(print.hex());
  }

  /** A folder of files that are checked when they are read, wherever it is. */
  private int checked(Path folder) {
    Integer known = checkedFolders.get(folder);
    if (known == null) {
      known = add(new Referred(TreeFile.ANYWHERE, absolute(folder), folder, true));
      checkedFolders.put(folder, known);
    }
    return known;
  }

  /** A file that lasts; empty if it does not, and its content has to be copied. */
  private Optional<Integer> number(Path file) {
    String absolute = absolute(file);
    Integer known = files.get(absolute);
    if (known != null) {
      return Optional.of(known);
    }
    for (Map.Entry<String, String> home : homes.entrySet()) {
      if (absolute.startsWith(home.getValue())) {
        String name = absolute.substring(home.getValue().length());
        files.put(absolute, table.size());
        return Optional.of(add(new Referred(home.getKey(), name, file, false)));
      }
    }
    return Optional.empty();
  }

  private int add(Referred referred) {
    table.add(referred);
    return table.size() - 1;
  }

  /** Tens of thousands of contents are in files whose names are absolute already. */
  private static String absolute(Path file) {
    String text = file.toString();
    return file.isAbsolute() && !text.contains("..")
        ? text
        : file.toAbsolutePath().normalize().toString();
  }

  private IndexBytes fileTable() throws IOException {
    IndexBytes bytes = new IndexBytes();
    bytes.writeInt(table.size());
    for (Referred file : table) {
      bytes.writeUTF(file.home());
      bytes.writeUTF(file.name());
      bytes.writeUTF(file.checked() ? TreeFile.CHECKED : TreeFile.state(file.path(), digests));
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
