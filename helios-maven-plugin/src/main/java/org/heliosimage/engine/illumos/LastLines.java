package org.heliosimage.engine.illumos;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that a command has printed, for messages; any thread may add some. */
final class LastLines {

  private static final int KEPT = 5;
  private static final int LENGTH = 300;

  private final Deque<String> lines = new ArrayDeque<>();

  synchronized void add(String line) {
    String text = line.strip();
    if (text.isEmpty()) {
      return;
    }
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(text.length() > LENGTH ? text.substring(0, LENGTH) + "..." : text);
  }

  synchronized List<String> get() {
    return List.copyOf(lines);
  }
}
