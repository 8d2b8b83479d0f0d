package org.heliosimage.ips.publish.sample.boot;

import static org.heliosimage.ips.publish.sample.x86.Register.A;
import static org.heliosimage.ips.publish.sample.x86.Register.D;
import static org.heliosimage.ips.publish.sample.x86.Register.DI;
import static org.heliosimage.ips.publish.sample.x86.Register.SI;
import static org.heliosimage.ips.publish.sample.x86.Width.DOUBLE;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.heliosimage.codec.Bytes;
import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Label;
import org.heliosimage.ips.publish.sample.x86.Mode;

/** The smallest initramfs: a program that says a word and turns the machine off. */
final class LinuxInit {

  static final String WORD = "Linux runs a program from the archive in the pool";

  private static final int ADDRESS = 0x400000;
  private static final int ELF_HEADERS = 64 + 56;

  private static final int WRITE = 1;
  private static final int IOCTL = 16;
  private static final int REBOOT = 169;

  /** Waits until the terminal has sent everything. */
  private static final int DRAIN = 0x5409;

  private static final int DIRECTORY = 040755;
  private static final int CONSOLE = 020600;
  private static final int PROGRAM = 0100755;

  private LinuxInit() {}

  /** A cpio archive of the format that Linux unpacks. */
  static byte[] archive() {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    member(archive, "dev", DIRECTORY, 0, new byte[0]);
    member(archive, "dev/console", CONSOLE, 1, new byte[0]);
    member(archive, "init", PROGRAM, 0, program());
    member(archive, "TRAILER!!!", 0, 0, new byte[0]);
    return archive.toByteArray();
  }

  private static void member(
      ByteArrayOutputStream archive, String name, int mode, int minor, byte[] content) {
    int[] fields = {
      archive.size() + 1,
      mode,
      0,
      0,
      1,
      0,
      content.length,
      0,
      0,
      minor == 0 ? 0 : 5,
      minor,
      name.length() + 1,
      0
    };
    StringBuilder header = new StringBuilder("070701");
    for (int field : fields) {
      header.append(String.format(Locale.ROOT, "%08x", field));
    }
    archive.writeBytes((header + name + "\0").getBytes(StandardCharsets.US_ASCII));
    pad(archive);
    archive.writeBytes(content);
    pad(archive);
  }

  private static void pad(ByteArrayOutputStream archive) {
    while (archive.size() % 4 != 0) {
      archive.write(0);
    }
  }

  private static byte[] program() {
    byte[] word = (WORD + "\n").getBytes(StandardCharsets.US_ASCII);
    Assembler code = new Assembler(Mode.LONG, ADDRESS);
    code.padTo(ELF_HEADERS);
    Label text = code.label();
    code.address(SI, text);
    code.set(DOUBLE, A, WRITE);
    code.set(DOUBLE, DI, 1);
    code.set(DOUBLE, D, word.length);
    systemCall(code);
    code.set(DOUBLE, A, IOCTL);
    code.set(DOUBLE, DI, 1);
    code.set(DOUBLE, SI, DRAIN);
    code.set(DOUBLE, D, 1);
    systemCall(code);
    code.set(DOUBLE, A, REBOOT);
    code.set(DOUBLE, DI, 0xfee1dead);
    code.set(DOUBLE, SI, 0x28121969);
    code.set(DOUBLE, D, 0x4321fedc);
    systemCall(code);
    Label still = code.label();
    code.bind(still);
    code.jump(still);
    code.bind(text);
    code.data(word);
    byte[] program = code.toBytes();
    byte[] magic = {0x7f, 'E', 'L', 'F', 2, 1, 1};
    System.arraycopy(magic, 0, program, 0, magic.length);
    Bytes.put16(program, 16, 2);
    Bytes.put16(program, 18, 62);
    Bytes.put32(program, 20, 1);
    Bytes.put64(program, 24, ADDRESS + ELF_HEADERS);
    Bytes.put64(program, 32, 64);
    Bytes.put16(program, 52, 64);
    Bytes.put16(program, 54, 56);
    Bytes.put16(program, 56, 1);
    // One segment: the whole file, to read and execute.
    Bytes.put32(program, 64, 1);
    Bytes.put32(program, 68, 5);
    Bytes.put64(program, 80, ADDRESS);
    Bytes.put64(program, 88, ADDRESS);
    Bytes.put64(program, 96, program.length);
    Bytes.put64(program, 104, program.length);
    Bytes.put64(program, 112, 4096);
    return program;
  }

  private static void systemCall(Assembler code) {
    code.data((byte) 0x0F, (byte) 0x05);
  }
}
