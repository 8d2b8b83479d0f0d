package org.heliosimage.ips.publish.sample.x86;

/** Operations of two operands, by their number in instructions. */
public enum Arithmetic {
  ADD(0),
  OR(1),
  ADC(2),
  SBB(3),
  AND(4),
  SUB(5),
  XOR(6),
  CMP(7);

  final int number;

  Arithmetic(int number) {
    this.number = number;
  }
}
