package org.heliosimage.template;

/**
 * Where something was written.
 *
 * @param file location of the template or include as the user knows it
 * @param line line from 1
 * @param path place in the JSON document such as {@code steps[3]}; empty for the document itself
 */
public record Origin(String file, int line, String path) {

  Origin member(String name, int memberLine) {
    return new Origin(file, memberLine, path.isEmpty() ? name : path + "." + name);
  }

  Origin element(int index, int elementLine) {
    return new Origin(file, elementLine, path + "[" + index + "]");
  }

  @Override
  public String toString() {
    return file + ":" + line + ": " + (path.isEmpty() ? "the document" : path);
  }
}
