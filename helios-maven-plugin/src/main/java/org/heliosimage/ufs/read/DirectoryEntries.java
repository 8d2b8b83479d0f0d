package org.heliosimage.ufs.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heliosimage.codec.Bytes;
import org.heliosimage.ufs.UfsException;

/** The entries of a directory. */
final class DirectoryEntries {

  private static final int CHUNK = 512;
  private static final int HEADER = 8;

  private final Inode directory;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /** A name of an inode. */
  record Entry(String name, int inode) {}

  private DirectoryEntries(Inode directory) {
    this.directory = directory;
  }

  /** All entries, the first two of which are the directory and its parent. */
  static List<Entry> read(Volume volume, Inode directory) throws IOException {
    DirectoryEntries reader = new DirectoryEntries(directory);
    if (directory.size() <= 0 || directory.size() % CHUNK != 0) {
      throw reader.damaged("has a wrong size");
    }
    try (InputStream in = new InodeStream(volume, directory, () -> {})) {
      byte[] chunk = new byte[CHUNK];
      while (in.readNBytes(chunk, 0, CHUNK) == CHUNK) {
        reader.chunk(chunk);
      }
    }
    if (reader.entries.size() < 2
        || !reader.entries.get(0).equals(new Entry(".", directory.number()))
        || !reader.entries.get(1).name.equals("..")) {
      throw reader.damaged("does not begin with itself and its parent");
    }
    return reader.entries;
  }

  private UfsException damaged(String problem) {
    return new UfsException("the directory " + directory.number() + " " + problem);
  }

  private void chunk(byte[] chunk) throws UfsException {
    int length;
    for (int at = 0; at < CHUNK; at += length) {
      length = Bytes.u16(chunk, at + 4);
      if (length < HEADER || length % 4 != 0 || at + length > CHUNK) {
        throw damaged("has an entry of a wrong length");
      }
      int inode = Bytes.i32(chunk, at);
      if (inode != 0) {
        entry(chunk, at, length, inode);
      }
    }
  }

  private void entry(byte[] chunk, int at, int length, int inode) throws UfsException {
    int nameLength = Bytes.u16(chunk, at + 6);
    if (nameLength == 0 || HEADER + nameLength + 1 > length) {
      throw damaged("has a name of a wrong length");
    }
    for (int i = 0; i <= nameLength; i++) {
      byte letter = chunk[at + HEADER + i];
      if ((letter == 0) != (i == nameLength) || letter == '/') {
        throw damaged("has a name of wrong characters");
      }
    }
    String name;
    try {
      name =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(chunk, at + HEADER, nameLength))
              .toString();
    } catch (CharacterCodingException e) {
      throw damaged("has a name that is not UTF-8");
    }
    if (!names.add(name)) {
      throw damaged("has the name " + name + " twice");
    }
    entries.add(new Entry(name, inode));
  }
}
