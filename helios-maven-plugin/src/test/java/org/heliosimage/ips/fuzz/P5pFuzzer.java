package org.heliosimage.ips.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.p5p.P5pReader;

/** Any file is an archive whose members can be read, or ends in an exception that says why. */
public final class P5pFuzzer {

  private static final int BLOCK = 512;
  private static final int DEEPEST = 6;
  private static final Path NAME = Path.of("fuzzed.p5p");

  private P5pFuzzer() {}

  /** One input: an archive, or the text of an index and an archive behind it. */
  public static void fuzzerTestOneInput(byte[] data) {
    boolean index = data.length > 0 && data[0] == '#';
    byte[] archive =
        index ? withIndex(Arrays.copyOfRange(data, 1, data.length)) : withChecksums(data);
    try {
      P5pReader reader = P5pReader.of(archive, NAME);
      read(reader, "pkg5.repository");
      visit(reader, "publisher", 0);
    } catch (IpsException e) {
      // It is no archive.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void visit(P5pReader reader, String folder, int depth) {
    for (String name : reader.list(folder)) {
      if (name.isEmpty() || name.indexOf('/') >= 0) {
        throw new AssertionError("\"" + name + "\" is in " + folder);
      }
      read(reader, folder + "/" + name);
      if (depth < DEEPEST) {
        visit(reader, folder + "/" + name, depth + 1);
      }
    }
  }

  private static void read(P5pReader reader, String name) {
    try (InputStream in = reader.open(name)) {
      if (in != null) {
        in.readNBytes(1 << 16);
      }
    } catch (IOException e) {
      // It is damaged.
    }
  }

  /** What looks like a header gets its checksum, which mutations would break each time. */
  private static byte[] withChecksums(byte[] data) {
    byte[] fixed = data.clone();
    for (int at = 0; at + BLOCK <= fixed.length; at += BLOCK) {
      if (fixed[at + 257] == 'u' && fixed[at + 258] == 's') {
        putChecksum(fixed, at);
      }
    }
    return fixed;
  }

  private static void putChecksum(byte[] bytes, int at) {
    Arrays.fill(bytes, at + 148, at + 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += bytes[at + i] & 0xff;
    }
    put(bytes, at + 148, String.format(Locale.ROOT, "%06o\0 ", sum));
  }

  private static void put(byte[] bytes, int at, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, bytes, at, ascii.length);
  }

  private static byte[] withIndex(byte[] text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int padded = (packed.size() + BLOCK - 1) / BLOCK * BLOCK;
    byte[] archive = new byte[BLOCK + padded + 3 * BLOCK];
    header(archive, 0, "pkg5.index.0.gz", packed.size());
    System.arraycopy(packed.toByteArray(), 0, archive, BLOCK, packed.size());
    header(archive, BLOCK + padded, "publisher/p/pkg/a/1", 3);
    return archive;
  }

  private static void header(byte[] archive, int at, String name, int size) {
    put(archive, at, name);
    put(archive, at + 124, String.format(Locale.ROOT, "%011o\0", size));
    archive[at + 156] = '0';
    put(archive, at + 257, "ustar\00000");
    putChecksum(archive, at);
  }
}
