package org.heliosimage.ips.publish.sample.x86;

/** How wide an operand is. */
public enum Width {
  BYTE(1),
  WORD(2),
  DOUBLE(4),
  /** As wide as addresses are in the mode. */
  NATIVE(0);

  private final int bytes;

  Width(int bytes) {
    this.bytes = bytes;
  }

  int bytes(Mode mode) {
    return this == NATIVE ? mode.pointer() : bytes;
  }
}
