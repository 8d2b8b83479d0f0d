package org.heliosimage.ips.p5p;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.heliosimage.tree.Content;
import org.jspecify.annotations.Nullable;

/** The files of a package archive by their names. May be used by several threads. */
public final class P5pReader {

  private static final String TOO_LARGE = "its index is larger than any repository needs";

  /** What an entry of an index takes apart from its name. */
  private static final int LEAST_ENTRY = 20;

  private final Path archive;
  private final NavigableMap<String, Long> offsets;

  private P5pReader(Path archive, NavigableMap<String, Long> offsets) {
    this.archive = archive;
    this.offsets = offsets;
  }

  /** Reads the index, or all headers if there is none. */
  public static P5pReader open(Path archive) throws IOException {
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ)) {
      TarMember first = TarMember.at(channel, 0);
      if (first != null && first.name().equals(P5pIndex.NAME)) {
        if (first.size() > P5pIndex.MAX_BYTES) {
          throw new IOException(TOO_LARGE);
        }
        byte[] packed = Content.range(archive, first.data(), first.size()).bytes();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
          byte[] text = in.readNBytes(P5pIndex.MAX_BYTES);
          if (in.read() >= 0) {
            throw new IOException(TOO_LARGE);
          }
          return new P5pReader(archive, P5pIndex.decode(text, first.end()));
        }
      }
      NavigableMap<String, Long> offsets = new TreeMap<>();
      long at = 0;
      long names = 0;
      for (TarMember member = first; member != null; member = TarMember.at(channel, at)) {
        offsets.put(plain(member.name()), at);
        at = member.end();
        names += member.name().length() + LEAST_ENTRY;
        if (names > P5pIndex.MAX_BYTES) {
          throw new IOException("it has more members than any repository needs");
        }
      }
      return new P5pReader(archive, offsets);
    } catch (ArithmeticException e) {
      throw new P5pException(archive, "is damaged: it has a number out of range", e);
    } catch (IOException e) {
      throw new P5pException(archive, "cannot be read: " + e.getMessage(), e);
    }
  }

  /** Opens a file, null if there is none. */
  public @Nullable InputStream open(String name) throws IOException {
    Long offset = offsets.get(name);
    if (offset == null) {
      return null;
    }
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.READ)) {
      TarMember member = TarMember.at(channel, offset);
      if (member == null || !plain(member.name()).equals(name) || !member.isFile()) {
        throw new IOException("its index is wrong about " + name);
      }
      return Content.range(archive, member.data(), member.size()).open();
    } catch (IOException e) {
      throw new P5pException(archive, "is damaged: " + e.getMessage(), e);
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
