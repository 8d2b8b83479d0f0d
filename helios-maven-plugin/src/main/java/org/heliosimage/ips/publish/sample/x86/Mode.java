package org.heliosimage.ips.publish.sample.x86;

/** What a processor takes instructions for. */
public enum Mode {
  /** 16 bits, and addresses of 16 bits: the shortest code. */
  REAL(2, 2, 2),
  /** 16 bits, but registers and addresses of 32 bits are used throughout. */
  REAL_WIDE(2, 2, 4),
  PROTECTED(4, 4, 4),
  LONG(4, 8, 8);

  /** Bytes of an operand without prefix. */
  final int operand;

  /** Bytes of an address without prefix. */
  final int address;

  private final int pointer;

  Mode(int operand, int address, int pointer) {
    this.operand = operand;
    this.address = address;
    this.pointer = pointer;
  }

  /** Bytes of an address as programs use them. */
  public int pointer() {
    return pointer;
  }
}
