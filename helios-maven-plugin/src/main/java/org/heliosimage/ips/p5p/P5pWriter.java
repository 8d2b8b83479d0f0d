package org.heliosimage.ips.p5p;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.tree.Content;

/**
 * Writes an archive of files that are given by name. All sizes are known before the first byte is
 * written, so the index comes first and nothing is written twice.
 */
public final class P5pWriter {

  private static final String MARK = "pkg5.repository";
  private static final int BUFFER = 1 << 16;

  private final SortedMap<String, Content> files = new TreeMap<>();
  private final SortedSet<String> folders = new TreeSet<>();

  /** Compresses the index. */
  @FunctionalInterface
  public interface Packer {
    void pack(Content content, OutputStream out) throws IOException;
  }

  /**
   * Adds a file.
   *
   * @param name as in a repository folder
   * @return false if there is one of this name already
   */
  public boolean add(String name, Content content) {
    return files.putIfAbsent(name, content) == null;
  }

  /** Adds a folder that may have nothing in it; those above files come by themselves. */
  public void addFolder(String name) {
    folders.add(name + "/");
  }

  /**
   * Writes the archive.
   *
   * @param time modification time of all members, seconds since 1970
   */
  public void write(Path file, long time, Packer packer) throws IOException {
    List<String> names = names();
    P5pIndex index = new P5pIndex();
    long offset = 0;
    for (String name : names) {
      TarBlock member = member(name);
      long length = TarBlock.headers(member, time, "").length + TarBlock.padded(member.size());
      index.add(member, offset, length);
      offset += length;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packer.pack(Content.of(index.bytes()), packed);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
      Content content = Content.of(packed.toByteArray());
      TarBlock first = new TarBlock(P5pIndex.NAME, content.size(), TarBlock.FILE);
      out.write(TarBlock.headers(first, time, P5pIndex.COMMENT));
      write(content, out);
      for (String name : names) {
        out.write(TarBlock.headers(member(name), time, ""));
        write(files.getOrDefault(name, Content.of("")), out);
      }
      // The end of a tar.
      out.write(new byte[2 * TarBlock.SIZE]);
    }
  }

  /** Folders before what is in them; the mark of the repository comes last. */
  private List<String> names() {
    SortedMap<String, Boolean> names = new TreeMap<>();
    SortedSet<String> all = new TreeSet<>(files.keySet());
    all.addAll(folders);
    for (String name : all) {
      names.put(name, true);
      for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
        names.put(name.substring(0, slash + 1), false);
      }
    }
    List<String> ordered = new ArrayList<>(names.keySet());
    if (ordered.remove(MARK)) {
      ordered.add(MARK);
    }
    return ordered;
  }

  private TarBlock member(String name) {
    Content content = files.get(name);
    return content == null
        ? new TarBlock(name, 0, TarBlock.FOLDER)
        : new TarBlock(name, content.size(), TarBlock.FILE);
  }

  private static void write(Content content, OutputStream out) throws IOException {
    content.copyTo(out);
    out.write(new byte[(int) (TarBlock.padded(content.size()) - content.size())]);
  }
}
