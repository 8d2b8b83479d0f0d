package org.heliosimage.ips.publish.sample.boot;

import static org.heliosimage.ips.publish.sample.x86.Register.A;
import static org.heliosimage.ips.publish.sample.x86.Register.C;
import static org.heliosimage.ips.publish.sample.x86.Register.D;
import static org.heliosimage.ips.publish.sample.x86.Width.BYTE;
import static org.heliosimage.ips.publish.sample.x86.Width.WORD;

import org.heliosimage.ips.publish.sample.x86.Arithmetic;
import org.heliosimage.ips.publish.sample.x86.Assembler;
import org.heliosimage.ips.publish.sample.x86.Condition;
import org.heliosimage.ips.publish.sample.x86.Label;

/** What programs for PCs rely on: addresses and numbers of BIOS, and the first serial line. */
final class Machine {

  /** Where BIOS loads the first sector to, and stage one stage two. */
  static final int LOAD_ADDRESS = 0x7c00;

  static final int SCREEN_SERVICE = 0x10;
  static final int TELETYPE = 0x0e;
  static final int DISK_SERVICE = 0x13;
  static final int EXTENDED_READ = 0x42;
  static final int SYSTEM_SERVICE = 0x15;

  private static final int SERIAL = 0x3f8;
  private static final int INTERRUPTS = SERIAL + 1;
  private static final int LINE_CONTROL = SERIAL + 3;
  private static final int LINE_STATUS = SERIAL + 5;
  private static final int EIGHT_BITS = 0x03;
  private static final int SET_DIVISOR = 0x80;
  private static final int CAN_SEND = 0x20;

  private Machine() {}

  /** 115200 bits per second, 8 bits, no parity. */
  static void openSerial(Assembler code) {
    setPort(code, LINE_CONTROL, EIGHT_BITS | SET_DIVISOR);
    setPort(code, SERIAL, 1);
    setPort(code, INTERRUPTS, 0);
    setPort(code, LINE_CONTROL, EIGHT_BITS);
  }

  private static void setPort(Assembler code, int port, int value) {
    code.set(WORD, D, port);
    code.set(BYTE, A, value);
    code.out();
  }

  /**
   * Sends the byte in A, which stays there; changes C and D. Without such a line, nothing waits.
   */
  static void serialByte(Assembler code) {
    code.move(BYTE, C, A);
    code.set(WORD, D, LINE_STATUS);
    Label wait = code.label();
    code.bind(wait);
    code.in();
    code.apply(Arithmetic.AND, BYTE, A, CAN_SEND);
    code.jump(Condition.ZERO, wait);
    code.set(WORD, D, SERIAL);
    code.move(BYTE, A, C);
    code.out();
  }
}
