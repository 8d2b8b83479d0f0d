package org.heliosimage.vm;

import java.util.function.Consumer;

/**
 * What a machine prints on a serial line, as text: without the control sequences of terminals, cut
 * into lines, and searched for a text that need not be on a line of its own.
 */
final class ConsoleText {

  private static final char ESCAPE = 0x1B;

  /** A line that does not end is passed on in parts. */
  private static final int MAX_LINE = 1024;

  private final Consumer<String> lines;
  private final String wanted;
  private final StringBuilder line = new StringBuilder();
  private final StringBuilder seen = new StringBuilder();
  private State state = State.TEXT;
  private String last = "";

  private enum State {
    TEXT,
    ESCAPE,
    SEQUENCE
  }

  /**
   * @param lines told every line that is not blank
   * @param wanted what to search for
   */
  ConsoleText(Consumer<String> lines, String wanted) {
    this.lines = lines;
    this.wanted = wanted;
  }

  /** Takes a byte; whether the wanted text has now come. */
  boolean add(int value) {
    char c = (char) (value & 0xff);
    switch (state) {
      case ESCAPE -> state = c == '[' ? State.SEQUENCE : State.TEXT;
      case SEQUENCE -> state = c >= '@' && c <= '~' ? State.TEXT : State.SEQUENCE;
      case TEXT -> {
        if (c == ESCAPE) {
          state = State.ESCAPE;
        } else if (c == '\n' || c == '\r') {
          end();
        } else if (c >= ' ') {
          return addText(c);
        }
      }
    }
    return false;
  }

  private boolean addText(char c) {
    line.append(c);
    seen.append(c);
    if (seen.length() > wanted.length()) {
      seen.deleteCharAt(0);
    }
    if (line.length() == MAX_LINE) {
      end();
    }
    return wanted.contentEquals(seen);
  }

  /** Passes on what is left of the last line. */
  void end() {
    String text = line.toString().strip();
    line.setLength(0);
    if (!text.isEmpty()) {
      last = text;
      lines.accept(text);
    }
  }

  /** The last line that was not blank. */
  String last() {
    return last;
  }
}
