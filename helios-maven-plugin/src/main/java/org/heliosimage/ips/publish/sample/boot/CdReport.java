package org.heliosimage.ips.publish.sample.boot;

import static org.heliosimage.ips.publish.sample.x86.Register.A;
import static org.heliosimage.ips.publish.sample.x86.Register.C;
import static org.heliosimage.ips.publish.sample.x86.Register.D;
import static org.heliosimage.ips.publish.sample.x86.Register.DI;
import static org.heliosimage.ips.publish.sample.x86.Register.SI;
import static org.heliosimage.ips.publish.sample.x86.Width.DOUBLE;

import org.heliosimage.ips.publish.sample.x86.Arithmetic;
import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Condition;
import org.heliosimage.ips.publish.sample.x86.Label;
import org.heliosimage.ips.publish.sample.x86.Memory;
import org.heliosimage.ips.publish.sample.x86.Mode;
import org.heliosimage.ips.publish.sample.x86.Segment;

/**
 * The report of the program that BIOS loads from a CD. It believes nothing but the boot info table
 * in its own bytes 8 to 63, and finds itself on the CD by it.
 *
 * <pre>
 *  8  u32  block of the volume descriptor     16  u32  length of the program
 * 12  u32  block of the program               20  u32  sum of its words from byte 64 on
 * </pre>
 */
final class CdReport extends ReportProgram {

  private static final int TABLE = 8;
  private static final int TABLE_END = 64;
  private static final int DESCRIPTOR_BLOCK = 16;
  private static final int BLOCK = 2048;

  private static final Memory DESCRIPTOR = Memory.at(Machine.LOAD_ADDRESS + TABLE);
  private static final Memory PLACE = DESCRIPTOR.plus(4);
  private static final Memory LENGTH = DESCRIPTOR.plus(8);
  private static final Memory SUM = DESCRIPTOR.plus(12);

  /** In memory that nothing else is in: the sum less that of the table. */
  private static final Memory DIFFERENCE = Memory.at(StageOne.ADDRESS);

  private final Bios bios = new Bios(this);
  private final Memory block = data.space(BLOCK, 4);
  private final int size;

  /**
   * A program.
   *
   * @param size its length, so that it ends below the segment's
   */
  CdReport(int size) {
    super(new Assembler(Mode.REAL_WIDE, Machine.LOAD_ADDRESS));
    this.size = size;
  }

  @Override
  String firmware() {
    return "BIOS";
  }

  void assemble() {
    Label begin = code.label();
    code.jump(begin);
    code.padTo(TABLE_END);
    code.bind(begin);
    sum();
    bios.begin();
    greet();
    checkTable();
    readBlock(DESCRIPTOR);
    code.compare(DOUBLE, block.plus(1), 0x30304443);
    failIf(Condition.NOT_EQUAL, "there is no volume descriptor where the boot info table says");
    readBlock(PLACE);
    for (int at = 0; at < TABLE_END; at += 4) {
      code.load(DOUBLE, A, block.plus(at));
      code.apply(Arithmetic.CMP, DOUBLE, A, Memory.at(Machine.LOAD_ADDRESS + at));
      failIf(Condition.NOT_EQUAL, "this program is not where the boot info table says");
    }
    print(PREFIX + firmware() + " ok CD, program of ");
    printWord(LENGTH);
    print(" bytes in block ");
    printWord(PLACE);
    printLine("");
    code.jump(stop);
    textSubroutines();
    bios.readSector("CD");
    bios.showLine();
    bios.stop();
  }

  private void checkTable() {
    code.compare(DOUBLE, DESCRIPTOR, DESCRIPTOR_BLOCK);
    failIf(Condition.NOT_EQUAL, "there is no boot info table");
    code.compare(DOUBLE, LENGTH, size);
    failIf(Condition.NOT_EQUAL, "the boot info table has another length of this program");
    code.compare(DOUBLE, DIFFERENCE, 0);
    failIf(Condition.NOT_EQUAL, "the boot info table has another sum of this program");
  }

  /** Adds up the program before it changes its data; D keeps the drive. */
  private void sum() {
    Label next = code.label();
    code.disableInterrupts();
    code.clear(A);
    code.moveToSegment(Segment.DS, A);
    code.set(DOUBLE, SI, Machine.LOAD_ADDRESS + TABLE_END);
    code.set(DOUBLE, DI, Machine.LOAD_ADDRESS + size);
    code.bind(next);
    code.load(DOUBLE, C, Memory.at(SI, 0));
    code.apply(Arithmetic.ADD, DOUBLE, A, C);
    code.add(DOUBLE, SI, 4);
    code.compare(DOUBLE, SI, DI);
    code.jump(Condition.NOT_EQUAL, next);
    code.apply(Arithmetic.SUB, DOUBLE, A, SUM);
    code.store(DOUBLE, DIFFERENCE, A);
  }

  private void readBlock(Memory number) {
    code.load(DOUBLE, A, number);
    code.store(DOUBLE, sectorNumber, A);
    code.store(DOUBLE, sectorNumber.plus(4), 0);
    readInto(block);
  }

  private void printWord(Memory number) {
    code.load(DOUBLE, A, number);
    code.clear(D);
    code.call(putNumber);
  }
}
