package org.heliosimage.ips.publish.sample.boot;

import static org.heliosimage.ips.publish.sample.x86.Register.A;
import static org.heliosimage.ips.publish.sample.x86.Register.B;
import static org.heliosimage.ips.publish.sample.x86.Register.C;
import static org.heliosimage.ips.publish.sample.x86.Register.D;
import static org.heliosimage.ips.publish.sample.x86.Register.DI;
import static org.heliosimage.ips.publish.sample.x86.Register.SI;
import static org.heliosimage.ips.publish.sample.x86.Register.SP;
import static org.heliosimage.ips.publish.sample.x86.Width.BYTE;
import static org.heliosimage.ips.publish.sample.x86.Width.DOUBLE;
import static org.heliosimage.ips.publish.sample.x86.Width.WORD;

import java.nio.charset.StandardCharsets;
import org.heliosimage.codec.Bytes;
import org.heliosimage.ips.publish.sample.x86.Arithmetic;
import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Condition;
import org.heliosimage.ips.publish.sample.x86.Label;
import org.heliosimage.ips.publish.sample.x86.Memory;
import org.heliosimage.ips.publish.sample.x86.Mode;
import org.heliosimage.ips.publish.sample.x86.Segment;

/**
 * Stage one for BIOS: says which sectors it loads, loads them where it was loaded itself, and jumps
 * there.
 *
 * <pre>
 * 0x000  jump                     0x0fe  u64  first sector to load
 * 0x03e  code                     0x106  16 bytes, for the UUID of the disk
 * 0x0fa  1, 1: format             0x116  more code, messages
 * 0x0fc  u16  sectors to load     0x1be  partition table, 0x1fe  55 AA
 * </pre>
 */
final class StageOne {

  static final int SIZE = 512;

  /** Where it moves to before it loads anything; stage two finds the fields there. */
  static final int ADDRESS = 0x600;

  static final int SECTORS = 0x0fc;
  static final int FIRST_SECTOR = 0x0fe;
  static final int DISK_UUID = 0x106;

  private static final int CODE = 0x03e;
  private static final int FORMAT = 0x0fa;
  private static final int MORE_CODE = 0x116;
  private static final int DISK_SIGNATURE = 0x1b8;
  private static final int TABLE = 0x1be;
  private static final int SIGNATURE = 0x1fe;

  private static final int PACKET_SEGMENT = 6;
  private static final int PACKET_SECTOR = 8;

  private final Assembler code = new Assembler(Mode.REAL, ADDRESS);
  private final Label begin = code.label();
  private final Label moved = code.label();
  private final Label failed = code.label();
  private final Label printText = code.label();
  private final Label printNumber = code.label();
  private final Label printByte = code.label();
  private final Label loads = code.label();
  private final Label from = code.label();
  private final Label end = code.label();
  private final Label error = code.label();

  /** Behind the program, in memory that it has for itself. */
  private final Memory drive = Memory.at(ADDRESS + SIZE);

  private final Memory packet = Memory.at(ADDRESS + SIZE + 16);

  private StageOne() {}

  static byte[] assemble() {
    return new StageOne().sector();
  }

  private byte[] sector() {
    code.jump(begin);
    code.nothing();
    code.padTo(CODE);
    code.bind(begin);
    move();
    tell();
    loadAll();
    code.padTo(FORMAT);
    code.data((byte) 1, (byte) 1);
    code.padTo(MORE_CODE);
    subroutines();
    text(loads, "Stage one loads ");
    text(from, " from ");
    text(end, "\r\n");
    text(error, "Disk error\r\n");
    code.padTo(DISK_SIGNATURE);
    code.padTo(SIZE);
    byte[] sector = code.toBytes();
    fields(sector);
    return sector;
  }

  private static void fields(byte[] sector) {
    Bytes.put16(sector, SECTORS, 1);
    Bytes.put64(sector, FIRST_SECTOR, 256);
    // One entry for the whole disk: type 0xEE, sectors from 1 on.
    byte[] entry = {0, 0, 2, 0, (byte) 0xEE, -1, -1, -1};
    System.arraycopy(entry, 0, sector, TABLE, entry.length);
    Bytes.put32(sector, TABLE + 8, 1);
    Bytes.put32(sector, TABLE + 12, -1);
    Bytes.put16(sector, SIGNATURE, 0xAA55);
  }

  private void text(Label label, String text) {
    code.bind(label);
    code.data((text + "\0").getBytes(StandardCharsets.US_ASCII));
  }

  /** Makes room at the address that BIOS loads to. */
  private void move() {
    code.disableInterrupts();
    code.clear(A);
    code.moveToSegment(Segment.DS, A);
    code.moveToSegment(Segment.ES, A);
    code.moveToSegment(Segment.SS, A);
    code.set(WORD, SP, Machine.LOAD_ADDRESS);
    code.enableInterrupts();
    code.clearDirection();
    code.move(WORD, SI, SP);
    code.set(WORD, DI, ADDRESS);
    code.set(WORD, C, SIZE / 2);
    code.copy(WORD);
    code.jumpFar(moved);
    code.bind(moved);
    code.store(BYTE, drive, D);
  }

  private void tell() {
    Machine.openSerial(code);
    print(loads);
    code.apply(Arithmetic.XOR, DOUBLE, A, A);
    code.load(WORD, A, Memory.at(ADDRESS + SECTORS));
    code.call(printNumber);
    print(from);
    code.load(DOUBLE, A, Memory.at(ADDRESS + FIRST_SECTOR));
    code.call(printNumber);
    print(end);
  }

  private void print(Label text) {
    code.address(SI, text);
    code.call(printText);
  }

  /** One sector at a time, as no BIOS refuses. */
  private void loadAll() {
    code.store(DOUBLE, packet, 0x0001_0010);
    code.store(DOUBLE, packet.plus(4), (Machine.LOAD_ADDRESS / 16) << 16);
    code.set(WORD, SI, ADDRESS + FIRST_SECTOR);
    code.set(WORD, DI, packet.displacement() + PACKET_SECTOR);
    code.set(WORD, C, 4);
    code.copy(WORD);
    code.load(WORD, C, Memory.at(ADDRESS + SECTORS));
    Label next = code.label();
    code.bind(next);
    code.push(C);
    code.set(WORD, SI, packet.displacement());
    code.setHighOfA(Machine.EXTENDED_READ);
    code.load(BYTE, D, drive);
    code.interrupt(Machine.DISK_SERVICE);
    code.pop(C);
    code.jump(Condition.CARRY, failed);
    code.apply(Arithmetic.ADD, WORD, packet.plus(PACKET_SEGMENT), SIZE / 16);
    code.apply(Arithmetic.ADD, DOUBLE, packet.plus(PACKET_SECTOR), 1);
    code.apply(Arithmetic.ADC, DOUBLE, packet.plus(PACKET_SECTOR + 4), 0);
    code.subtract(WORD, C, 1);
    code.jump(Condition.NOT_ZERO, next);
    code.load(BYTE, D, drive);
    code.jumpFar(Machine.LOAD_ADDRESS);
  }

  private void subroutines() {
    code.bind(failed);
    print(error);
    Label stop = code.label();
    code.bind(stop);
    code.halt();
    code.jump(stop);

    code.bind(printText);
    Label done = code.label();
    code.loadNext();
    code.test(BYTE, A);
    code.jump(Condition.ZERO, done);
    code.call(printByte);
    code.jump(printText);

    // Digits come last first; the stack turns them round.
    code.bind(printNumber);
    Label divide = code.label();
    Label digits = code.label();
    code.apply(Arithmetic.XOR, WORD, C, C);
    code.set(DOUBLE, B, 10);
    code.bind(divide);
    code.apply(Arithmetic.XOR, DOUBLE, D, D);
    code.divide(B);
    code.push(D);
    code.add(WORD, C, 1);
    code.test(DOUBLE, A);
    code.jump(Condition.NOT_ZERO, divide);
    code.bind(digits);
    code.pop(A);
    code.add(WORD, A, '0');
    code.call(printByte);
    code.subtract(WORD, C, 1);
    code.jump(Condition.NOT_ZERO, digits);
    code.bind(done);
    code.ret();

    code.bind(printByte);
    code.push(C);
    Machine.serialByte(code);
    code.setHighOfA(Machine.TELETYPE);
    code.set(WORD, B, 7);
    code.interrupt(Machine.SCREEN_SERVICE);
    code.pop(C);
    code.ret();
  }
}
