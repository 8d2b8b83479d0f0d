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
 * @param title what it is in messages
 * @param words the program and its arguments
 * @param folder where it runs
 * @param environment what it finds in its environment beside what the host has there
 * @param patience how long it may take
 */
record Command(
    String title,
    List<String> words,
    Path folder,
    Map<String, String> environment,
    Duration patience) {

  Command {
    words = List.copyOf(words);
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** A short command, which messages tell in full. */
  static Command of(Path folder, Duration patience, String... words) {
    return new Command(text(List.of(words)), List.of(words), folder, Map.of(), patience);
  }

  /** The command as a user would type it. */
  String text() {
    return text(words);
  }

  private static String text(List<String> words) {
    return String.join(" ", words.stream().map(Command::quoted).toList());
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./^-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
