package org.heliosimage.ips.publish.sample.x86;

/** A register; how much of it is meant tells the width of the operation. */
public enum Register {
  A(0),
  C(1),
  D(2),
  B(3),
  SP(4),
  BP(5),
  SI(6),
  DI(7),
  R8(8),
  R9(9);

  private final int number;

  Register(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
