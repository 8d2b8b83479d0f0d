package org.heliosimage.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.heliosimage.Generator;
import org.heliosimage.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Qcow2OverlayTest {

  private static final int IMAGE_SIZE = 3 << 20;

  @TempDir Path folder;

  private byte[] image(Path file) throws Exception {
    byte[] bytes = new Generator(7).bytes(IMAGE_SIZE);
    Files.write(file, bytes);
    return bytes;
  }

  @Test
  void qemuReadsTheImageAndZerosBehindIt() throws Exception {
    String qemuImg = Peers.require("qemu-img", "qemu-utils");
    Path raw = folder.resolve("a image, with 'odd' name.raw");
    byte[] bytes = image(raw);
    Path overlay = folder.resolve("overlay.qcow2");
    Qcow2Overlay.create(overlay, raw, 5L << 20);

    Peers.run(folder, qemuImg, "check", overlay.toString()).ok();
    Path all = folder.resolve("all.raw");
    Peers.run(folder, qemuImg, "convert", "-O", "raw", overlay.toString(), all.toString()).ok();
    assertArrayEquals(Arrays.copyOf(bytes, 5 << 20), Files.readAllBytes(all));
  }

  @ParameterizedTest
  @ValueSource(longs = {IMAGE_SIZE, 30L << 30, 5L << 40, 64L << 40})
  void qemuFindsNoFaultWithAnySize(long size) throws Exception {
    String qemuImg = Peers.require("qemu-img", "qemu-utils");
    Path raw = folder.resolve("image.raw");
    image(raw);
    Path overlay = folder.resolve("overlay.qcow2");
    Qcow2Overlay.create(overlay, raw, size);
    Peers.run(folder, qemuImg, "check", overlay.toString()).ok();
    String info = Peers.run(folder, qemuImg, "info", "--output=json", overlay.toString()).ok();
    assertTrue(info.contains("\"virtual-size\": " + size), info);
    assertTrue(info.contains("\"backing-filename-format\": \"raw\""), info);
  }

  @Test
  void diskSmallerThanItsImageIsRefused() throws Exception {
    Path raw = folder.resolve("image.raw");
    image(raw);
    Path overlay = folder.resolve("overlay.qcow2");
    DiskException e =
        assertThrows(DiskException.class, () -> Qcow2Overlay.create(overlay, raw, 1 << 20));
    assertEquals(
        "a disk of 1048576 bytes cannot lie over image.raw, which has 3145728", e.getMessage());
    assertTrue(Files.notExists(overlay));
  }
}
