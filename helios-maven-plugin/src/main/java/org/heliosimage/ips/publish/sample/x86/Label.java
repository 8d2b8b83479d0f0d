package org.heliosimage.ips.publish.sample.x86;

/** A place in a program, which may come later. */
public final class Label {

  private int position = -1;

  Label() {}

  void bind(int place) {
    if (position >= 0) {
      throw new IllegalStateException("bound twice");
    }
    position = place;
  }

  int position() {
    if (position < 0) {
      throw new IllegalStateException("used but never bound");
    }
    return position;
  }
}
