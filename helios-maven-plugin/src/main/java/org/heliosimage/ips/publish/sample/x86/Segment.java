package org.heliosimage.ips.publish.sample.x86;

/** Segment registers, by their number in instructions. */
public enum Segment {
  ES(0),
  CS(1),
  SS(2),
  DS(3);

  final int number;

  Segment(int number) {
    this.number = number;
  }
}
