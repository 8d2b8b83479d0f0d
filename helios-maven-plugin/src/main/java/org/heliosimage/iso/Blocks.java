package org.heliosimage.iso;

/** The unit of an image. */
final class Blocks {

  static final int SIZE = 2048;

  private Blocks() {}

  /** Blocks that bytes take. */
  static long of(long bytes) {
    return (bytes + SIZE - 1) / SIZE;
  }
}
