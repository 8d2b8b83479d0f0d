package org.heliosimage.zfs.zpl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.heliosimage.zfs.zap.ZapReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZnodeTest {

  private final SaLayouts layouts = new SaLayouts();

  @Test
  void fileHasItsAttributesWhereKernelsLook() throws Exception {
    Attributes attributes = new Attributes(04755, 3, 7, 1_700_000_000, 123_456_789, none());
    Znode znode = Znode.of(new RegularFile(attributes, Content.of("hello")), 2, 34, 4);
    SaArea area = znode.encode(layouts);
    assertEquals(8 + 136 + 24, area.bonus().length);
    assertEquals(0, area.spill().length);
    ByteBuffer in = read(area.bonus());
    assertEquals(0x2F505A, in.getInt(0));
    assertEquals(2 | 1 << 10, in.getShort(4));
    assertEquals(24, in.getShort(6));
    long[] expected = {
      0104755,
      5,
      4,
      3,
      7,
      34,
      0x40800000104L, //
      1_700_000_000,
      123_456_789,
      1_700_000_000,
      123_456_789, //
      1_700_000_000,
      123_456_789,
      1_700_000_000,
      123_456_789,
      2,
      3
    };
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], in.getLong(8 + 8 * i), "word " + i);
    }
    assertEquals(0x1000, in.getShort(8 + 136 + 2));
  }

  @Test
  void directoryCountsEntriesAndSubdirectories() throws Exception {
    Znode znode = Znode.directory(Attributes.of(0755, 0, 0, 1), 5, 2, 34, 4);
    ByteBuffer in = read(znode.encode(layouts).bonus());
    assertEquals(040755, in.getLong(8));
    assertEquals(7, in.getLong(16));
    assertEquals(0x40800000144L, in.getLong(56));
    assertEquals(4, in.getLong(128));
    assertEquals(0x40800000044L, Znode.directory(Attributes.of(0700, 0, 0, 1), 0, 0, 1, 4).flags());
    assertThrows(
        IllegalArgumentException.class,
        () -> Znode.of(new Directory(Attributes.of(0755, 0, 0, 1)), 1, 1, 1));
  }

  @Test
  void deviceNumberComesBeforeTheAcl() throws Exception {
    Device device = new Device(Attributes.of(0606, 0, 3, 1), true, 102, 0x1_0001);
    ByteBuffer in = read(Znode.of(device, 1, 2, 4).encode(layouts).bonus());
    assertEquals(060606, in.getLong(8));
    assertEquals(102L << 32 | 0x1_0001, in.getLong(8 + 128));
    assertEquals(5, in.getLong(8 + 136));
    assertEquals(40, in.getShort(6));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 143, 144})
  void targetOfALinkIsAt160(int length) throws Exception {
    Symlink link = new Symlink(Attributes.of(0644, 0, 0, 1), "t".repeat(length));
    SaArea area = Znode.of(link, 1, 2, 4).encode(layouts);
    ByteBuffer in = read(area.bonus());
    assertEquals(2 | 2 << 10, in.getShort(4));
    assertEquals(24, in.getShort(6));
    assertEquals(length, in.getShort(8));
    assertEquals(0120777, in.getLong(16));
    assertEquals(length, in.getLong(24));
    byte[] target = new byte[length];
    in.get(16 + 160, target);
    assertEquals("t".repeat(length), new String(target, StandardCharsets.UTF_8));
    assertEquals(0, area.spill().length);
  }

  @ParameterizedTest
  @ValueSource(ints = {145, 504, 505, 1024})
  void longTargetSpills(int length) throws Exception {
    Symlink link = new Symlink(Attributes.of(0777, 0, 0, 1), "t".repeat(length));
    SaArea area = Znode.of(link, 1, 2, 4).encode(layouts);
    assertEquals(168, area.bonus().length);
    assertEquals(2 | 1 << 10, read(area.bonus()).getShort(4));
    ByteBuffer spill = read(area.spill());
    assertEquals((8 + length + 511) / 512 * 512, area.spill().length);
    assertEquals(0x2F505A, spill.getInt(0));
    assertEquals(3 | 1 << 10, spill.getShort(4));
    assertEquals(length, spill.getShort(6));
    assertEquals('t', spill.get(8 + length - 1));
  }

  @Test
  void refusesATargetThatNobodyFollows() {
    Symlink link = new Symlink(Attributes.of(0777, 0, 0, 1), "t".repeat(1025));
    ZplException e =
        assertThrows(ZplException.class, () -> Znode.of(link, 1, 2, 4).encode(layouts));
    assertEquals(
        "the target of a symbolic link has 1025 bytes, more than the 1024 that illumos follows: "
            + "t".repeat(60)
            + "…",
        e.getMessage());
  }

  @Test
  void layoutsAreNumberedByFirstUse() throws Exception {
    Attributes attributes = Attributes.of(0644, 5, 6, 1);
    RegularFile file = new RegularFile(attributes, Content.of(""));
    Znode.of(file, 1, 2, 4).encode(layouts);
    Znode.of(file, 1, 2, 4).withXattrDirectory(99).encode(layouts);
    Znode.directory(attributes, 0, 0, 2, 4).encode(layouts);
    Znode.of(new Symlink(attributes, "a"), 1, 2, 4).encode(layouts);
    ZapReader zap = new ZapReader(layouts.layouts(1).build());
    zap.checkStructure(3);
    byte[] common = {0, 5, 0, 6, 0, 4, 0, 12, 0, 13, 0, 7, 0, 11, 0, 0, 0, 1, 0, 2, 0, 3, 0, 8};
    assertArrayEquals(join(common, 0, 16, 0, 19), zap.lookup("2"));
    assertArrayEquals(join(common, 0, 16, 0, 19, 0, 9), zap.lookup("3"));
    assertArrayEquals(join(common, 0, 16, 0, 19, 0, 17), zap.lookup("4"));
  }

  @Test
  void registryHasNumberSwapAndLength() throws Exception {
    ZapReader zap = new ZapReader(SaLayouts.registry(1).build());
    zap.checkStructure(20);
    assertEquals(0x10000000L, zap.number("ZPL_ATIME"));
    assertEquals(0x8000005L, zap.number("ZPL_MODE"));
    assertEquals(0x5803000FL, zap.number("ZPL_ZNODE_ACL"));
    assertEquals(0x30011L, zap.number("ZPL_SYMLINK"));
    assertEquals(0x40013L, zap.number("ZPL_DACL_ACES"));
    ZapReader master = new ZapReader(SaLayouts.master(1, 6, 7).build());
    assertEquals(6, master.number("REGISTRY"));
    assertEquals(7, master.number("LAYOUTS"));
  }

  @Test
  void extendedAttributesLiveInTheirOwnDirectory() throws Exception {
    Attributes file = Attributes.of(0600, 5, 6, 1);
    ByteBuffer in = read(Znode.xattrDirectory(file, 3, 77, 4).encode(layouts).bonus());
    assertEquals(041777, in.getLong(8));
    assertEquals(5, in.getLong(16));
    assertEquals(5, in.getLong(32));
    assertEquals(77, in.getLong(48));
    assertEquals(0x40800000145L, in.getLong(56));
    assertEquals(2, in.getLong(128));
    ByteBuffer value = read(Znode.xattr(file, 12, 78, 4).encode(layouts).bonus());
    assertEquals(0100644, value.getLong(8));
    assertEquals(12, value.getLong(16));
    assertEquals(0x40800000005L, value.getLong(56));
    Znode owner = Znode.of(new RegularFile(file, Content.of("x")), 1, 2, 4).withXattrDirectory(78);
    byte[] bonus = owner.encode(layouts).bonus();
    assertEquals(78, read(bonus).getLong(bonus.length - 8));
  }

  @Test
  void entriesNameTypeAndObject() {
    assertEquals(0x4000000000000022L, FileType.DIRECTORY.entry(34));
    assertEquals(0xA000000000000001L, FileType.SYMLINK.entry(1));
    assertEquals(20, FileType.DIRECTORY.dmuType());
    assertEquals(19, FileType.FIFO.dmuType());
    assertThrows(IllegalArgumentException.class, () -> FileType.REGULAR.entry(1L << 48));
  }

  private static SortedMap<String, Content> none() {
    return new TreeMap<>();
  }

  private static ByteBuffer read(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] join(byte[] head, int... tail) {
    ByteBuffer out = ByteBuffer.allocate(head.length + tail.length).put(head);
    for (int b : tail) {
      out.put((byte) b);
    }
    return out.array();
  }
}
