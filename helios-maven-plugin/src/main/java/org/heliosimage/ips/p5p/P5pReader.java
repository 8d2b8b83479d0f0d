package org.heliosimage.ips.p5p;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The files of a package archive by their names. May be used by several threads. */
public final class P5pReader {

  private static final String TOO_LARGE = "its index is larger than any repository needs";

  /** What an entry of an index takes apart from its name. */
  private static final int LEAST_ENTRY = 20;

  private final Path name;
  private final ArchiveBytes archive;
  private final NavigableMap<String, Long> offsets;

  private P5pReader(Path name, ArchiveBytes archive, NavigableMap<String, Long> offsets) {
    this.name = name;
    this.archive = archive;
    this.offsets = offsets;
  }

  /** Reads the index, or all headers if there is none. */
  public static P5pReader open(Path archive) throws IOException {
    return open(archive, new ArchiveBytes.InFile(archive));
  }

  /**
   * The same of a small archive in memory.
   *
   * @param name what messages call it
   */
  public static P5pReader of(byte[] bytes, Path name) throws IOException {
    return open(name, new ArchiveBytes.InMemory(bytes));
  }

  private static P5pReader open(Path name, ArchiveBytes archive) throws IOException {
    try (ArchiveBytes.Blocks blocks = archive.open()) {
      TarMember first = TarMember.at(blocks, 0);
      if (first != null && first.name().equals(P5pIndex.NAME)) {
        if (first.size() > P5pIndex.MAX_BYTES) {
          throw new IOException(TOO_LARGE);
        }
        byte[] packed = archive.range(first.data(), first.size()).bytes();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
          byte[] text = in.readNBytes(P5pIndex.MAX_BYTES);
          if (in.read() >= 0) {
            throw new IOException(TOO_LARGE);
          }
          return new P5pReader(name, archive, P5pIndex.decode(text, first.end()));
        }
      }
      NavigableMap<String, Long> offsets = new TreeMap<>();
      long at = 0;
      long names = 0;
      for (TarMember member = first; member != null; member = TarMember.at(blocks, at)) {
        offsets.put(plain(member.name()), at);
        at = member.end();
        names += member.name().length() + LEAST_ENTRY;
        if (names > P5pIndex.MAX_BYTES) {
          throw new IOException("it has more members than any repository needs");
        }
      }
      return new P5pReader(name, archive, offsets);
    } catch (ArithmeticException e) {
      throw new P5pException(name, "is damaged: it has a number out of range", e);
    } catch (IOException e) {
      throw new P5pException(name, "cannot be read: " + e.getMessage(), e);
    }
  }

  /** Opens a file, null if there is none. */
  public @Nullable InputStream open(String member) throws IOException {
    Long offset = offsets.get(member);
    if (offset == null) {
      return null;
    }
    try (ArchiveBytes.Blocks blocks = archive.open()) {
      TarMember found = TarMember.at(blocks, offset);
      if (found == null || !plain(found.name()).equals(member) || !found.isFile()) {
        throw new IOException("its index is wrong about " + member);
      }
      return archive.range(found.data(), found.size()).open();
    } catch (IOException e) {
      throw new P5pException(name, "is damaged: " + e.getMessage(), e);
    }
  }

  /** The names in a folder, sorted; empty if there is none. */
  public List<String> list(String folder) {
    List<String> names = new ArrayList<>();
    String start = folder + "/";
    String at = offsets.higherKey(start);
    while (at != null && at.startsWith(start)) {
      int slash = at.indexOf('/', start.length());
      String name = at.substring(start.length(), slash < 0 ? at.length() : slash);
      if (!name.isEmpty() && (names.isEmpty() || !names.get(names.size() - 1).equals(name))) {
        names.add(name);
      }
      // Past all that is below it: a slash comes right before a zero.
      at = slash < 0 ? offsets.higherKey(at) : offsets.ceilingKey(start + name + "0");
    }
    return names.stream().sorted().distinct().toList();
  }

  /** Names of folders end in a slash, and tar may put a dot in front. */
  private static String plain(String name) {
    String plain = name.startsWith("./") ? name.substring(2) : name;
    return plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
  }
}
