package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;
import org.heliosimage.codec.Bytes;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.disk.Label;
import org.heliosimage.disk.RawFile;
import org.heliosimage.disk.Slice;

/** Draws where things are on the disk of a finished image, with the numbers that are in it. */
final class DiskPicture {

  private static final int LEFT = 20;
  private static final int HEIGHT = 64;
  private static final int DISK_TOP = 40;
  private static final int POOL_TOP = 240;

  /** Where the two numbers of the boot code are: how many sectors to load, and from where. */
  private static final int SECTORS = 0xfc;

  private static final int ADDRESS = 0xfe;

  /** Half a label of a pool: 256 KiB, of which there are two in front and two at the end. */
  private static final int POOL_LABEL = 512;

  private static final int POOL_DATA = 8192;

  private final StringBuilder svg = new StringBuilder();
  private int at = LEFT;

  private DiskPicture() {}

  /** The picture of an image with an EFI system partition. */
  static String of(Path image) throws IOException {
    try (FileChannel channel = FileChannel.open(image)) {
      return new DiskPicture().draw(channel);
    }
  }

  private String draw(FileChannel image) throws IOException {
    DiskLayout layout = Label.read(image);
    Slice esp = layout.esp().orElseThrow();
    Slice pool = layout.zfs();
    Slice reserved = layout.find(Slice.Kind.RESERVED).orElseThrow();
    byte[] first = RawFile.read(image, 0, Slice.SECTOR);
    byte[] second = RawFile.read(image, pool.offset(), Slice.SECTOR);
    long stageTwo = Bytes.u64(second, ADDRESS);
    long last = layout.size() / Slice.SECTOR - 1;

    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 400" font-family="sans-serif" font-size="12">
        <style>
        .box { stroke: #334; fill: #dde6f0 } .boot { fill: #f6d9b0 } .free { fill: #f4f4f4 } .data { fill: #cfe8cf }
        .arrow { stroke: #b04a00; fill: none; stroke-width: 1.5 } .number { fill: #556; font-size: 11px }
        </style>
        <rect width="960" height="400" fill="white"/>
        """);
    text(
        LEFT,
        DISK_TOP - 14,
        "The disk, " + (layout.size() >> 20) + " MiB; numbers are sectors of 512 bytes",
        "");
    int mbr = box(DISK_TOP, 110, "boot", "boot code", "0");
    box(DISK_TOP, 110, "", "GPT", "1 – 33");
    box(DISK_TOP, 160, "boot", "EFI system partition", range(esp));
    int slice = box(DISK_TOP, 260, "data", "ZFS slice: the pool", range(pool));
    box(DISK_TOP, 140, "free", "reserved", range(reserved));
    box(DISK_TOP, 140, "", "GPT again", (reserved.endSector()) + " – " + last);

    text(LEFT + 280, POOL_TOP - 14, "The ZFS slice; numbers count from its first sector", "");
    at = LEFT;
    int vbr = box(POOL_TOP, 110, "boot", "boot code", "0");
    box(POOL_TOP, 130, "", "label 0", "16 – " + (POOL_LABEL - 1));
    box(POOL_TOP, 130, "", "label 1", POOL_LABEL + " – " + (2 * POOL_LABEL - 1));
    long begin = stageTwo - pool.firstSector();
    int loader =
        box(
            POOL_TOP,
            160,
            "boot",
            "stage 2",
            begin + " – " + (begin + Bytes.u16(second, SECTORS) - 1));
    box(POOL_TOP, 100, "free", "free", "– " + (POOL_DATA - 1));
    long labels = pool.length() / (256 << 10) * POOL_LABEL - 2 * POOL_LABEL;
    box(POOL_TOP, 180, "data", "blocks of the pool", POOL_DATA + " – " + (labels - 1));
    box(POOL_TOP, 110, "", "labels 2, 3", labels + " –");

    line(slice, DISK_TOP + HEIGHT, LEFT, POOL_TOP);
    line(slice + 260, DISK_TOP + HEIGHT, LEFT + 920, POOL_TOP);
    arrow(
        mbr + 30,
        DISK_TOP + HEIGHT,
        vbr + 30,
        POOL_TOP,
        "loads " + Bytes.u16(first, SECTORS) + " sector from " + Bytes.u64(first, ADDRESS));
    svg.append(
        "<path class=\"arrow\" marker-end=\"url(#tip)\" d=\"M%d %d C%d %d %d %d %d %d\"/>%n"
            .formatted(
                vbr + 55,
                POOL_TOP + HEIGHT,
                vbr + 55,
                370,
                loader + 80,
                370,
                loader + 80,
                POOL_TOP + HEIGHT + 4));
    text(
        vbr + 150,
        365,
        "loads " + Bytes.u16(second, SECTORS) + " sectors from " + stageTwo,
        "number");
    svg.append(
        "<defs><marker id=\"tip\" markerWidth=\"8\" markerHeight=\"8\" refX=\"6\" refY=\"3\" orient=\"auto\">"
            + "<path d=\"M0 0 L6 3 L0 6 z\" fill=\"#b04a00\"/></marker></defs>\n</svg>\n");
    return svg.toString().replace(System.lineSeparator(), "\n");
  }

  private static String range(Slice slice) {
    return slice.firstSector() + " – " + (slice.endSector() - 1);
  }

  /** Draws the next box of a row; gives its left side. */
  private int box(int top, int width, String kind, String name, String numbers) {
    int left = at;
    svg.append(
        "<rect class=\"box %s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n"
            .formatted(kind, left, top, width, HEIGHT));
    text(left + 8, top + 26, name, "");
    text(left + 8, top + 46, numbers, "number");
    at += width;
    return left;
  }

  private void arrow(int fromX, int fromY, int toX, int toY, String label) {
    svg.append(
        "<path class=\"arrow\" marker-end=\"url(#tip)\" d=\"M%d %d L%d %d\"/>%n"
            .formatted(fromX, fromY, toX, toY - 4));
    text(fromX + 10, fromY + 30, label, "number");
  }

  private void line(int fromX, int fromY, int toX, int toY) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<path stroke=\"#99a\" stroke-dasharray=\"4\" d=\"M%d %d L%d %d\"/>%n",
            fromX,
            fromY,
            toX,
            toY));
  }

  private void text(int x, int y, String text, String kind) {
    svg.append("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(kind, x, y, text));
  }
}
