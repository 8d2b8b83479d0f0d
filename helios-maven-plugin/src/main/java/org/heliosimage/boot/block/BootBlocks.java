package org.heliosimage.boot.block;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.disk.Guid;
import org.heliosimage.disk.RawFile;
import org.heliosimage.disk.Slice;
import org.heliosimage.fat.FatSpec;
import org.heliosimage.fat.FatWriter;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.TreeException;

/** Installs boot blocks on a labelled disk. */
public final class BootBlocks {

  private static final String PACKAGE = "system/boot/loader";
  private static final String STAGE_ONE = "/boot/pmbr";
  private static final String STAGE_TWO = "/boot/gptzfsboot";

  /** Programs for UEFI, and the names that firmware of 64 and of 32 bits looks for. */
  private static final SortedMap<String, String> EFI_LOADERS =
      new TreeMap<>(
          Map.of("/boot/loader64.efi", "bootx64.efi", "/boot/loader32.efi", "bootia32.efi"));

  /** Where ZFS leaves room for stage 2 in its slice, and how much. */
  private static final int STAGE_TWO_SECTOR = 1024;

  private static final int STAGE_TWO_ROOM = 7 << 19;

  /** Larger than any program for UEFI; bounds what is read into memory. */
  private static final int MAX_PROGRAM = 32 << 20;

  private final FileTree environment;
  private final DiskLayout layout;
  private final String seed;

  private BootBlocks(FileTree environment, DiskLayout layout, String seed) {
    this.environment = environment;
    this.layout = layout;
    this.seed = seed;
  }

  /**
   * Makes a disk bootable. Its label is written already; the pool may be written before or after.
   *
   * @param environment the boot environment that the programs come from
   * @param layout where the slices of the disk are
   * @param seed what the disk's UUID derives from
   * @param time modification time of the files in the EFI system partition, in seconds since 1970
   * @param image the disk
   * @throws BootBlockException if a program is missing or damaged, or the disk has no label
   */
  public static void install(
      FileTree environment, DiskLayout layout, String seed, long time, FileChannel image)
      throws IOException {
    if (!layout.labelled()) {
      throw new BootBlockException(
          "a disk without a label cannot be made bootable: leave out either \"label\": false of the"
              + " pool or the step make_bootable");
    }
    BootBlocks blocks = new BootBlocks(environment, layout, seed);
    blocks.installForBios(image);
    Optional<Slice> esp = layout.esp();
    if (esp.isPresent()) {
      blocks.installForEfi(esp.get(), time, image);
    }
  }

  private void installForBios(FileChannel image) throws IOException {
    Slice zfs = layout.zfs();
    StageOne one = new StageOne(program(STAGE_ONE, Slice.SECTOR), STAGE_ONE);
    byte[] two =
        new LoaderProgram(program(STAGE_TWO, STAGE_TWO_ROOM), STAGE_TWO)
            .forPoolAt(zfs.firstSector());
    UUID disk = Guid.derive(seed, "boot disk");
    long stageTwo = zfs.firstSector() + STAGE_TWO_SECTOR;
    put(image, 0, one.over(sector(image, 0), 1, zfs.firstSector(), disk));
    put(
        image,
        zfs.firstSector(),
        one.over(sector(image, zfs.firstSector()), two.length / Slice.SECTOR, stageTwo, disk));
    put(image, stageTwo, two);
  }

  private void installForEfi(Slice esp, long time, FileChannel image) throws IOException {
    Attributes directory = Attributes.of(0755, 0, 0, time);
    FileTree files = new FileTree(directory);
    files.mkdirs("/EFI/Boot", directory);
    for (Map.Entry<String, String> loader : EFI_LOADERS.entrySet()) {
      byte[] program =
          new LoaderProgram(program(loader.getKey(), MAX_PROGRAM), loader.getKey())
              .forPoolAt(layout.zfs().firstSector());
      files.put(
          "/EFI/Boot/" + loader.getValue(),
          new RegularFile(Attributes.of(0444, 0, 0, time), Content.of(program)));
    }
    FatWriter.write(files, FatSpec.fat32(esp.sectors()), image, esp.offset());
  }

  private byte[] program(String path, int room) throws IOException {
    Optional<Node> node;
    try {
      node = environment.find(environment.resolve(path, true));
    } catch (TreeException e) {
      node = Optional.empty();
    }
    if (node.isEmpty() || !(node.get() instanceof RegularFile file)) {
      throw new BootBlockException(
          "the boot environment lacks " + path + ": install the package " + PACKAGE);
    }
    if (file.content().size() > room) {
      throw new BootBlockException(
          path
              + " has "
              + file.content().size()
              + " bytes, but there is room for "
              + room
              + ": install a version of the package "
              + PACKAGE
              + " that fits");
    }
    return file.content().bytes();
  }

  private static byte[] sector(FileChannel image, long sector) throws IOException {
    return RawFile.read(image, sector * Slice.SECTOR, Slice.SECTOR);
  }

  private static void put(FileChannel image, long sector, byte[] bytes) throws IOException {
    RawFile.write(image, sector * Slice.SECTOR, bytes, 0, bytes.length);
  }
}
