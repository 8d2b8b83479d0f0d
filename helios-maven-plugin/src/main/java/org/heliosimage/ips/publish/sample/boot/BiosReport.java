package org.heliosimage.ips.publish.sample.boot;

import static org.heliosimage.ips.publish.sample.x86.Register.A;
import static org.heliosimage.ips.publish.sample.x86.Register.C;
import static org.heliosimage.ips.publish.sample.x86.Register.D;
import static org.heliosimage.ips.publish.sample.x86.Width.DOUBLE;
import static org.heliosimage.ips.publish.sample.x86.Width.WORD;

import org.heliosimage.ips.publish.sample.x86.Arithmetic;
import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Condition;
import org.heliosimage.ips.publish.sample.x86.Memory;
import org.heliosimage.ips.publish.sample.x86.Mode;
import org.heliosimage.ips.publish.sample.x86.Segment;

/** The report of stage two for BIOS. */
final class BiosReport extends PoolReport {

  /** The last four bytes of the program proper. */
  static final int END_MARK = 0x21444E45;

  private static final int STAGE_TWO_SECTOR = 1024;

  private final Bios bios = new Bios(this);
  private final int size;
  private final int sectors;

  /**
   * @param size length of the program proper
   * @param sectors length of the file
   */
  BiosReport(int size, int sectors) {
    super(new Assembler(Mode.REAL_WIDE, Machine.LOAD_ADDRESS));
    this.size = size;
    this.sectors = sectors;
  }

  @Override
  String firmware() {
    return "BIOS";
  }

  @Override
  void begin() {
    bios.begin();
    greet();
    checkEnd();
    checkStageOne();
  }

  /** All sectors have arrived, also those beyond the segment that this runs in. */
  private void checkEnd() {
    int end = Machine.LOAD_ADDRESS + size - 4;
    code.set(WORD, A, end / 16);
    code.moveToSegment(Segment.DS, A);
    code.load(DOUBLE, A, Memory.at(end % 16));
    code.clear(C);
    code.moveToSegment(Segment.DS, C);
    code.compare(DOUBLE, A, END_MARK);
    failIf(Condition.NOT_EQUAL, "stage two has not been loaded to its end");
  }

  /** The one in sector 0 and the one in the slice, which loaded this and is still in memory. */
  private void checkStageOne() {
    setSector(0);
    readInto(sector);
    printFields("Stage one of the disk loads ", sector);
    code.compare(WORD, sector.plus(StageOne.SECTORS), 1);
    failIf(Condition.NOT_EQUAL, "stage one of the disk has to load one sector");
    copyNumber(sectorNumber, slice);
    failUnlessSector(sector, "stage one of the disk does not load that of the pool's slice");

    Memory second = Memory.at(StageOne.ADDRESS);
    printFields("Stage one of the slice loads ", second);
    code.compare(WORD, second.plus(StageOne.SECTORS), sectors);
    failIf(Condition.NOT_EQUAL, "stage one of the slice has another size of stage two");
    advanceSector(STAGE_TWO_SECTOR);
    failUnlessSector(second, "stage one of the slice does not load the boot area of its pool");
    for (int at = StageOne.DISK_UUID; at < StageOne.DISK_UUID + 16; at += 4) {
      code.load(DOUBLE, A, sector.plus(at));
      code.apply(Arithmetic.CMP, DOUBLE, A, second.plus(at));
      failIf(Condition.NOT_EQUAL, "the two of stage one are not of the same disk");
    }
  }

  private void printFields(String text, Memory stageOne) {
    print(text);
    code.clear(A);
    code.load(WORD, A, stageOne.plus(StageOne.SECTORS));
    code.clear(D);
    code.call(putNumber);
    print(" from sector ");
    printNumber(stageOne.plus(StageOne.FIRST_SECTOR));
    printLine("");
  }

  private void failUnlessSector(Memory stageOne, String reason) {
    for (int half = 0; half < 8; half += 4) {
      code.load(DOUBLE, A, stageOne.plus(StageOne.FIRST_SECTOR + half));
      code.apply(Arithmetic.CMP, DOUBLE, A, sectorNumber.plus(half));
      failIf(Condition.NOT_EQUAL, reason);
    }
  }

  @Override
  void subroutines() {
    bios.readSector("disk");
    bios.showLine();
    bios.stop();
  }
}
