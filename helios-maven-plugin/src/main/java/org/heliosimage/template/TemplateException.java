package org.heliosimage.template;

import java.io.IOException;

/** A mistake in a template, an include or a feature directive, said in one sentence. */
public final class TemplateException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final String path;

  /** A mistake that belongs to no place in a file. */
  public TemplateException(String problem) {
    super(problem);
    this.file = "";
    this.line = 0;
    this.path = "";
  }

  /** A mistake at a place in a file. */
  public TemplateException(Origin origin, String problem) {
    super(origin + " " + problem);
    this.file = origin.file();
    this.line = origin.line();
    this.path = origin.path();
  }

  /** Where the file is, or an empty string. */
  public String file() {
    return file;
  }

  /** Line from 1, or 0. */
  public int line() {
    return line;
  }

  /** Place in the JSON document such as {@code steps[3].with}, or an empty string. */
  public String path() {
    return path;
  }
}
