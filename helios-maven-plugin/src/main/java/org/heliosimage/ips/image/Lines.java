package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A text file of /etc that is edited line by line; lines nobody asks for stay as they are. */
final class Lines {

  private final List<String> lines = new ArrayList<>();
  private boolean changed;

  Lines(String text) {
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      lines.add(text.substring(start, end < 0 ? text.length() : end));
      start = end < 0 ? text.length() : end + 1;
    }
  }

  List<String> all() {
    return List.copyOf(lines);
  }

  /** Index of the first line that matches, or -1. */
  int indexOf(Predicate<String> match) {
    for (int i = 0; i < lines.size(); i++) {
      if (match.test(lines.get(i))) {
        return i;
      }
    }
    return -1;
  }

  String get(int index) {
    return lines.get(index);
  }

  void append(String line) {
    lines.add(line);
    changed = true;
  }

  void set(int index, String line) {
    changed |= !lines.set(index, line).equals(line);
  }

  /** Replaces the line at an index, or appends if the index is -1. */
  void setOrAppend(int index, String line) {
    if (index < 0) {
      append(line);
    } else {
      set(index, line);
    }
  }

  void removeIf(Predicate<String> match) {
    changed |= lines.removeIf(match);
  }

  boolean changed() {
    return changed;
  }

  /** The text, every line ended. */
  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
