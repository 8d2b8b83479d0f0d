package org.heliosimage.tree;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A gzip file seen unpacked.
 *
 * @param file the gzip file
 * @param size length of the unpacked bytes
 * @param sha1 SHA-1 of the unpacked bytes in hexadecimal, which is checked whenever they are read;
 *     null if it is not known
 */
public record GzipFile(Path file, long size, @Nullable String sha1) implements Content {

  private static final int BUFFER = 1 << 15;

  /** How a member without name, comment and extra field begins, as nearly all do. */
  private static final byte[] PLAIN = {0x1f, (byte) 0x8b, 8, 0};

  private static final int HEADER = 10;
  private static final int TRAILER = 8;

  @Override
  public InputStream open() throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      InputStream unpacked = new GZIPInputStream(new BufferedInputStream(raw, BUFFER), BUFFER);
      return sha1 == null
          ? new SizedInputStream(unpacked, size, toString())
          : SizedInputStream.checked(unpacked, size, toString(), digest(), sha1);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** At once and without the layers of streams, which is what takes the time of small files. */
  @Override
  public byte[] bytes() throws IOException {
    int length = Math.toIntExact(size);
    Optional<byte[]> all =
        file.toFile().length() <= size + BUFFER ? inflate(length) : Optional.empty();
    // Whatever is unusual takes the long way, and what is wrong is told there.
    return all.isPresent() ? all.get() : Content.super.bytes();
  }

  private Optional<byte[]> inflate(int length) throws IOException {
    byte[] packed = Files.readAllBytes(file);
    int body = packed.length - HEADER - TRAILER;
    if (body < 0 || !Arrays.equals(packed, 0, PLAIN.length, PLAIN, 0, PLAIN.length)) {
      return Optional.empty();
    }
    byte[] all = new byte[length];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed, HEADER, body);
      int done = 0;
      for (int count = 1; count > 0 && done < length; done += count) {
        count = inflater.inflate(all, done, length - done);
      }
      // The mark of the end may come after the last byte.
      if (done < length || (!inflater.finished() && inflater.inflate(new byte[1]) > 0)) {
        return Optional.empty();
      }
      if (!inflater.finished() || inflater.getRemaining() > 0) {
        return Optional.empty();
      }
    } catch (DataFormatException e) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
    ByteBuffer trailer =
        ByteBuffer.wrap(packed, HEADER + body, TRAILER).order(ByteOrder.LITTLE_ENDIAN);
    CRC32 crc = new CRC32();
    crc.update(all);
    boolean sound =
        trailer.getInt() == (int) crc.getValue()
            && trailer.getInt() == length
            && (sha1 == null || HexFormat.of().formatHex(digest().digest(all)).equals(sha1));
    return sound ? Optional.of(all) : Optional.empty();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "gzip file " + file;
  }
}
