package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a build went.
 *
 * @param command what was run
 * @param exitCode its exit code
 * @param seconds its wall time
 * @param lines what it printed
 */
record BuildLog(String command, int exitCode, double seconds, List<String> lines) {

  static final String STRAP = "base-01-strap";
  static final String INSTALL = "base-02-image";
  static final String ARCHIVE = "base-03-archive";
  static final String IMAGE = "qemu-ttya-base";

  /** The stages of a generated project, in order. */
  static final List<String> STAGES = List.of(STRAP, INSTALL, ARCHIVE, IMAGE);

  private static final String INFO = "[INFO] ";
  private static final String ERROR = "[ERROR] ";
  private static final String END = ". -> [Help 1]";

  BuildLog {
    lines = List.copyOf(lines);
  }

  /** The whole log, after the command. */
  String text() {
    return command + "\n" + String.join("\n", lines) + "\n";
  }

  /** Requires success. */
  BuildLog succeeded() {
    assertEquals(0, exitCode, this::text);
    return this;
  }

  /**
   * Requires that the build failed by one sentence in one line, in which these words are; gives it.
   */
  String failedSaying(String... words) {
    assertNotEquals(0, exitCode, this::text);
    String sentence =
        lines.stream()
            .filter(line -> line.startsWith(ERROR + "Failed to execute goal"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no goal failed: " + text()));
    for (String word : words) {
      assertTrue(sentence.contains(word), () -> "\"" + word + "\" is missing: " + text());
    }
    assertEquals(
        sentence.length() - END.length(),
        sentence.indexOf(". "),
        () -> "no one sentence: " + text());
    assertFalse(text().contains("\tat "), () -> "a stack trace: " + text());
    return sentence;
  }

  boolean says(String words) {
    return lines.stream().anyMatch(line -> line.contains(words));
  }

  /** Requires a line with these words. */
  BuildLog saying(String words) {
    assertTrue(says(words), () -> "\"" + words + "\" is missing: " + text());
    return this;
  }

  /** Requires that there is no line with these words. */
  BuildLog notSaying(String words) {
    assertFalse(says(words), () -> "\"" + words + "\" is said: " + text());
    return this;
  }

  /** Requires that these stages, and no others, had nothing to do, and that the others ran. */
  BuildLog leavingOut(String... stages) {
    return leavingOut(Arrays.asList(stages));
  }

  /** As above. */
  BuildLog leavingOut(List<String> stages) {
    for (String stage : STAGES) {
      boolean left = stages.contains(stage);
      assertEquals(left, says(INFO + stage + ": nothing to do"), () -> stage + ": " + text());
      assertEquals(!left, ran(stage), () -> stage + ": " + text());
    }
    return this;
  }

  private boolean ran(String stage) {
    return runs(stage) > 0;
  }

  /** How often a stage ran. */
  long runs(String stage) {
    return lines.stream()
        .filter(line -> line.startsWith(INFO + stage + ": ") && line.endsWith(" s)"))
        .count();
  }

  /** The rest of the last line that starts so, after Maven's own prefix. */
  Optional<String> after(String start) {
    return lines.stream()
        .filter(line -> line.startsWith(INFO + start))
        .map(line -> line.substring((INFO + start).length()))
        .reduce((first, second) -> second);
  }
}
