package org.heliosimage.engine.illumos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A command to run.
 *
 * @param words the program and its arguments
 * @param folder where it runs
 * @param environment what it finds in its environment beside what the host has there
 * @param patience how long it may take
 */
record Command(
    List<String> words, Path folder, Map<String, String> environment, Duration patience) {

  private static final int SHOWN = 3;

  Command {
    words = List.copyOf(words);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** The command as a user would type it. */
  String text() {
    return String.join(" ", words.stream().map(Command::quoted).toList());
  }

  /** Its first words, for messages: what it is, without all the details. */
  String title() {
    return String.join(" ", words.stream().limit(SHOWN).map(Command::quoted).toList())
        + (words.size() > SHOWN ? " ..." : "");
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./^-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
