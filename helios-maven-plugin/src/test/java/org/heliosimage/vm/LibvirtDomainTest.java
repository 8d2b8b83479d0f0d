package org.heliosimage.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.heliosimage.Peers;
import org.heliosimage.vm.VirtualMachine.Console;
import org.heliosimage.vm.VirtualMachine.Firmware;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;

class LibvirtDomainTest {

  @TempDir Path folder;

  private static VirtualMachine machine(Console console, Firmware firmware) {
    return new VirtualMachine("my-image", 2, 2L << 30, (30L << 30) + 1, console, firmware);
  }

  private static String value(Document document, String path) throws Exception {
    return XPathFactory.newInstance().newXPath().evaluate(path, document);
  }

  @ParameterizedTest
  @EnumSource(Console.class)
  void domainHasTheMachinesParts(Console console) throws Exception {
    for (Firmware firmware : Firmware.values()) {
      String xml =
          LibvirtDomain.xml(
              machine(console, firmware),
              Path.of("/disks/a & 'b'.qcow2"),
              Optional.of(Path.of("/disks/m.cpio")));
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
      assertEquals("my-image", value(document, "/domain/name"));
      assertEquals("2097152", value(document, "/domain/memory"));
      assertEquals("/disks/a & 'b'.qcow2", value(document, "//disk[1]/source/@file"));
      assertEquals("raw", value(document, "//disk[2]/driver/@type"));
      assertEquals(firmware == Firmware.UEFI ? "efi" : "", value(document, "/domain/os/@firmware"));
      assertEquals(
          switch (console) {
            case TTYA -> "1";
            case TTYB -> "2";
            case VGA -> "0";
          },
          value(document, "count(//serial)"));
    }
  }

  @Test
  void settingsAreThoseThatTheScriptsInsistOn() throws Exception {
    String bash = Peers.require("bash", "bash");
    Path config = folder.resolve("my-image.sh");
    Files.writeString(
        config, EngvmConfig.text(machine(Console.TTYA, Firmware.BIOS), "helios-qemu's.raw"));
    String output =
        Peers.run(folder, bash, "-euc", ". " + config + "; echo $VM $INPUT_IMAGE $VCPU $MEM $SIZE")
            .ok();
    assertEquals("my-image helios-qemu's.raw 2 2097152 31G\n", output);
    assertTrue(Files.readString(config).endsWith("\n"));
  }
}
