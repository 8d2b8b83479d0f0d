package org.heliosimage.tree;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a gzip file is read, the right bytes come out or an exception, and always the same. */
class GzipFileTest {

  private static final List<String> ALGORITHMS = List.of("SHA-1", "SHA-256", "SHA-512/256");

  @TempDir Path folder;

  private static byte[] gzip(byte[]... members) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (byte[] member : members) {
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(member);
      }
    }
    return packed.toByteArray();
  }

  private static Fingerprint print(String algorithm, byte[] bytes) {
    return GzipFiles.print(algorithm, bytes);
  }

  /** A way to read. */
  private interface Reading {
    byte[] read(GzipFile file) throws IOException;
  }

  private static final List<Reading> READINGS =
      List.of(
          GzipFile::bytes,
          file -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            file.copyTo(out);
            return out.toByteArray();
          },
          file -> {
            try (InputStream in = file.open()) {
              in.skipNBytes(file.size() / 2);
              byte[] rest = in.readAllBytes();
              byte[] all = new byte[(int) file.size()];
              System.arraycopy(rest, 0, all, all.length - rest.length, rest.length);
              try (InputStream again = file.open()) {
                again.readNBytes(all, 0, (int) (file.size() / 2));
              }
              return all;
            }
          },
          file -> {
            byte[] target = new byte[(int) file.size() + 20];
            try (GzipReader reader = new GzipReader()) {
              // The second time with whatever the first one has left.
              reader.read(file, target, 0);
              Arrays.fill(target, (byte) 0);
              reader.read(file, target, 11);
            }
            return Arrays.copyOfRange(target, 11, target.length - 9);
          });

  private static void reads(byte[] content, GzipFile file) throws IOException {
    for (Reading reading : READINGS) {
      assertArrayEquals(content, reading.read(file));
    }
  }

  private static void refuses(GzipFile file) {
    for (Reading reading : READINGS) {
      DamagedContentException e =
          assertThrows(DamagedContentException.class, () -> reading.read(file));
      assertEquals(file.file(), e.file());
      assertTrue(e.getMessage().startsWith(file.file() + " is damaged: "), e.getMessage());
    }
  }

  @Test
  void readsWhatIsRightAndNothingElse() throws Exception {
    Path path = folder.resolve("payload");
    Generator.forAll(
        1,
        300,
        generator -> {
          byte[] content = generator.compressible(generator.below(generator.oneOf(3, 90_000)));
          int cut = generator.below(content.length + 1);
          byte[] packed =
              generator.oneIn(4)
                  ? gzip(
                      Arrays.copyOf(content, cut), Arrays.copyOfRange(content, cut, content.length))
                  : gzip(content);
          Optional<Fingerprint> whole =
              generator.oneIn(2)
                  ? Optional.of(print(generator.oneOf(ALGORITHMS), packed))
                  : Optional.empty();
          Fingerprint unpacked = print(generator.oneOf(ALGORITHMS), content);
          Files.write(path, packed);
          GzipFile file = GzipFiles.of(path, content.length, whole, unpacked);
          reads(content, file);
          refuses(GzipFiles.of(path, content.length + 1L, whole, unpacked));
          if (content.length > 0) {
            refuses(GzipFiles.of(path, content.length - 1L, whole, unpacked));
          }
          Files.write(path, Arrays.copyOf(packed, generator.below(packed.length)));
          refusesOrReads(content, file);
          byte[] flipped = packed.clone();
          // Behind the header, whose time and system tell nothing of the content.
          flipped[10 + generator.below(8)] ^= (byte) (1 << generator.below(8));
          Files.write(path, flipped);
          refusesOrReads(content, file);
        });
  }

  /** A bit that is padding, or an empty member at the end, may be lost where no digest says so. */
  private static void refusesOrReads(byte[] content, GzipFile file) throws Exception {
    byte[] first = null;
    for (Reading reading : READINGS) {
      try {
        byte[] read = reading.read(file);
        assertArrayEquals(content, read);
        assertTrue(first != null || reading == READINGS.get(0), "they do not agree");
        first = read;
      } catch (DamagedContentException e) {
        assertNull(first, "they do not agree");
      }
    }
  }

  @Test
  void anotherContentIsRefusedWhateverItsSums() throws Exception {
    byte[] content = new Generator(1).compressible(5000);
    byte[] other = content.clone();
    other[2500] ^= 1;
    Path path = Files.write(folder.resolve("payload"), gzip(other));
    for (String algorithm : ALGORITHMS) {
      Fingerprint whole = print(algorithm, gzip(content));
      Fingerprint unpacked = print(algorithm, content);
      refuses(GzipFiles.of(path, 5000, Optional.empty(), unpacked));
      refuses(GzipFiles.of(path, 5000, Optional.of(whole), unpacked));
    }
  }

  @Test
  void theSameContentMayBeCompressedAnew() throws Exception {
    byte[] content = new Generator(2).compressible(200_000);
    byte[] anew = gzip(content);
    anew[9] = 3;
    Path path = Files.write(folder.resolve("payload"), anew);
    Optional<Fingerprint> whole = Optional.of(print("SHA-256", gzip(new byte[1])));
    reads(content, GzipFiles.of(path, content.length, whole, print("SHA-1", content)));
    refuses(GzipFiles.of(path, content.length, whole, print("SHA-1", new byte[1])));
  }

  @Test
  void noMemoryIsTakenOnTheWordOfOthers() throws Exception {
    Path path = Files.write(folder.resolve("payload"), gzip(new byte[10]));
    for (long size : List.of(1L << 30, 1L << 40, Long.MAX_VALUE)) {
      GzipFile file = GzipFiles.of(path, size, Optional.empty(), print("SHA-1", new byte[0]));
      assertThrows(DamagedContentException.class, file::bytes);
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Path path = folder.resolve("missing");
    GzipFile file = GzipFiles.of(path, 1L << 40, Optional.empty(), print("SHA-1", new byte[0]));
    for (Reading reading : List.<Reading>of(GzipFile::bytes, each -> each.open().readAllBytes())) {
      FileNotFoundException e = assertThrows(FileNotFoundException.class, () -> reading.read(file));
      assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
    }
  }
}
