package org.heliosimage.ufs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.heliosimage.Generator;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.TreeComparison;
import org.heliosimage.ufs.read.UfsReader;
import org.heliosimage.ufs.write.UfsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UfsRoundTripTest {

  private static final Attributes PLAIN = Attributes.of(0644, 0, 0, UfsImages.TIME);

  @TempDir Path folder;

  private Path image() {
    return folder.resolve("image.ufs");
  }

  private void roundTrip(FileTree tree, UfsSpec spec) throws Exception {
    UfsImages.write(tree, spec, image());
    assertEquals(spec.size(), Files.size(image()));
    assertEquals(List.of(), UfsReader.check(image()));
    assertEquals(
        List.of(), new TreeComparison(UfsReader.read(image()), UfsWriter.stored(tree)).run());
  }

  @Test
  void randomTrees() throws Exception {
    Generator.forAll(
        1,
        60,
        random -> {
          FileTree tree = UfsImages.randomTree(random, 200, 2 << 20);
          roundTrip(
              tree, UfsImages.spec(random.between(6, 40), random.oneOf(512, 2048, 4096, 16384)));
        });
  }

  @ParameterizedTest
  @CsvSource({"24, 2048", "24, 65536", "520, 4096", "1024, 8192", "3000, 4096", "9000, 8192"})
  void sizesOfFiles(int mebibytes, int density) throws Exception {
    roundTrip(UfsImages.edges(new Generator(mebibytes)), UfsImages.spec(mebibytes, density));
  }

  @Test
  void anEmptyTreeHasLostAndFound() throws Exception {
    roundTrip(new FileTree(PLAIN.withMode(0755)), UfsImages.spec(1, 2048));
    FileTree read = UfsReader.read(image());
    assertEquals(1, read.list("/").size());
    assertEquals(0700, read.get("/lost+found").attributes().mode());
  }

  @Test
  void manyNamesInManyDirectories() throws Exception {
    FileTree tree = new FileTree(PLAIN.withMode(0755));
    tree.put("/lost+found", new Directory(PLAIN.withMode(0711)));
    tree.put("/lost+found/one", new RegularFile(PLAIN, Content.of("found")));
    for (int i = 0; i < 6000; i++) {
      String path = "/d" + i % 40;
      tree.mkdirs(path, PLAIN.withMode(0755));
      tree.put(path + "/file-" + i, new RegularFile(PLAIN, Content.of("text " + i)));
    }
    for (int i = 0; i < 300; i++) {
      tree.link("/lost+found/one", "/d1/also" + i);
    }
    roundTrip(tree, UfsImages.spec(20, 2048));
  }

  @Test
  void equalTreesGiveEqualImages() throws Exception {
    UfsSpec spec = UfsImages.spec(20, 2048);
    UfsImages.write(UfsImages.randomTree(new Generator(3), 100, 1 << 20), spec, image());
    Path other = folder.resolve("other.ufs");
    UfsImages.write(UfsImages.randomTree(new Generator(3), 100, 1 << 20), spec, other);
    assertEquals(-1, Files.mismatch(image(), other));
  }

  /** A file of zeros with a mark every so often, far larger than memory. */
  private record Marked(long size) implements Content {
    private static final int PERIOD = 1 << 24;

    @Override
    public InputStream open() {
      return new InputStream() {
        private long at;

        @Override
        public int read() {
          return at >= size ? -1 : at++ % PERIOD == 0 ? (int) (at >>> 24) & 0xff : 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
          if (at >= size) {
            return -1;
          }
          long inPeriod = at % PERIOD;
          if (inPeriod == 0) {
            target[offset] = (byte) read();
            return 1;
          }
          int count = (int) Math.min(Math.min(length, PERIOD - inPeriod), size - at);
          Arrays.fill(target, offset, offset + count, (byte) 0);
          at += count;
          return count;
        }
      };
    }
  }

  @Test
  void threeLevelsOfAddresses() throws Exception {
    FileTree tree = new FileTree(PLAIN.withMode(0755));
    long size = (12L + 1024 + (1 << 20) + 1500) * 4096 + 17;
    tree.put("/large", new RegularFile(PLAIN, new Marked(size)));
    UfsSpec spec = UfsImages.spec(4200, 65536);
    UfsImages.write(tree, spec, image());
    assertEquals(List.of(), UfsReader.check(image()));
    Content found = ((RegularFile) UfsReader.read(image()).get("/large")).content();
    assertEquals(size, found.size());
    try (InputStream in = found.open();
        InputStream meant = new Marked(size).open()) {
      byte[] is = new byte[1 << 20];
      byte[] should = new byte[1 << 20];
      int count;
      do {
        count = in.readNBytes(is, 0, is.length);
        assertEquals(count, meant.readNBytes(should, 0, should.length));
        assertArrayEquals(should, is);
      } while (count == is.length);
    }
  }

  @Test
  void theSizeItNeedsIsTheLeastThatWorks() throws Exception {
    Generator.forAll(
        100,
        20,
        random -> {
          FileTree tree = UfsImages.randomTree(random, 400, random.between(1 << 20, 12 << 20));
          tree.put("/more", new RegularFile(PLAIN, Content.of(random.bytes(2 << 20))));
          long density = random.oneOf(2048, 8192, 65536);
          UfsException e =
              assertThrows(
                  UfsException.class, () -> UfsWriter.prepare(tree, UfsImages.spec(1, density)));
          long needed = e.neededBytes() >> 20;
          assertTrue(needed > 1, e.getMessage());
          roundTrip(tree, UfsImages.spec(needed, density));
          assertThrows(
              UfsException.class,
              () -> UfsWriter.prepare(tree, UfsImages.spec(needed - 1, density)));
        });
  }

  @Test
  void whatCannotBeStoredIsNamed() throws Exception {
    FileTree tree = new FileTree(PLAIN.withMode(0755));
    tree.put("/device", new Device(PLAIN, false, 1 << 14, 0));
    UfsException e =
        assertThrows(UfsException.class, () -> UfsWriter.prepare(tree, UfsImages.spec(8, 2048)));
    assertTrue(e.getMessage().startsWith("/device cannot be in a UFS"), e.getMessage());
    FileTree second = new FileTree(PLAIN.withMode(0755));
    second.put("/lost+found", new RegularFile(PLAIN, Content.of("x")));
    assertThrows(UfsException.class, () -> UfsWriter.prepare(second, UfsImages.spec(8, 2048)));
    FileTree third = new FileTree(PLAIN.withMode(0755));
    assertThrows(UfsException.class, () -> UfsWriter.prepare(third, UfsImages.spec(8, 100)));
  }

  @Test
  void aContentOfAnotherSizeIsNoticed() throws Exception {
    for (int more : new int[] {-1, 1}) {
      FileTree tree = new FileTree(PLAIN.withMode(0755));
      byte[] bytes = new byte[5000];
      Content lying =
          new Content() {
            @Override
            public long size() {
              return bytes.length - more;
            }

            @Override
            public InputStream open() {
              return new SequenceInputStream(
                  new ByteArrayInputStream(bytes), InputStream.nullInputStream());
            }
          };
      tree.put("/file", new RegularFile(PLAIN, lying));
      assertThrows(
          EOFException.class, () -> UfsImages.write(tree, UfsImages.spec(8, 2048), image()));
    }
    assertFalse(Files.size(image()) == 0);
  }
}
