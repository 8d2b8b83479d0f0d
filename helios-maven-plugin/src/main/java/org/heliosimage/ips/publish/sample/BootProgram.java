package org.heliosimage.ips.publish.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.heliosimage.ips.repository.Hashes;

/**
 * Boot programs in the form that illumos' installboot expects. They run, tell that there is nothing
 * to boot, and stop.
 *
 * <pre>
 * stage one   0x000  jump, parameter block     0x03e  code        0x0fa  1, 1 (format)
 *             0x0fc  u16 sectors of stage two  0x0fe  u64 where   0x116  message
 *             0x1be  partition table           0x1fe  55 AA
 * multiboot   u32    magic, flags, checksum, header address, load address, end, bss end, entry
 * trailer     u32    length, checksum; "EXTINFO" 1; flags; version and MD5 by offset and length
 * </pre>
 */
final class BootProgram {

  static final String MESSAGE =
      "This disk was made from sample packages; there is no illumos on it.";

  private static final String VERSION = "sample-1";
  private static final int SECTOR = 512;
  private static final int MULTIBOOT_MAGIC = 0x1BADB002;
  private static final int MULTIBOOT_FLAGS = 0x10003;
  private static final int PROTECTIVE = 0xEE;

  private BootProgram() {}

  private static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Stage one for BIOS: one sector. */
  static byte[] pmbr() {
    byte[] bytes = new byte[SECTOR];
    ByteBuffer sector = over(bytes);
    sector.put(bytes(0xEB, 0x3C, 0x90));
    sector.position(0x3e);
    sector.put(bytes(0xFA, 0x31, 0xC0, 0x8E, 0xD8, 0x8E, 0xD0, 0xBC, 0x00, 0x7C, 0xFB));
    // SI = where the message is once the sector is loaded; print it by teletype; halt.
    sector.put(bytes(0xBE, 0x16, 0x7D, 0xFC, 0xAC, 0x84, 0xC0, 0x74, 0x09, 0xB4, 0x0E));
    sector.put(bytes(0xBB, 0x07, 0x00, 0xCD, 0x10, 0xEB, 0xF2, 0xF4, 0xEB, 0xFD));
    sector.position(0xfa);
    sector.put((byte) 1).put((byte) 1).putShort((short) 1).putLong(256);
    sector.position(0x116);
    sector.put((MESSAGE + "\r\n\0").getBytes(StandardCharsets.US_ASCII));
    sector.position(0x1be);
    sector.put(bytes(0, 0, 2, 0, PROTECTIVE, 0xFF, 0xFF, 0xFF)).putInt(1).putInt(-1);
    sector.position(0x1fe);
    sector.put(bytes(0x55, 0xAA));
    return bytes;
  }

  /** Stage two for BIOS. */
  static byte[] stageTwo(int size) {
    byte[] bytes = new byte[size];
    ByteBuffer program = over(bytes);
    program.put(bytes(0xF4, 0xEB, 0xFD));
    program.position(16);
    putMultiboot(program, 0, size);
    program.put((MESSAGE + "\n").getBytes(StandardCharsets.US_ASCII));
    int rest = program.position();
    System.arraycopy(SampleData.bytes("stage2", size), 0, bytes, rest, size - rest);
    return withTrailer(bytes);
  }

  /** A loader for 64-bit UEFI. */
  static byte[] efi64() {
    byte[] code =
        bytes(
            0x48, 0x83, 0xEC, 0x28, // sub rsp, 40
            0x48, 0x8B, 0x4A, 0x40, // mov rcx, [rdx+64]: the console
            0x48, 0x8D, 0x15, 0x0A, 0, 0, 0, // lea rdx, [rip+10]: the message
            0xFF, 0x51, 0x08, // call [rcx+8]: print it
            0x31, 0xC0, // xor eax, eax
            0x48, 0x83, 0xC4, 0x28, 0xC3); // add rsp, 40; ret
    return withTrailer(EfiImage.of(EfiImage.Machine.X64, programBody(code)));
  }

  /** A loader for 32-bit UEFI. */
  static byte[] efi32() {
    byte[] code =
        bytes(
            0x8B, 0x44, 0x24, 0x08, // mov eax, [esp+8]
            0x8B, 0x40, 0x2C, // mov eax, [eax+44]: the console
            0xE8, 0, 0, 0, 0, 0x59, // call next; next: pop ecx
            0x81, 0xC1, 0x12, 0, 0, 0, // add ecx, 18: the message
            0x51, 0x50, // push ecx; push eax
            0xFF, 0x50, 0x04, // call [eax+4]: print it
            0x83, 0xC4, 0x08, // add esp, 8
            0x31, 0xC0, 0xC3); // xor eax, eax; ret
    return withTrailer(EfiImage.of(EfiImage.Machine.I386, programBody(code)));
  }

  /** Code, the message that it refers to right behind, and the multiboot header. */
  private static byte[] programBody(byte[] code) {
    byte[] message = (MESSAGE + "\r\n\0").getBytes(StandardCharsets.UTF_16LE);
    int header = (code.length + message.length + 15) / 16 * 16;
    int size = (header + 32 + SECTOR - 1) / SECTOR * SECTOR;
    byte[] bytes = new byte[size];
    ByteBuffer body = over(bytes);
    body.put(code).put(message).position(header);
    putMultiboot(body, EfiImage.HEADERS, size);
    return bytes;
  }

  /** Puts the header where the program stands, which is this far into the file. */
  private static void putMultiboot(ByteBuffer program, int offset, int size) {
    int address = offset + program.position();
    program
        .putInt(MULTIBOOT_MAGIC)
        .putInt(MULTIBOOT_FLAGS)
        .putInt(-(MULTIBOOT_MAGIC + MULTIBOOT_FLAGS))
        .putInt(address)
        .putInt(0)
        .putInt(offset + size)
        .putInt(0)
        .putInt(0);
  }

  /** Appends the version and hash that tell an update whether it is one. */
  private static byte[] withTrailer(byte[] program) {
    int start = (program.length + 7) / 8 * 8;
    byte[] bytes = Arrays.copyOf(program, (program.length + SECTOR + SECTOR - 1) / SECTOR * SECTOR);
    ByteBuffer file = over(bytes);
    byte[] version = VERSION.getBytes(StandardCharsets.US_ASCII);
    int length = (71 + version.length + 7) / 8 * 8;
    file.position(start + 8);
    file.put("EXTINFO".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
    file.putInt(71).putShort((short) version.length);
    file.put((byte) 1).putInt(54).putShort((short) 16);
    file.position(start + 8 + 54);
    file.put(Hashes.newDigest("MD5").digest(program));
    file.position(start + 8 + 71);
    file.put(version);
    int sum = 0;
    for (int at = 0; at < length; at += 4) {
      sum += file.getInt(start + 8 + at);
    }
    file.putInt(start, length).putInt(start + 4, -sum);
    return bytes;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    Arrays.setAll(values, i -> bytes[i] = (byte) values[i]);
    return bytes;
  }
}
