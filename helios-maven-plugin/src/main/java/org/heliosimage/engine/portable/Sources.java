package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The output area as steps see it. Every file taken from it becomes part of the key of the stage,
 * so a step must not open files there by other ways. Names are relative, separated by {@code /};
 * absolute ones and such with {@code ..} are refused.
 */
public interface Sources {

  /**
   * An existing file of the output area ({@code outputsrc}, a tar to unpack, a source of {@code
   * gzip} or {@code digest}).
   */
  Path output(String name) throws IOException;

  /**
   * A file of the output area to be written now. The path returned is a temporary one; the engine
   * gives the file its name when all steps have succeeded.
   */
  Path newOutput(String name) throws IOException;

  /**
   * Takes the bytes of a new file, all of them and in order, while they are written: then nobody
   * has to read it again to tell what it is like.
   */
  Consumer<ByteBuffer> watch(String name);

  /** Whether an output was made by this very stage, and gets another name when the stage ends. */
  default boolean isNew(String name) {
    return false;
  }
}
