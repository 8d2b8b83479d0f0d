package org.heliosimage.ips.publish.sample.boot;

import static org.heliosimage.ips.publish.sample.x86.Register.A;
import static org.heliosimage.ips.publish.sample.x86.Register.B;
import static org.heliosimage.ips.publish.sample.x86.Register.BP;
import static org.heliosimage.ips.publish.sample.x86.Register.C;
import static org.heliosimage.ips.publish.sample.x86.Register.D;
import static org.heliosimage.ips.publish.sample.x86.Register.DI;
import static org.heliosimage.ips.publish.sample.x86.Register.R8;
import static org.heliosimage.ips.publish.sample.x86.Register.R9;
import static org.heliosimage.ips.publish.sample.x86.Register.SI;
import static org.heliosimage.ips.publish.sample.x86.Register.SP;
import static org.heliosimage.ips.publish.sample.x86.Width.BYTE;
import static org.heliosimage.ips.publish.sample.x86.Width.DOUBLE;
import static org.heliosimage.ips.publish.sample.x86.Width.NATIVE;
import static org.heliosimage.ips.publish.sample.x86.Width.WORD;

import org.heliosimage.ips.publish.sample.x86.Arithmetic;
import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Condition;
import org.heliosimage.ips.publish.sample.x86.Label;
import org.heliosimage.ips.publish.sample.x86.Memory;
import org.heliosimage.ips.publish.sample.x86.Mode;
import org.heliosimage.ips.publish.sample.x86.Register;

/**
 * The report of a program for UEFI.
 *
 * <p>Tables of UEFI hold pointers, so where their members are depends on the mode. Calls pass their
 * arguments on the stack, in 64 bits the first four in registers too, for which the stack has room
 * all the same.
 */
final class EfiReport extends PoolReport {

  // Members of the system table, and how many pointers they come after its header.
  private static final int TABLE_HEADER = 24;
  private static final int HANDLE_PROTOCOL = 16;
  private static final int LOCATE_DEVICE_PATH = 20;
  private static final int LOCATE_PROTOCOL = 37;
  private static final int RESET_SYSTEM = 10;
  private static final int SHUTDOWN = 2;

  private static final int PATH_LIMIT = 512;
  private static final int PATH_END = 0x0004FF7F;
  private static final int PATH_PARTITION = 0x0104;

  private final Memory loadedImageId = identifier(0x5B1B31A1, 0x11D29562, 0xA0003F8E, 0x3B7269C9);
  private final Memory devicePathId = identifier(0x09576E91, 0x11D26D3F, 0xA000398E, 0x3B7269C9);
  private final Memory blockIoId = identifier(0x964E5B21, 0x11D26459, 0xA000398E, 0x3B7269C9);
  private final Memory serialIoId = identifier(0xBB25CF6F, 0x11D2F1D4, 0x90000C9A, 0xFDC13F27);

  private final Memory image = data.space(8, 8);
  private final Memory console = data.space(8, 8);
  private final Memory bootServices = data.space(8, 8);
  private final Memory runtimeServices = data.space(8, 8);
  private final Memory found = data.space(8, 8);
  private final Memory serialIsConsole = data.space(8, 8);
  private final Memory path = data.space(8, 8);
  private final Memory disk = data.space(8, 8);
  private final Memory blockIo = data.space(8, 8);
  private final Memory medium = data.space(8, 8);
  private final Memory partition = data.space(8, 8);
  private final Memory diskPath = data.space(PATH_LIMIT + 4, 8);
  private final Memory wideLine = data.space(1024, 8);

  private final int pointer;

  EfiReport(Mode mode) {
    super(new Assembler(mode, EfiImage.CODE));
    pointer = mode.pointer();
  }

  private Memory identifier(int... words) {
    Memory place = data.space(0, 8);
    for (int word : words) {
      data.put(
          new byte[] {(byte) word, (byte) (word >> 8), (byte) (word >> 16), (byte) (word >> 24)});
    }
    return place;
  }

  @Override
  String firmware() {
    return code.mode() == Mode.LONG ? "UEFI" : "UEFI of 32 bits";
  }

  @Override
  void begin() {
    if (code.mode() == Mode.PROTECTED) {
      code.load(NATIVE, C, Memory.at(SP, 4));
      code.load(NATIVE, D, Memory.at(SP, 8));
    }
    code.address(B, dataBegin);
    code.store(NATIVE, image, C);
    // Firmware's vendor and version come first, then three pairs of handle and console.
    int consoles = TABLE_HEADER + (code.mode() == Mode.LONG ? 16 : 8);
    member(console, D, consoles + 3 * pointer);
    member(runtimeServices, D, consoles + 6 * pointer);
    member(bootServices, D, consoles + 7 * pointer);
    // What firmware shows on its console it sends over the serial port if it drives that.
    call(bootServices, LOCATE_PROTOCOL, addressOf(serialIoId), number(0), addressOf(found));
    Label noSerial = code.label();
    code.jump(Condition.NOT_ZERO, noSerial);
    code.store(DOUBLE, serialIsConsole, 1);
    code.bind(noSerial);
    Label opened = code.label();
    code.compare(DOUBLE, serialIsConsole, 1);
    code.jump(Condition.EQUAL, opened);
    Machine.openSerial(code);
    code.bind(opened);
    greet();
    findDisk();
  }

  private void member(Memory to, Register table, int offset) {
    code.load(NATIVE, A, Memory.at(table, offset));
    code.store(NATIVE, to, A);
  }

  /** The program comes from a partition; the device path without that leads to the disk. */
  private void findDisk() {
    String noPartition = "it was not started from a partition";
    call(bootServices, HANDLE_PROTOCOL, valueOf(image), addressOf(loadedImageId), addressOf(found));
    failIf(Condition.NOT_ZERO, "firmware does not know this program");
    code.load(NATIVE, A, found);
    member(found, A, 3 * pointer);
    call(bootServices, HANDLE_PROTOCOL, valueOf(found), addressOf(devicePathId), addressOf(path));
    failIf(Condition.NOT_ZERO, noPartition);
    Label next = code.label();
    Label ended = code.label();
    code.load(NATIVE, SI, path);
    code.bind(next);
    code.load(DOUBLE, A, Memory.at(SI, 0));
    code.apply(Arithmetic.AND, DOUBLE, A, 0xFFFF);
    code.compare(DOUBLE, A, PATH_PARTITION);
    code.jump(Condition.EQUAL, ended);
    code.apply(Arithmetic.AND, DOUBLE, A, 0x7F);
    code.compare(DOUBLE, A, 0x7F);
    failIf(Condition.EQUAL, noPartition);
    code.clear(A);
    code.load(WORD, A, Memory.at(SI, 2));
    code.apply(Arithmetic.ADD, NATIVE, SI, A);
    code.jump(next);
    code.bind(ended);
    copyNumber(partition, Memory.at(SI, 8));
    code.move(NATIVE, C, SI);
    code.load(NATIVE, SI, path);
    code.apply(Arithmetic.SUB, NATIVE, C, SI);
    code.compare(NATIVE, C, PATH_LIMIT);
    failIf(Condition.ABOVE, "the device path is too long");
    code.address(DI, diskPath);
    code.store(NATIVE, path, DI);
    code.copy(BYTE);
    code.store(DOUBLE, Memory.at(DI, 0), PATH_END);
    print("Started from the partition at sector ");
    printNumber(partition);
    printLine("");
    openDisk();
  }

  private void openDisk() {
    call(bootServices, LOCATE_DEVICE_PATH, addressOf(blockIoId), addressOf(path), addressOf(disk));
    failIf(Condition.NOT_ZERO, "the partition has no disk");
    call(bootServices, HANDLE_PROTOCOL, valueOf(disk), addressOf(blockIoId), addressOf(blockIo));
    failIf(Condition.NOT_ZERO, "the disk cannot be read");
    code.load(NATIVE, SI, blockIo);
    code.load(NATIVE, SI, Memory.at(SI, 8));
    code.load(DOUBLE, A, Memory.at(SI, 0));
    code.store(DOUBLE, medium, A);
    code.compare(DOUBLE, Memory.at(SI, 12), SECTOR);
    failIf(Condition.NOT_EQUAL, "the disk has sectors of another size");
  }

  @Override
  void subroutines() {
    code.bind(readSector);
    callMethod(
        blockIo,
        8 + 2 * pointer,
        valueOf(blockIo),
        valueOf(medium),
        longAt(sectorNumber),
        number(SECTOR),
        valueOf(sectorTarget));
    failIf(Condition.NOT_ZERO, "UEFI cannot read the disk");
    code.ret();

    Label shown = code.label();
    code.bind(showLine);
    code.compare(DOUBLE, serialIsConsole, 1);
    code.jump(Condition.EQUAL, shown);
    sendLine();
    code.bind(shown);
    code.address(D, wideLine);
    eachByteOfLine(this::appendWide);
    for (char end : new char[] {'\r', '\n', 0}) {
      code.set(DOUBLE, A, end);
      appendWide();
    }
    callMethod(console, pointer, valueOf(console), addressOf(wideLine));
    emptyLine();
    code.ret();

    code.bind(stop);
    call(runtimeServices, RESET_SYSTEM, number(SHUTDOWN), number(0), number(0), number(0));
    Label still = code.label();
    code.bind(still);
    code.halt();
    code.jump(still);
  }

  private void appendWide() {
    code.store(WORD, Memory.at(D, 0), A);
    code.add(NATIVE, D, 2);
  }

  // Calls.

  /** Code that leaves an argument in A, a half at a time if it is wider than that. */
  private interface Argument {
    void load(int half);

    default int slots() {
      return 1;
    }
  }

  private Argument valueOf(Memory place) {
    return half -> code.load(NATIVE, A, place);
  }

  private Argument addressOf(Memory place) {
    return half -> code.address(A, place);
  }

  private Argument number(int value) {
    return half -> code.set(DOUBLE, A, value);
  }

  private Argument longAt(Memory place) {
    return new Argument() {
      @Override
      public void load(int half) {
        code.load(NATIVE, A, place.plus(half * pointer));
      }

      @Override
      public int slots() {
        return 8 / pointer;
      }
    };
  }

  /** Calls a function of a table of services; the flags tell whether it failed. */
  private void call(Memory table, int index, Argument... arguments) {
    callMethod(table, TABLE_HEADER + index * pointer, arguments);
  }

  private void callMethod(Memory table, int offset, Argument... arguments) {
    code.push(BP);
    code.move(NATIVE, BP, SP);
    code.apply(Arithmetic.AND, NATIVE, SP, -16);
    code.subtract(NATIVE, SP, 48);
    int slot = 0;
    for (Argument argument : arguments) {
      for (int half = 0; half < argument.slots(); half++) {
        argument.load(half);
        code.store(NATIVE, Memory.at(SP, slot++ * pointer), A);
      }
    }
    if (code.mode() == Mode.LONG) {
      Register[] first = {C, D, R8, R9};
      for (int i = 0; i < first.length; i++) {
        code.load(NATIVE, first[i], Memory.at(SP, i * pointer));
      }
    }
    code.load(NATIVE, A, table);
    code.load(NATIVE, A, Memory.at(A, offset));
    code.call(A);
    code.move(NATIVE, SP, BP);
    code.pop(BP);
    code.test(NATIVE, A);
  }
}
