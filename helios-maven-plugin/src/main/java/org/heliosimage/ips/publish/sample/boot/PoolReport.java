package org.heliosimage.ips.publish.sample.boot;

import static org.heliosimage.ips.publish.sample.x86.Register.A;
import static org.heliosimage.ips.publish.sample.x86.Register.B;
import static org.heliosimage.ips.publish.sample.x86.Register.C;
import static org.heliosimage.ips.publish.sample.x86.Register.D;
import static org.heliosimage.ips.publish.sample.x86.Register.DI;
import static org.heliosimage.ips.publish.sample.x86.Register.SI;
import static org.heliosimage.ips.publish.sample.x86.Width.BYTE;
import static org.heliosimage.ips.publish.sample.x86.Width.DOUBLE;
import static org.heliosimage.ips.publish.sample.x86.Width.NATIVE;

import java.nio.charset.StandardCharsets;
import org.heliosimage.codec.Bytes;
import org.heliosimage.ips.publish.sample.x86.Arithmetic;
import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Condition;
import org.heliosimage.ips.publish.sample.x86.Label;
import org.heliosimage.ips.publish.sample.x86.Memory;
import org.heliosimage.ips.publish.sample.x86.Register;

/**
 * Finds the pool that the program was told of, and tells what it has found.
 *
 * <p>B is the address of the data block throughout; subroutines keep it and BP, and nothing else.
 */
abstract class PoolReport {

  static final int SECTOR = 512;

  private static final String PREFIX = "Helios sample boot: ";

  private static final int LINE = 400;
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

  final Assembler code;
  final DataBlock data = new DataBlock(B);

  /** The first thing in the data block; its bytes 24 to 31 are set on installation. */
  final Memory header = data.space(32, 4);

  final Memory slice = header.plus(24);

  /** Arguments of {@link #readSector}. */
  final Memory sectorNumber = data.space(8, 8);

  final Memory sectorTarget = data.space(8, 8);

  final Memory sector = data.space(SECTOR, SECTOR);
  final Memory line = data.space(LINE, 16);
  final Memory lineEnd = data.space(8, 8);

  private final Memory label = data.space(LABEL, SECTOR);
  private final Memory name = data.space(TEXT_LIMIT + 1, 8);
  private final Memory guid = data.space(8, 8);
  private final Memory transaction = data.space(8, 8);
  private final Memory counter = data.space(8, 8);
  private final Memory limit = data.space(8, 8);
  private final Memory digitCount = data.space(8, 8);

  final Label dataBegin;

  /** Reads one sector; jumps to {@link #failed} if it cannot. */
  final Label readSector;

  /** Shows the line and begins another. */
  final Label showLine;

  /** Turns the machine off. */
  final Label stop;

  /** SI points to the reason. */
  final Label failed;

  private final Label putText;

  /** D:A in decimal. */
  final Label putNumber;

  private final Label putByte;

  PoolReport(Assembler code) {
    this.code = code;
    dataBegin = code.label();
    readSector = code.label();
    showLine = code.label();
    stop = code.label();
    failed = code.label();
    putText = code.label();
    putNumber = code.label();
    putByte = code.label();
  }

  /** What it says it runs on. */
  abstract String firmware();

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

  /** The first line, once the data block can be addressed. */
  final void greet() {
    emptyLine();
    printLine(PREFIX + "this is " + firmware());
  }

  /** Code for each byte of the line in turn, in A; SI is to be kept. */
  final void eachByteOfLine(Runnable body) {
    Label next = code.label();
    Label done = code.label();
    code.address(SI, line);
    code.bind(next);
    code.load(NATIVE, DI, lineEnd);
    code.compare(NATIVE, SI, DI);
    code.jump(Condition.EQUAL, done);
    code.loadByte(A, Memory.at(SI, 0));
    body.run();
    code.add(NATIVE, SI, 1);
    code.jump(next);
    code.bind(done);
  }

  /** Sends the line over the serial port. */
  final void sendLine() {
    eachByteOfLine(() -> Machine.serialByte(code));
    code.set(BYTE, A, '\r');
    Machine.serialByte(code);
    code.set(BYTE, A, '\n');
    Machine.serialByte(code);
  }

  final void emptyLine() {
    code.address(A, line);
    code.store(NATIVE, lineEnd, A);
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

  // Phrases of code.

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  final void print(Memory text) {
    code.address(SI, text);
    code.call(putText);
  }

  final void print(String text) {
    print(data.text(text));
  }

  final void printLine(String text) {
    print(text);
    code.call(showLine);
  }

  /** A number of 64 bits, in decimal. */
  final void printNumber(Memory number) {
    code.load(DOUBLE, A, number);
    code.load(DOUBLE, D, number.plus(4));
    code.call(putNumber);
  }

  final void failIf(Condition condition, String reason) {
    Label right = code.label();
    Label wrong = code.label();
    code.jump(condition, wrong);
    code.jump(right);
    code.bind(wrong);
    code.address(SI, data.text(reason));
    code.jump(failed);
    code.bind(right);
  }

  final void copyNumber(Memory to, Memory from) {
    for (int half = 0; half < 8; half += 4) {
      code.load(DOUBLE, A, from.plus(half));
      code.store(DOUBLE, to.plus(half), A);
    }
  }

  final void setSector(int number) {
    code.store(DOUBLE, sectorNumber, number);
    code.store(DOUBLE, sectorNumber.plus(4), 0);
  }

  final void advanceSector(int count) {
    code.apply(Arithmetic.ADD, DOUBLE, sectorNumber, count);
    code.apply(Arithmetic.ADC, DOUBLE, sectorNumber.plus(4), 0);
  }

  final void readInto(Memory target) {
    code.address(A, target);
    code.store(NATIVE, sectorTarget, A);
    code.call(readSector);
  }

  private void loadReversed(Register to, Memory from) {
    code.load(DOUBLE, to, from);
    code.reverseBytes(to);
  }

  private void textSubroutines() {
    code.bind(failed);
    code.push(SI);
    print(PREFIX + firmware() + " FAILED: ");
    code.pop(SI);
    code.call(putText);
    code.call(showLine);
    code.jump(stop);

    Label done = code.label();
    code.bind(putText);
    code.load(BYTE, A, Memory.at(SI, 0));
    code.test(BYTE, A);
    code.jump(Condition.ZERO, done);
    code.push(SI);
    code.call(putByte);
    code.pop(SI);
    code.add(NATIVE, SI, 1);
    code.jump(putText);

    // One byte of the line, unless that is full.
    code.bind(putByte);
    code.load(NATIVE, DI, lineEnd);
    code.address(SI, line.plus(LINE));
    code.compare(NATIVE, DI, SI);
    code.jump(Condition.ABOVE_OR_EQUAL, done);
    code.store(BYTE, Memory.at(DI, 0), A);
    code.add(NATIVE, DI, 1);
    code.store(NATIVE, lineEnd, DI);
    code.bind(done);
    code.ret();

    putNumber();
  }

  /** D:A by 10 in two divisions: first the upper half, then its rest and the lower half. */
  private void putNumber() {
    Label divide = code.label();
    Label digits = code.label();
    code.bind(putNumber);
    code.store(DOUBLE, digitCount, 0);
    code.bind(divide);
    code.move(DOUBLE, SI, A);
    code.move(DOUBLE, A, D);
    code.clear(D);
    code.set(DOUBLE, C, 10);
    code.divide(C);
    code.move(DOUBLE, DI, A);
    code.move(DOUBLE, A, SI);
    code.divide(C);
    code.push(D);
    code.apply(Arithmetic.ADD, DOUBLE, digitCount, 1);
    code.move(DOUBLE, D, DI);
    code.move(DOUBLE, C, A);
    code.apply(Arithmetic.OR, DOUBLE, C, D);
    code.jump(Condition.NOT_ZERO, divide);
    code.bind(digits);
    code.pop(A);
    code.add(DOUBLE, A, '0');
    code.call(putByte);
    code.apply(Arithmetic.SUB, DOUBLE, digitCount, 1);
    code.jump(Condition.NOT_ZERO, digits);
    code.ret();
  }
}
