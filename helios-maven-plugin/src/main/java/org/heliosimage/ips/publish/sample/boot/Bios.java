package org.heliosimage.ips.publish.sample.boot;

import static org.heliosimage.ips.publish.sample.x86.Register.A;
import static org.heliosimage.ips.publish.sample.x86.Register.B;
import static org.heliosimage.ips.publish.sample.x86.Register.C;
import static org.heliosimage.ips.publish.sample.x86.Register.D;
import static org.heliosimage.ips.publish.sample.x86.Register.SI;
import static org.heliosimage.ips.publish.sample.x86.Register.SP;
import static org.heliosimage.ips.publish.sample.x86.Width.BYTE;
import static org.heliosimage.ips.publish.sample.x86.Width.DOUBLE;
import static org.heliosimage.ips.publish.sample.x86.Width.WORD;

import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Condition;
import org.heliosimage.ips.publish.sample.x86.Label;
import org.heliosimage.ips.publish.sample.x86.Memory;
import org.heliosimage.ips.publish.sample.x86.Segment;

/** What programs that BIOS loads have in common, whatever they report. */
final class Bios {

  private static final int POWER_CONNECT = 0x5301;
  private static final int POWER_STATE = 0x5307;
  private static final int POWER_VERSION = 0x530e;
  private static final int ALL_DEVICES = 1;
  private static final int OFF = 3;

  private final ReportProgram program;
  private final Assembler code;
  private final Memory drive;
  private final Memory packet;

  Bios(ReportProgram program) {
    this.program = program;
    this.code = program.code;
    this.drive = program.data.space(1, 1);
    this.packet = program.data.space(16, 4);
  }

  /** Prepares the machine, has B point to the data block and keeps the drive. */
  void begin() {
    code.disableInterrupts();
    code.clear(A);
    code.moveToSegment(Segment.DS, A);
    code.moveToSegment(Segment.ES, A);
    code.moveToSegment(Segment.SS, A);
    code.set(DOUBLE, SP, Machine.LOAD_ADDRESS);
    code.enableInterrupts();
    code.clearDirection();
    code.address(B, program.dataBegin);
    code.store(BYTE, drive, D);
    Machine.openSerial(code);
  }

  /**
   * The subroutine of that name.
   *
   * @param medium what a message calls the drive
   */
  void readSector(String medium) {
    code.bind(program.readSector);
    code.store(DOUBLE, packet, 0x0001_0010);
    code.load(DOUBLE, A, program.sectorTarget);
    code.store(DOUBLE, packet.plus(4), A);
    program.copyNumber(packet.plus(8), program.sectorNumber);
    code.address(SI, packet);
    code.load(BYTE, D, drive);
    code.setHighOfA(Machine.EXTENDED_READ);
    code.interrupt(Machine.DISK_SERVICE);
    code.address(B, program.dataBegin);
    program.failIf(Condition.CARRY, "BIOS cannot read the " + medium);
    code.ret();
  }

  /** The subroutine of that name: on the serial line and on the screen. */
  void showLine() {
    code.bind(program.showLine);
    program.sendLine();
    program.eachByteOfLine(
        () -> {
          code.push(SI);
          code.setHighOfA(Machine.TELETYPE);
          code.set(WORD, B, 7);
          code.interrupt(Machine.SCREEN_SERVICE);
          code.address(B, program.dataBegin);
          code.pop(SI);
        });
    for (char end : new char[] {'\r', '\n'}) {
      code.set(WORD, A, Machine.TELETYPE << 8 | end);
      code.set(WORD, B, 7);
      code.interrupt(Machine.SCREEN_SERVICE);
    }
    code.address(B, program.dataBegin);
    program.emptyLine();
    code.ret();
  }

  /** Where the program ends: advanced power management, which BIOS still offers. */
  void stop() {
    code.bind(program.stop);
    power(POWER_CONNECT, 0, 0);
    power(POWER_VERSION, 0, 0x0102);
    power(POWER_STATE, ALL_DEVICES, OFF);
    code.disableInterrupts();
    Label still = code.label();
    code.bind(still);
    code.halt();
    code.jump(still);
  }

  private void power(int service, int device, int argument) {
    code.set(WORD, A, service);
    code.set(WORD, B, device);
    code.set(WORD, C, argument);
    code.interrupt(Machine.SYSTEM_SERVICE);
  }
}
