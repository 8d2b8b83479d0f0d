package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.heliosimage.codec.Bytes;
import org.heliosimage.codec.Nvlist;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.disk.Label;
import org.heliosimage.disk.RawFile;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.zfs.read.PoolReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What loader and kernel read in the pool of a finished image: labels, properties, boot files. */
class FinishedPoolTest {

  private static final String ARCHIVE = "/platform/i86pc/amd64/boot_archive";
  private static final int XDR_LITTLE_ENDIAN = 0x0101;

  private static PoolReader open(FileChannel image) throws Exception {
    DiskLayout layout = Label.read(image);
    return PoolReader.open(image, layout.zfs().offset(), layout.zfs().length());
  }

  private static byte[] bytes(FileTree tree, String path) throws Exception {
    return ((RegularFile) tree.get(path)).content().bytes();
  }

  private static String text(FileTree tree, String path) throws Exception {
    return new String(bytes(tree, path), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"qemu, s0,", "generic, s1, 268435456"})
  void labelsAndProperties(String machine, String slice, String bootSize) throws Exception {
    try (FileChannel image = FileChannel.open(SampleImages.of(machine));
        PoolReader pool = open(image)) {
      Nvlist config = pool.config();
      assertEquals("rpool", config.text("name").orElseThrow());
      assertEquals(1, config.number("state").orElseThrow(), "exported");
      Nvlist device = config.nested("vdev_tree").orElseThrow();
      assertTrue(device.text("path").orElseThrow().endsWith(slice));
      assertEquals(1, device.number("whole_disk").orElseThrow());
      assertEquals(9, device.number("ashift").orElseThrow());

      Map<String, String> properties = pool.poolProperties();
      String environment = properties.get("bootfs");
      assertTrue(environment.startsWith("rpool/ROOT/"), environment);
      assertEquals(bootSize, properties.get("bootsize"));
      assertEquals(
          List.of("rpool", "rpool/ROOT", environment, "rpool/home"),
          pool.datasets().stream().sorted().toList());
      Map<String, String> parent = pool.properties("rpool/ROOT");
      assertEquals("0", parent.get("canmount"), "off");
      assertEquals("legacy", parent.get("mountpoint"));
      Map<String, String> own = pool.properties(environment);
      assertEquals("2", own.get("canmount"), "noauto");
      assertEquals("legacy", own.get("mountpoint"));
      assertEquals("static", own.get("org.opensolaris.libbe:policy"));
      assertTrue(
          own.get("org.opensolaris.libbe:uuid")
              .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
      assertEquals("/home", pool.properties("rpool/home").get("mountpoint"));

      FileTree root = pool.tree("rpool");
      assertEquals(
          "title "
              + environment.substring("rpool/ROOT/".length())
              + "\nbootfs "
              + environment
              + "\n",
          text(root, "/boot/menu.lst"));
      assertEquals(0755, root.get("/boot").attributes().mode());
    }
  }

  @ParameterizedTest
  @CsvSource({"qemu", "generic"})
  void loaderFilesAndBootArchive(String machine) throws Exception {
    try (FileChannel image = FileChannel.open(SampleImages.of(machine));
        PoolReader pool = open(image)) {
      FileTree tree = pool.tree(pool.poolProperties().get("bootfs"));
      assertEquals("-h\n", text(tree, "/boot/config"));
      List<String> settings = text(tree, "/boot/conf.d/serial").lines().toList();
      List<String> serial =
          List.of("console=\"ttya\"", "os_console=\"ttya\"", "ttya-mode=\"115200,8,n,1,-\"");
      assertTrue(settings.containsAll(serial), settings::toString);
      for (String path : List.of("/boot/loader", "/boot/loader.rc", "/boot/defaults/loader.conf")) {
        assertTrue(tree.get(path) instanceof RegularFile, path);
      }

      byte[] archive;
      try (GZIPInputStream in =
          new GZIPInputStream(new ByteArrayInputStream(bytes(tree, ARCHIVE)))) {
        archive = in.readAllBytes();
      }
      assertEquals("070707", new String(archive, 0, 6, StandardCharsets.US_ASCII));
      assertEquals(0, archive.length % 512);
      String end = new String(archive, archive.length - 1024, 1024, StandardCharsets.ISO_8859_1);
      assertTrue(end.stripTrailing().replaceAll("\0+$", "").endsWith("TRAILER!!!"));
      byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(archive);
      assertEquals(HexFormat.of().formatHex(sha1) + "\n", text(tree, ARCHIVE + ".hash"));
      checkRecords(tree);
    }
  }

  /** What the check of the first boot compares, so that it does not start the machine again. */
  private static void checkRecords(FileTree tree) throws Exception {
    byte[] packed = bytes(tree, "/boot/solaris/filestat.ramdisk");
    assertEquals(XDR_LITTLE_ENDIAN, Bytes.i32(packed, 0));
    int files = 0;
    Nvlist records = Nvlist.decode(packed);
    for (String path : records.values().keySet()) {
      Node node = tree.get("/" + path);
      if (node instanceof RegularFile file) {
        List<Long> sizeAndTime = List.of(file.content().size(), file.attributes().seconds());
        assertEquals(sizeAndTime, records.numbers(path), path);
        files++;
      }
    }
    assertTrue(files > 10, files + " files");
    assertTrue(records.has("platform/i86pc/kernel/amd64/unix"));
    Node stamp = tree.get("/boot/solaris/timestamp.cache");
    assertEquals(0, bytes(tree, "/boot/solaris/timestamp.cache").length);
    assertTrue(stamp.attributes().seconds() >= tree.get(ARCHIVE).attributes().seconds());
    for (String path : List.of(ARCHIVE, ARCHIVE + ".hash", "/boot/solaris/timestamp.cache")) {
      assertEquals(0644, tree.get(path).attributes().mode(), path);
    }
  }

  @Test
  void withoutLabelThePoolIsAllOfTheDisk() throws Exception {
    try (FileChannel image = FileChannel.open(SampleImages.of("bare"))) {
      assertEquals(96 << 20, image.size());
      byte[] front = RawFile.read(image, 0, 16 << 10);
      assertTrue(Bytes.isZero(front, 0, 8 << 10), "neither boot block nor partition table");
      byte[] label = RawFile.read(image, 16 << 10, 12);
      assertEquals(1, label[0], "XDR");
      byte[] hole = RawFile.read(image, 512 << 10, 7 << 19);
      assertTrue(Bytes.isZero(hole, 0, hole.length), "no stage two");
      byte[] last = RawFile.read(image, image.size() - (256 << 10) + (16 << 10), 12);
      assertEquals(HexFormat.of().formatHex(label), HexFormat.of().formatHex(last));
      try (PoolReader pool = PoolReader.open(image, 0, image.size())) {
        assertEquals("data", pool.name());
        Nvlist device = pool.config().nested("vdev_tree").orElseThrow();
        assertEquals(0, device.number("whole_disk").orElse(0));
        assertEquals(
            image.size() - 4_718_592, device.number("asize").orElseThrow(), "all but the labels");
      }
    }
  }
}
