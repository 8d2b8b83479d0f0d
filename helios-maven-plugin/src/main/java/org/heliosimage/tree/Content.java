package org.heliosimage.tree;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The bytes of a file, by reference. Implementations are immutable and safe for use by several
 * threads; the same content may be opened any number of times.
 */
public interface Content {

  /** Length in bytes, known without reading. */
  long size();

  /**
   * Opens the bytes from the first to the last.
   *
   * @throws IOException if the source is gone; a source that is shorter or longer than {@link
   *     #size()}, or fails its own check, ends in an exception while reading, never in other bytes
   */
  InputStream open() throws IOException;

  /** Writes all bytes to a stream. */
  default void copyTo(OutputStream out) throws IOException {
    try (InputStream in = open()) {
      if (in.transferTo(out) != size()) {
        throw new EOFException(this + " changed its size");
      }
    }
  }

  /** All bytes; only for contents that are known to be small. */
  default byte[] bytes() throws IOException {
    try (InputStream in = open()) {
      byte[] all = in.readNBytes(Math.toIntExact(size()));
      if (all.length != size() || in.read() >= 0) {
        throw new EOFException(this + " changed its size");
      }
      return all;
    }
  }

  /** Larger texts are none that anybody edits. */
  int MAX_TEXT = 32 << 20;

  /** The bytes as UTF-8 text; only for contents that should be small. */
  default String text() throws IOException {
    if (size() > MAX_TEXT) {
      throw new IOException(this + " has " + size() + " bytes, too many for a text");
    }
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Contents held in memory; the array must not change afterwards. */
  static Content of(byte[] bytes) {
    return new Memory(bytes);
  }

  /** UTF-8 text held in memory. */
  static Content of(String text) {
    return new Memory(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Part of a file that does not change during the build. */
  static Content range(Path file, long offset, long length) {
    return new FileRange(file, offset, length);
  }

  /** A resource on the class path. */
  static Content resource(ClassLoader loader, String name, long size) {
    return new Resource(loader, name, size);
  }

  /** Bytes in memory. */
  final class Memory implements Content {
    private final byte[] data;

    private Memory(byte[] data) {
      this.data = data;
    }

    @Override
    public long size() {
      return data.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(data);
    }

    @Override
    public byte[] bytes() {
      return data.clone();
    }

    @Override
    public String toString() {
      return data.length + " bytes in memory";
    }
  }

  /** A resource on the class path. */
  record Resource(ClassLoader loader, String name, long size) implements Content {
    @Override
    public InputStream open() throws IOException {
      InputStream in = loader.getResourceAsStream(name);
      if (in == null) {
        throw new IOException("no resource " + name + " on the class path");
      }
      return new SizedInputStream(in, size, name);
    }

    @Override
    public String toString() {
      return "resource " + name;
    }
  }
}
