package org.heliosimage.ips.publish.sample.boot;

import java.util.Arrays;
import org.heliosimage.codec.Bytes;
import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Mode;

/** The sample boot programs, as files. */
public final class BootPrograms {

  /** What the first segment has room for where BIOS loads programs. */
  private static final int LARGEST = 0x10000 - Machine.LOAD_ADDRESS;

  private BootPrograms() {}

  /** Stage one for BIOS: one sector. */
  public static byte[] pmbr() {
    return StageOne.assemble();
  }

  /**
   * Stage two for BIOS.
   *
   * @param bulk the program takes the place of its beginning, so that it has the size of a real one
   */
  public static byte[] stageTwo(byte[] bulk) {
    BiosReport report = new BiosReport(bulk.length, LoaderFile.sectors(bulk.length));
    report.assemble();
    Assembler code = report.code;
    code.padTo((int) Bytes.roundUp(code.length(), 4));
    int header = code.length();
    code.bind(report.dataBegin);
    code.data(report.data.toBytes());
    byte[] program = bulk.clone();
    System.arraycopy(code.toBytes(), 0, program, 0, code.length());
    Bytes.put32(program, program.length - 4, BiosReport.END_MARK);
    return LoaderFile.complete(program, header);
  }

  /**
   * What BIOS loads from a CD.
   *
   * @param bulk the program takes the place of its beginning; its length is a multiple of four and
   *     fits into a segment
   */
  public static byte[] cdBoot(byte[] bulk) {
    CdReport report = new CdReport(bulk.length);
    report.assemble();
    Assembler code = report.code;
    code.padTo((int) Bytes.roundUp(code.length(), 4));
    code.bind(report.dataBegin);
    code.data(report.data.toBytes());
    if (code.length() > bulk.length || bulk.length % 4 != 0 || bulk.length > LARGEST) {
      throw new IllegalArgumentException("no program of " + bulk.length + " bytes");
    }
    byte[] program = bulk.clone();
    System.arraycopy(code.toBytes(), 0, program, 0, code.length());
    return program;
  }

  /** A loader for 64-bit UEFI. */
  public static byte[] efi64() {
    return efi(Mode.LONG, EfiImage.Machine.X64);
  }

  /** A loader for 32-bit UEFI. */
  public static byte[] efi32() {
    return efi(Mode.PROTECTED, EfiImage.Machine.I386);
  }

  private static byte[] efi(Mode mode, EfiImage.Machine machine) {
    EfiReport report = new EfiReport(mode);
    report.assemble();
    Assembler code = report.code;
    int length = code.length();
    int data = EfiImage.dataAfter(length);
    code.padTo(data - EfiImage.CODE);
    code.bind(report.dataBegin);
    byte[] program =
        EfiImage.of(machine, Arrays.copyOf(code.toBytes(), length), report.data.toBytes());
    return LoaderFile.complete(program, data);
  }
}
