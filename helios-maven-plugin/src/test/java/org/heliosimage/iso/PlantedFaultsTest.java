package org.heliosimage.iso;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.heliosimage.Generator;
import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.tree.TreeComparison;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault in any structure of a good image, or in its files, is found. */
class PlantedFaultsTest {

  private static final int FAULTS = 100;
  private static final int BLOCK = 2048;
  private static final int DESCRIPTOR = 16 * BLOCK;
  private static final int BOOT_RECORD = 17 * BLOCK;
  private static final int END = 18 * BLOCK;
  private static final int LITTLE_TABLE = 140;
  private static final int BIG_TABLE = 148;
  private static final int NAME = 33;
  private static final Attributes PLAIN = Attributes.of(0644, 1, 2, 1_700_000_000);

  @TempDir private Path folder;

  private byte[] image;

  /** Directory records but for those of directories in themselves, by their places. */
  private final List<Integer> records = new ArrayList<>();

  private interface Fault {
    /** Plants the fault and says what it is. */
    String plant(Generator random);
  }

  @BeforeEach
  void goodImage() throws Exception {
    FileTree tree = new FileTree(PLAIN.withMode(0755));
    Generator random = new Generator(1);
    for (int i = 0; i < 6; i++) {
      tree.mkdirs("/d" + i + "/deeper", PLAIN.withMode(0755));
      tree.put("/d" + i + "/link", new Symlink(PLAIN.withMode(0777), "../target" + i));
      tree.put("/d" + i + "/device", new Device(PLAIN, true, 7, i));
      tree.put("/d" + i + "/" + "long name ".repeat(20) + i, file(random, 100));
      for (int j = 0; j < 5; j++) {
        tree.put("/d" + i + "/file" + j, file(random, 1 + random.below(5000)));
      }
      tree.link("/d" + i + "/file0", "/also" + i);
    }
    tree.put("/cdboot", file(random, 3000));
    tree.put("/efi", file(random, 9000));
    IsoSpec spec =
        new IsoSpec(
            "TEST", Optional.of("cdboot"), Optional.of("efi"), Optional.empty(), PLAIN.seconds());
    try (FileChannel channel =
        FileChannel.open(path("good"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      IsoWriter.write(tree, spec, channel, done -> {});
    }
    image = Files.readAllBytes(path("good"));
    collect(DESCRIPTOR + 156);
    assertTrue(records.size() > 60, () -> records.size() + " records");
  }

  private static RegularFile file(Generator random, int size) {
    return new RegularFile(PLAIN, Content.of(random.bytes(size)));
  }

  private Path path(String name) {
    return folder.resolve(name + ".iso");
  }

  /** Notes the records of the directory that a record leads to, and of those in it. */
  private void collect(int directory) {
    int begin = Bytes.i32(image, directory + 2) * BLOCK;
    int end = begin + Bytes.i32(image, directory + 10);
    int number = 0;
    for (int at = begin; at < end; ) {
      if (image[at] == 0) {
        at = (at / BLOCK + 1) * BLOCK;
        continue;
      }
      if (number++ >= 2) {
        records.add(at);
        if (image[at + 25] == 2) {
          collect(at);
        }
      }
      at += image[at] & 0xff;
    }
  }

  @Test
  void aHundredFaultsAreFound() throws Exception {
    FileTree meant = IsoReader.read(path("good")).tree();
    List<Fault> kinds =
        List.of(
            r -> flip(r, "mark of a descriptor", DESCRIPTOR + r.below(3) * BLOCK, 7),
            r -> flip(r, "size of the volume", DESCRIPTOR + 80, 8),
            r -> flip(r, "size of a block", DESCRIPTOR + 128, 4),
            r -> flip(r, "size of a path table", DESCRIPTOR + 132, 8),
            r -> flip(r, "place of a path table", DESCRIPTOR + 140 + 8 * r.below(2), 4),
            r -> flip(r, "place of the root", DESCRIPTOR + 158, 8),
            r -> flip(r, "size of the root", DESCRIPTOR + 166, 8),
            r -> flip(r, "name of the boot record", BOOT_RECORD + 7, 23),
            r -> flip(r, "place of the boot catalog", BOOT_RECORD + 71, 4),
            r -> flip(r, "end of the descriptors", END, 1),
            r -> flip(r, "path table", table(LITTLE_TABLE, r), 8),
            r -> flip(r, "path table of the other order", table(BIG_TABLE, r), 8),
            r -> flip(r, "catalog's first entry", catalog(), 32),
            r -> flip(r, "kind of what BIOS boots", catalog() + 32, 2),
            r -> flip(r, "what BIOS boots", catalog() + 38, 6),
            r -> flip(r, "what UEFI boots", catalog() + 96 + 6, 6),
            r -> flip(r, "boot info table", data("cdboot") + 8, 16),
            r -> flip(r, "boot program", data("cdboot") + 64, 2900),
            r -> flip(r, "length of a record", any(r), 1),
            r -> flip(r, "place of a file or directory", any(r) + 2, 8),
            r -> flip(r, "size of a file or directory", any(r) + 10, 8),
            r -> change("flag of a directory", any(r) + 25, 2),
            r -> flip(r, "mode", entry(r, "PX") + 4, 8),
            r -> flip(r, "owner", entry(r, "PX") + 20, 8),
            r -> flip(r, "group", entry(r, "PX") + 28, 8),
            r -> flip(r, "time of modification", entry(r, "TF") + 5, 6),
            r -> flip(r, "name", entry(r, "NM") + 5, 2),
            r -> flip(r, "target of a link", entry(r, "SL") + 10, 2),
            r -> flip(r, "number of a device", entry(r, "PN") + 4, 16),
            r -> flip(r, "bytes of a file", data("file" + r.below(5)), 1));
    byte[] good = image.clone();
    Files.write(path("bad"), good);
    assertTrue(isSound(meant));
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < FAULTS; i++) {
      System.arraycopy(good, 0, image, 0, good.length);
      String fault = kinds.get(i % kinds.size()).plant(new Generator(i));
      assertFalse(Arrays.equals(good, image), fault + " changes nothing");
      Files.write(path("bad"), image);
      if (isSound(meant)) {
        missed.add(i + ": " + fault);
      }
    }
    assertEquals(List.of(), missed);
  }

  /** As helios:verify looks at it. */
  private boolean isSound(FileTree meant) {
    try {
      return new TreeComparison(IsoReader.read(path("bad")).tree(), meant).run().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private String flip(Generator random, String what, int at, int bytes) {
    int bit = random.below(8 * bytes);
    return change(what + ", bit " + bit, at + bit / 8, 1 << bit % 8);
  }

  private String change(String what, int at, int mask) {
    image[at] ^= (byte) mask;
    return what + " at " + at;
  }

  /** A place in a path table, whose own place is in a field of the descriptor. */
  private int table(int field, Generator random) {
    int block = Bytes.i32(image, DESCRIPTOR + field);
    int length = Bytes.i32(image, DESCRIPTOR + 132);
    int begin = (field == BIG_TABLE ? Integer.reverseBytes(block) : block) * BLOCK;
    return begin + random.below(length - 8);
  }

  private int catalog() {
    return Bytes.i32(image, BOOT_RECORD + 71) * BLOCK;
  }

  private int any(Generator random) {
    return records.get(random.below(records.size()));
  }

  /** Where some record has a system use entry. */
  private int entry(Generator random, String letters) {
    while (true) {
      int found = entry(any(random), letters);
      if (found > 0) {
        return found;
      }
    }
  }

  /** Where a record has a system use entry, or 0. */
  private int entry(int record, String letters) {
    int name = image[record + NAME - 1];
    int at = record + NAME + name + (name % 2 == 0 ? 1 : 0);
    int end = record + (image[record] & 0xff);
    for (; at + 4 <= end && image[at + 2] != 0; at += image[at + 2] & 0xff) {
      if (image[at] == letters.charAt(0) && image[at + 1] == letters.charAt(1)) {
        return at;
      }
    }
    return 0;
  }

  /** Where the bytes of the first file are that has a name. */
  private int data(String name) {
    for (int record : records) {
      int at = entry(record, "NM");
      if (at > 0 && new String(image, at + 5, image[at + 2] - 5, US_ASCII).equals(name)) {
        return Bytes.i32(image, record + 2) * BLOCK;
      }
    }
    throw new IllegalArgumentException(name);
  }
}
