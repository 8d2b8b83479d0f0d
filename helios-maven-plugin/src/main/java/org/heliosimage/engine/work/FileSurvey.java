package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * What a finished file is like, found out in one pass.
 *
 * @param sha256 digest of its bytes
 * @param allocated bytes of its 4 KiB pages that are not all zero: what it takes on a file system
 *     that keeps holes, without asking this one
 */
public record FileSurvey(String sha256, long allocated) {

  private static final int PAGE = 4096;
  private static final byte[] ZEROS = new byte[WrittenChannel.CHUNK];

  /**
   * Surveys a file.
   *
   * @param written the chunks to read, if the others are known to be zeros
   */
  public static FileSurvey of(Path file, Optional<BitSet> written) throws IOException {
    MessageDigest digest = Hex.sha256();
    byte[] bytes = new byte[WrittenChannel.CHUNK];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long allocated = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      for (long at = 0; at < size; at += bytes.length) {
        int length = (int) Math.min(bytes.length, size - at);
        if (written.isPresent() && !written.get().get((int) (at / bytes.length))) {
          digest.update(ZEROS, 0, length);
          continue;
        }
        buffer.clear().limit(length);
        while (buffer.hasRemaining()) {
          if (channel.read(buffer, at + buffer.position()) < 0) {
            throw new WorkException(file + " became shorter while it was read");
          }
        }
        digest.update(bytes, 0, length);
        allocated += allocated(bytes, 0, length);
      }
    }
    return new FileSurvey(Hex.of(digest), allocated);
  }

  /** Surveys a file while it is written. */
  public static final class Running {
    private final MessageDigest digest = Hex.sha256();
    private long allocated;
    private long size;

    /** Takes the next bytes, of an array; all but the last have to be whole pages. */
    public void add(ByteBuffer bytes) {
      if (size % PAGE != 0) {
        throw new IllegalStateException("bytes after " + size + " do not start a page");
      }
      int first = bytes.arrayOffset() + bytes.position();
      int length = bytes.remaining();
      size += length;
      allocated += allocated(bytes.array(), first, length);
      digest.update(bytes.array(), first, length);
    }

    /** What the file is like, which holds just these bytes. */
    public FileSurvey result(Path file) throws IOException {
      if (Files.size(file) != size) {
        throw new WorkException(file + " changed while it was written");
      }
      return new FileSurvey(Hex.of(digest), allocated);
    }
  }

  private static long allocated(byte[] bytes, int first, int length) {
    long allocated = 0;
    int last = first + length;
    for (int page = first; page < last; page += PAGE) {
      int end = Math.min(page + PAGE, last);
      if (!Arrays.equals(bytes, page, end, ZEROS, 0, end - page)) {
        allocated += PAGE;
      }
    }
    return allocated;
  }
}
