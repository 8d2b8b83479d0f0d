package org.heliosimage.maven;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.heliosimage.engine.BuildException;

/** Turns what went wrong into one sentence. */
final class Sentence {

  private Sentence() {}

  /** The message of an exception, with the parameter to change if it names one. */
  static String of(IOException e, ParameterNames names) {
    String text = text(e);
    String change =
        e instanceof BuildException build
            ? build.parameter().map(name -> " (set by " + names.spelled(name) + ")").orElse("")
            : "";
    return text + change + (text.endsWith(".") && change.isEmpty() ? "" : ".");
  }

  // The file system's own exceptions say the file, but often not what is wrong with it.
  private static String text(IOException e) {
    if (e instanceof FileSystemException file && file.getReason() == null) {
      return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
