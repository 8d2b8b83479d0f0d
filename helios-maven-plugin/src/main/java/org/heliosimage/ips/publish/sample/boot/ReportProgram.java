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
import org.heliosimage.ips.publish.sample.x86.Arithmetic;
import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Condition;
import org.heliosimage.ips.publish.sample.x86.Label;
import org.heliosimage.ips.publish.sample.x86.Memory;

/**
 * What programs are made of that read a disk and say what they find, for any mode.
 *
 * <p>B is the address of the data block throughout; subroutines keep it and BP, and nothing else.
 */
abstract class ReportProgram {

  static final int SECTOR = 512;

  static final String PREFIX = "Helios sample boot: ";

  private static final int LINE = 400;

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

  ReportProgram(Assembler code) {
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

  final void textSubroutines() {
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
