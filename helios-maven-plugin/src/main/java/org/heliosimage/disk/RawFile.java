package org.heliosimage.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.heliosimage.codec.Bytes;

/** Raw image files. What nobody writes takes no space on the disk that holds the image. */
public final class RawFile {

  private static final int COPY = 1 << 20;

  /** The unit in which file systems keep holes. */
  private static final int HOLE = 4096;

  private RawFile() {}

  /** Makes an image of zeros; there must be no file of that name. */
  public static FileChannel create(Path file, long size) throws IOException {
    FileChannel image =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.SPARSE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    try {
      extend(image, size);
      return image;
    } catch (IOException e) {
      image.close();
      throw e;
    }
  }

  /** Makes an image at least as large as asked. */
  public static void extend(FileChannel image, long size) throws IOException {
    if (image.size() < size) {
      write(image, size - 1, new byte[1], 0, 1);
    }
  }

  /** Writes all bytes of a range of an array. */
  public static void write(FileChannel image, long position, byte[] bytes, int offset, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    long at = position;
    while (buffer.hasRemaining()) {
      at += image.write(buffer, at);
    }
  }

  /** Writes the parts of a range of an array that are not zero, into an image that is. */
  public static void writeSparse(
      FileChannel image, long position, byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, HOLE - (int) ((position + done) % HOLE));
      if (Bytes.isZero(bytes, offset + done, part)) {
        done += part;
        continue;
      }
      int end = done + part;
      while (end < length) {
        int next = Math.min(length - end, HOLE);
        if (Bytes.isZero(bytes, offset + end, next)) {
          break;
        }
        end += next;
      }
      write(image, position + done, bytes, offset + done, end - done);
      done = end;
    }
  }

  /** Reads a range; an image that ends within it is an error. */
  public static byte[] read(FileChannel image, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    read(image, position, bytes, length);
    return bytes;
  }

  private static void read(FileChannel image, long position, byte[] bytes, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      if (image.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException(
            "the image ends at byte " + image.size() + ", before byte " + (position + length));
      }
    }
  }

  /** Copies a range, such as a slice, to the start of an empty file, and leaves zeros out. */
  public static void extract(FileChannel image, long position, long length, FileChannel target)
      throws IOException {
    copy(image, position, length, target, 0);
    extend(target, length);
  }

  /** Copies a range to a place of a file that is zero there, and leaves zeros out. */
  public static void copy(
      FileChannel image, long position, long length, FileChannel target, long at)
      throws IOException {
    byte[] buffer = new byte[(int) Math.min(COPY, length)];
    for (long done = 0; done < length; done += buffer.length) {
      int part = (int) Math.min(buffer.length, length - done);
      read(image, position + done, buffer, part);
      writeSparse(target, at + done, buffer, 0, part);
    }
  }
}
