package org.heliosimage.engine.portable;

import java.io.IOException;

/** The tree that a stage has left cannot be used; running that stage again makes a new one. */
final class LostTreeException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String stage;

  LostTreeException(String stage, IOException cause) {
    super(cause.getMessage(), cause);
    this.stage = stage;
  }

  /** The stage to run again. */
  String stage() {
    return stage;
  }
}
