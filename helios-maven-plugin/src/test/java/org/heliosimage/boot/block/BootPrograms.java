package org.heliosimage.boot.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.heliosimage.codec.Bytes;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;

/** Boot programs of our own making that have the shape of the real ones, and do nothing. */
public final class BootPrograms {

  private BootPrograms() {}

  /** A boot environment with all four programs. */
  public static FileTree environment() throws Exception {
    Attributes directory = Attributes.of(0755, 0, 0, 0);
    FileTree tree = new FileTree(directory);
    tree.mkdirs("/boot", directory);
    put(tree, "/boot/pmbr", 0444, stageOne());
    put(tree, "/boot/gptzfsboot", 0444, loader(70_001, 0x200));
    put(tree, "/boot/loader64.efi", 0555, loader(30_000, 0x1000));
    put(tree, "/boot/loader32.efi", 0555, loader(20_003, 0xfffc - 32));
    return tree;
  }

  private static void put(FileTree tree, String path, int mode, byte[] bytes) throws Exception {
    tree.put(path, new RegularFile(Attributes.of(mode, 0, 0, 0), Content.of(bytes)));
  }

  /** A boot sector whose code halts. */
  public static byte[] stageOne() {
    byte[] sector = new byte[512];
    sector[0] = (byte) 0xF4;
    Arrays.fill(sector, 3, 0x3e, (byte) 0x11);
    Arrays.fill(sector, 0x3e, 0xfa, (byte) 0x90);
    Bytes.put16(sector, 0xfc, 1);
    Bytes.put64(sector, 0xfe, 256);
    Bytes.put8(sector, 0x1c2, 0xEE);
    Bytes.put32(sector, 0x1c6, 1);
    Bytes.put32(sector, 0x1ca, -1);
    Bytes.put16(sector, 0x1fe, 0xAA55);
    return sector;
  }

  /** A program of some length with its multiboot header at an offset, and a trailer. */
  public static byte[] loader(int minLength, int header) {
    int length = Math.max(minLength, header + 64);
    byte[] bytes = new byte[(length + 512 + 511) / 512 * 512];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Bytes.put32(bytes, header, 0x1BADB002);
    Bytes.put32(bytes, header + 4, 0x10003);
    Bytes.put32(bytes, header + 8, -(0x1BADB002 + 0x10003));
    Bytes.put32(bytes, header + 12, header);
    Bytes.put32(bytes, header + 16, 0);
    Bytes.put32(bytes, header + 20, length);
    Bytes.put64(bytes, header + 24, 0);
    int trailer = (length + 7) / 8 * 8;
    byte[] version = "1.1-test".getBytes(StandardCharsets.US_ASCII);
    Bytes.put32(bytes, trailer, (71 + version.length + 7) / 8 * 8);
    byte[] name = "EXTINFO".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, bytes, trailer + 8, name.length);
    Bytes.put8(bytes, trailer + 15, 1);
    Bytes.put32(bytes, trailer + 17, 71);
    Bytes.put16(bytes, trailer + 21, version.length);
    Bytes.put8(bytes, trailer + 23, 1);
    Bytes.put32(bytes, trailer + 24, 54);
    Bytes.put16(bytes, trailer + 28, 16);
    System.arraycopy(version, 0, bytes, trailer + 8 + 71, version.length);
    return bytes;
  }
}
