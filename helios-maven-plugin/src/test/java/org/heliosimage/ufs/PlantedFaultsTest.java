package org.heliosimage.ufs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heliosimage.Generator;
import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.ufs.read.UfsReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault in any structure of a good image is found. */
class PlantedFaultsTest {

  private static final int FAULTS = 100;
  private static final int SUPERBLOCK = 8192;
  private static final int FRAGMENT = 1024;
  private static final Attributes PLAIN = Attributes.of(0644, 0, 0, UfsImages.TIME);

  @TempDir Path folder;

  private byte[] image;

  private interface Fault {
    /** Plants the fault and says what it is. */
    String plant(Generator random);
  }

  @BeforeEach
  void goodImage() throws Exception {
    FileTree tree = new FileTree(PLAIN.withMode(0755));
    Generator random = new Generator(1);
    for (int i = 0; i < 12; i++) {
      tree.put("/d" + i, new Directory(PLAIN.withMode(0755)));
      tree.put("/d" + i + "/link", new Symlink(PLAIN, "target" + i));
      for (int j = 0; j < 10; j++) {
        Content content = Content.of(random.bytes(random.below(20_000)));
        tree.put("/d" + i + "/file" + j, new RegularFile(PLAIN, content));
      }
      Content large = Content.of(random.bytes(60_000 + random.below(200_000)));
      tree.put("/d" + i + "/large", new RegularFile(PLAIN, large));
      tree.link("/d" + i + "/large", "/d0/also" + i);
    }
    tree.put("/huge", new RegularFile(PLAIN, Content.of(random.bytes(4_400_000))));
    UfsImages.write(tree, UfsImages.spec(16, 8192), file());
    assertEquals(List.of(), UfsReader.check(file()));
    image = Files.readAllBytes(file());
  }

  private Path file() {
    return folder.resolve("image.ufs");
  }

  @Test
  void aHundredFaultsAreFound() throws Exception {
    List<Fault> kinds =
        List.of(
            this::superblockConstant,
            this::superblockCount,
            this::superblockState,
            this::superblockCopy,
            this::groupHeader,
            this::groupCount,
            this::groupTable,
            this::inodeMap,
            this::freeMap,
            this::summary,
            this::inodeType,
            this::inodeNames,
            this::inodeSize,
            this::inodeSectors,
            this::inodeOwner,
            this::lostInode,
            this::lostBlock,
            this::sharedBlock,
            this::blockOutside,
            this::indirectAddress,
            this::indirectBlock,
            this::entryInode,
            this::entryLength,
            this::entryName,
            this::dots);
    byte[] good = image.clone();
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < FAULTS; i++) {
      System.arraycopy(good, 0, image, 0, good.length);
      String fault = kinds.get(i % kinds.size()).plant(new Generator(i));
      assertFalse(Arrays.equals(good, image), fault + " changes nothing");
      Files.write(file(), image);
      if (UfsReader.check(file()).isEmpty()) {
        missed.add(i + ": " + fault);
      }
    }
    assertEquals(List.of(), missed);
  }

  private int word(int at) {
    return Bytes.i32(image, at);
  }

  private String flip(Generator random, String what, int at, int bytes) {
    int bit = random.below(8 * bytes);
    image[at + bit / 8] ^= (byte) (1 << bit % 8);
    return what + ", bit " + bit + " at " + at;
  }

  private int groupFragments() {
    return word(SUPERBLOCK + 188);
  }

  private int groupInodes() {
    return word(SUPERBLOCK + 184);
  }

  private int inode(int number) {
    int group = number / groupInodes();
    return (group * groupFragments() + 28) * FRAGMENT + number % groupInodes() * 128;
  }

  /** The place of an inode of a type with at least so many bytes. */
  private int someInode(Generator random, int type, int bytes) {
    List<Integer> found = new ArrayList<>();
    int inodes = groupInodes() * word(SUPERBLOCK + 44);
    for (int number = 4; number < inodes; number++) {
      int at = inode(number);
      if ((Bytes.u16(image, at) & 0170000) == type && word(at + 8) >= bytes) {
        found.add(at);
      }
    }
    return random.oneOf(found);
  }

  private int someFile(Generator random, int bytes) {
    return someInode(random, 0100000, bytes);
  }

  private int someDirectory(Generator random) {
    return someInode(random, 0040000, 1);
  }

  private int someGroup(Generator random) {
    int group = random.below(word(SUPERBLOCK + 44));
    return (group * groupFragments() + 24) * FRAGMENT;
  }

  private String superblockConstant(Generator random) {
    int field =
        random.oneOf(
            8, 12, 16, 20, 24, 28, 36, 40, 44, 48, 52, 56, 60, 68, 72, 76, 80, 84, 88, 92, 96, 100,
            104, 108, 112, 116, 120, 124, 128, 144, 152, 156, 160, 164, 168, 172, 176, 180, 184,
            188, 856, 1320, 1336, 1340, 1348, 1356, 1360, 1372);
    return flip(random, "superblock", SUPERBLOCK + field, 4);
  }

  private String superblockCount(Generator random) {
    return flip(random, "counts of the superblock", SUPERBLOCK + 192, 16);
  }

  private String superblockState(Generator random) {
    int field = random.oneOf(32, 132);
    return flip(random, "state of the superblock", SUPERBLOCK + field, 4);
  }

  private String superblockCopy(Generator random) {
    int copy = someGroup(random) - 8 * FRAGMENT;
    return flip(random, "copy", copy + random.oneOf(8, 36, 44, 52, 152, 172, 184, 1372), 4);
  }

  private String groupHeader(Generator random) {
    int field = random.oneOf(4, 12, 16, 20, 84, 88, 92, 96, 100);
    return flip(random, "group header", someGroup(random) + field, 4);
  }

  private String groupCount(Generator random) {
    return flip(random, "counts of a group", someGroup(random) + 24, 16);
  }

  private String groupTable(Generator random) {
    int group = someGroup(random);
    int runs = random.below(2);
    int from = runs == 0 ? 56 : word(group + 84);
    int length = runs == 0 ? 12 : word(group + 92) - from;
    return flip(random, "tables of a group", group + from + random.below(length), 1);
  }

  private String inodeMap(Generator random) {
    int group = someGroup(random);
    int length = groupInodes() / 8;
    return flip(random, "inode map", group + word(group + 92) + random.below(length), 1);
  }

  private String freeMap(Generator random) {
    int group = someGroup(random);
    int length = groupFragments() / 8;
    return flip(random, "free map", group + word(group + 96) + random.below(length), 1);
  }

  private String summary(Generator random) {
    int length = 16 * word(SUPERBLOCK + 44);
    return flip(random, "summary", word(SUPERBLOCK + 152) * FRAGMENT + random.below(length), 1);
  }

  private String inodeType(Generator random) {
    int at = random.oneIn(2) ? someFile(random, 1) : someDirectory(random);
    int type = Bytes.u16(image, at) & 0170000;
    Bytes.put16(image, at, (Bytes.u16(image, at) ^ type) | random.oneOf(0, 0010000, 0150000));
    return "type of inode at " + at;
  }

  private String inodeNames(Generator random) {
    return flip(random, "names of inode", someFile(random, 0) + 2, 2);
  }

  private String inodeSize(Generator random) {
    // A change within the last fragment takes no other space, and a longer file that has whole
    // blocks only may as well end in a hole: no structure contradicts either.
    int at = someFile(random, 1);
    while (word(at + 8) > 12 * 4096 || word(at + 8) % 4096 == 0 || word(at + 8) % 4096 > 3072) {
      at = someFile(random, 1);
    }
    Bytes.put64(image, at + 8, Bytes.u64(image, at + 8) ^ 1L << 12 + random.below(50));
    return "size of inode at " + at;
  }

  private String inodeSectors(Generator random) {
    return flip(random, "sectors of inode", someFile(random, 0) + 104, 4);
  }

  private String inodeOwner(Generator random) {
    return flip(random, "owner of inode", someFile(random, 0) + random.oneOf(4, 116), 2);
  }

  private String lostInode(Generator random) {
    int at = inode(groupInodes() * word(SUPERBLOCK + 44) - 1 - random.below(50));
    Bytes.put16(image, at, 0100644);
    Bytes.put16(image, at + 2, 1);
    return "an inode without a name at " + at;
  }

  private String lostBlock(Generator random) {
    int at = someFile(random, 9000);
    Bytes.put32(image, at + 40 + 4 * random.below(2), 0);
    return "a block that is lost by the inode at " + at;
  }

  private String sharedBlock(Generator random) {
    int at = someFile(random, 5000);
    int other = someDirectory(random);
    Bytes.put32(image, at + 40, word(other + 40));
    return "a block of two inodes, one at " + at;
  }

  private String blockOutside(Generator random) {
    int at = someFile(random, 1);
    Bytes.put32(image, at + 40, random.oneOf(-1, Integer.MIN_VALUE, 1 << 20, 3, 24, 9));
    return "a block outside of the inode at " + at;
  }

  private String indirectAddress(Generator random) {
    int at = someFile(random, 60_000);
    return flip(random, "address of addresses", at + 88, 4);
  }

  private String indirectBlock(Generator random) {
    int at = someFile(random, 60_000);
    int slot = random.below(1024);
    return flip(random, "block of addresses", word(at + 88) * FRAGMENT + 4 * slot, 4);
  }

  private int someEntry(Generator random, int least) {
    int directory = someDirectory(random);
    int start = word(directory + 40) * FRAGMENT;
    List<Integer> entries = new ArrayList<>();
    for (int at = start; at < start + 512; at += Bytes.u16(image, at + 4)) {
      entries.add(at);
    }
    return random.oneOf(entries.subList(least, entries.size()));
  }

  private String entryInode(Generator random) {
    return flip(random, "inode of an entry", someEntry(random, 0), 4);
  }

  private String entryLength(Generator random) {
    return flip(random, "length of an entry", someEntry(random, 0) + 4, 2);
  }

  private String entryName(Generator random) {
    int at = someEntry(random, 2);
    if (random.oneIn(2)) {
      return flip(random, "length of a name", at + 6, 2);
    }
    image[at + 8] = random.oneOf((byte) 0, (byte) 0x2f, (byte) 0xff);
    return "letter of a name at " + at;
  }

  private String dots(Generator random) {
    int start = word(someDirectory(random) + 40) * FRAGMENT;
    if (random.oneIn(2)) {
      return flip(random, "parent", start + 12, 4);
    }
    image[start + 8] = 'x';
    return "no dot at " + start;
  }
}
