package org.heliosimage.ips.publish.sample.boot;

import static org.heliosimage.ips.publish.sample.x86.Register.A;
import static org.heliosimage.ips.publish.sample.x86.Register.C;
import static org.heliosimage.ips.publish.sample.x86.Register.DI;
import static org.heliosimage.ips.publish.sample.x86.Register.SI;
import static org.heliosimage.ips.publish.sample.x86.Width.BYTE;
import static org.heliosimage.ips.publish.sample.x86.Width.DOUBLE;
import static org.heliosimage.ips.publish.sample.x86.Width.NATIVE;

import org.heliosimage.codec.Bytes;
import org.heliosimage.ips.publish.sample.x86.Arithmetic;
import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Condition;
import org.heliosimage.ips.publish.sample.x86.Label;
import org.heliosimage.ips.publish.sample.x86.Memory;
import org.heliosimage.ips.publish.sample.x86.Register;

/** Finds the pool that the program was told of, and tells what it has found. */
abstract class PoolReport extends ReportProgram {

  private static final int TEXT_LIMIT = 255;

  private static final int ENTRY = 128;
  private static final int[] ZFS_SLICE = {0x6A898CC3, 0x11B21DD2, 0x0008A699, 0x31667320};

  private static final int LABEL = 4096;
  private static final int LABEL_SECTOR = 32;
  private static final int PAIR_STRING = 9;
  private static final int PAIR_NUMBER = 8;

  private static final int UBERBLOCK_SECTOR = 256;
  private static final int UBERBLOCK_SLOTS = 128;
  private static final int UBERBLOCK_MAGIC = 0x00bab10c;

  private final Memory label = data.space(LABEL, SECTOR);
  private final Memory name = data.space(TEXT_LIMIT + 1, 8);
  private final Memory guid = data.space(8, 8);
  private final Memory transaction = data.space(8, 8);
  private final Memory counter = data.space(8, 8);
  private final Memory limit = data.space(8, 8);

  PoolReport(Assembler code) {
    super(code);
  }

  /** Prepares the machine, has B point to the data block and tells how it was started. */
  abstract void begin();

  /** Subroutines {@code readSector}, {@code showLine} and {@code stop}. */
  abstract void subroutines();

  final void assemble() {
    begin();
    findSlice();
    readLabel();
    findUberblock();
    print("Pool: ");
    print(name);
    print(", GUID ");
    printNumber(guid);
    print(", transaction group ");
    printNumber(transaction);
    printLine("");
    print(PREFIX + firmware() + " ok pool=");
    print(name);
    printLine("");
    code.jump(stop);
    textSubroutines();
    subroutines();
  }

  // The disk.

  private void findSlice() {
    setSector(1);
    readInto(sector);
    code.compare(DOUBLE, sector, Bytes.i32(ascii("EFI "), 0));
    failIf(Condition.NOT_EQUAL, "the disk has no GPT");
    code.compare(DOUBLE, sector.plus(4), Bytes.i32(ascii("PART"), 0));
    failIf(Condition.NOT_EQUAL, "the disk has no GPT");
    code.compare(DOUBLE, sector.plus(84), ENTRY);
    failIf(Condition.NOT_EQUAL, "the entries of the GPT are of another size");
    copyNumber(sectorNumber, sector.plus(72));
    code.load(DOUBLE, A, sector.plus(80));
    code.store(DOUBLE, limit, A);
    code.store(DOUBLE, counter, 0);
    Label next = code.label();
    Label compare = code.label();
    Label other = code.label();
    Label found = code.label();
    code.bind(next);
    code.load(DOUBLE, A, counter);
    code.apply(Arithmetic.CMP, DOUBLE, A, limit);
    failIf(Condition.ABOVE_OR_EQUAL, "the GPT names no ZFS slice where the pool should be");
    code.apply(Arithmetic.AND, DOUBLE, A, SECTOR / ENTRY - 1);
    code.jump(Condition.NOT_ZERO, compare);
    readInto(sector);
    advanceSector(1);
    code.bind(compare);
    code.load(DOUBLE, A, counter);
    code.apply(Arithmetic.AND, DOUBLE, A, SECTOR / ENTRY - 1);
    code.shiftLeft(A, 7);
    code.address(SI, sector);
    code.apply(Arithmetic.ADD, NATIVE, SI, A);
    for (int i = 0; i < ZFS_SLICE.length; i++) {
      code.compare(DOUBLE, Memory.at(SI, 4 * i), ZFS_SLICE[i]);
      code.jump(Condition.NOT_EQUAL, other);
    }
    for (int half = 0; half < 8; half += 4) {
      code.load(DOUBLE, A, Memory.at(SI, 32 + half));
      code.apply(Arithmetic.CMP, DOUBLE, A, slice.plus(half));
      code.jump(Condition.NOT_EQUAL, other);
    }
    code.jump(found);
    code.bind(other);
    code.apply(Arithmetic.ADD, DOUBLE, counter, 1);
    code.jump(next);
    code.bind(found);
    print("Slice: entry ");
    printNumber(counter);
    print(" of the GPT, which has ");
    printNumber(limit);
    print(", at sector ");
    printNumber(slice);
    printLine("");
  }

  // The pool.

  private void readLabel() {
    copyNumber(sectorNumber, slice);
    advanceSector(LABEL_SECTOR);
    code.address(A, label);
    code.store(NATIVE, sectorTarget, A);
    code.store(DOUBLE, counter, LABEL / SECTOR);
    Label more = code.label();
    code.bind(more);
    code.call(readSector);
    advanceSector(1);
    code.apply(Arithmetic.ADD, NATIVE, sectorTarget, SECTOR);
    code.apply(Arithmetic.SUB, DOUBLE, counter, 1);
    code.jump(Condition.NOT_ZERO, more);
    code.compare(BYTE, label, 1);
    failIf(Condition.NOT_EQUAL, "the slice has no label of a pool");
    readPairs();
  }

  /**
   * Pairs of a name-value list in XDR: length, length in memory, length of name, name, type, number
   * of elements, value.
   */
  private void readPairs() {
    Label next = code.label();
    Label done = code.label();
    Label advance = code.label();
    code.address(SI, label.plus(12));
    code.bind(next);
    code.address(A, label.plus(LABEL - TEXT_LIMIT - 40));
    code.compare(NATIVE, SI, A);
    failIf(Condition.ABOVE, "the label of the pool is too long");
    loadReversed(C, Memory.at(SI, 0));
    code.test(DOUBLE, C);
    code.jump(Condition.ZERO, done);
    code.compare(DOUBLE, C, LABEL);
    failIf(Condition.ABOVE, "the label of the pool makes no sense");
    code.push(C);
    code.push(SI);
    ifPair("name", PAIR_STRING, advance, value -> copyText(value));
    ifPair(
        "pool_guid",
        PAIR_NUMBER,
        advance,
        value -> {
          loadReversed(A, Memory.at(SI, value));
          code.store(DOUBLE, guid.plus(4), A);
          loadReversed(A, Memory.at(SI, value + 4));
          code.store(DOUBLE, guid, A);
        });
    code.bind(advance);
    code.pop(SI);
    code.pop(C);
    code.apply(Arithmetic.ADD, NATIVE, SI, C);
    code.jump(next);
    code.bind(done);
    code.compare(BYTE, name, 0);
    failIf(Condition.EQUAL, "the label does not name its pool");
  }

  private interface PairValue {
    /** Code for a pair that SI points to, whose value is at an offset. */
    void at(int offset);
  }

  private void ifPair(String key, int type, Label after, PairValue then) {
    Label other = code.label();
    byte[] padded = ascii(key + "\0\0\0");
    int length = (key.length() + 3) / 4 * 4;
    compareReversed(8, key.length(), other);
    for (int at = 0; at < length; at += 4) {
      code.compare(DOUBLE, Memory.at(SI, 12 + at), Bytes.i32(padded, at));
      code.jump(Condition.NOT_EQUAL, other);
    }
    compareReversed(12 + length, type, other);
    then.at(20 + length);
    code.jump(after);
    code.bind(other);
  }

  private void compareReversed(int offset, int value, Label other) {
    code.compare(DOUBLE, Memory.at(SI, offset), Integer.reverseBytes(value));
    code.jump(Condition.NOT_EQUAL, other);
  }

  private void copyText(int value) {
    loadReversed(C, Memory.at(SI, value));
    code.compare(DOUBLE, C, TEXT_LIMIT);
    failIf(Condition.ABOVE, "the name of the pool is too long");
    code.add(NATIVE, SI, value + 4);
    code.address(DI, name);
    code.copy(BYTE);
  }

  private void findUberblock() {
    copyNumber(sectorNumber, slice);
    advanceSector(UBERBLOCK_SECTOR);
    code.store(DOUBLE, counter, UBERBLOCK_SLOTS);
    Label next = code.label();
    Label older = code.label();
    Label newer = code.label();
    code.bind(next);
    readInto(sector);
    advanceSector(2);
    code.compare(DOUBLE, sector, UBERBLOCK_MAGIC);
    code.jump(Condition.NOT_EQUAL, older);
    code.load(DOUBLE, A, sector.plus(20));
    code.apply(Arithmetic.CMP, DOUBLE, A, transaction.plus(4));
    code.jump(Condition.BELOW, older);
    code.jump(Condition.ABOVE, newer);
    code.load(DOUBLE, A, sector.plus(16));
    code.apply(Arithmetic.CMP, DOUBLE, A, transaction);
    code.jump(Condition.BELOW, older);
    code.bind(newer);
    copyNumber(transaction, sector.plus(16));
    code.bind(older);
    code.apply(Arithmetic.SUB, DOUBLE, counter, 1);
    code.jump(Condition.NOT_ZERO, next);
    code.load(DOUBLE, A, transaction);
    code.apply(Arithmetic.OR, DOUBLE, A, transaction.plus(4));
    failIf(Condition.ZERO, "the pool has no uberblock");
  }

  private void loadReversed(Register to, Memory from) {
    code.load(DOUBLE, to, from);
    code.reverseBytes(to);
  }
}
