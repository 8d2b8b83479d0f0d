package org.heliosimage.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTextTest {

  private final List<String> lines = new ArrayList<>();

  private boolean feed(ConsoleText console, String text) {
    boolean seen = false;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      seen |= console.add(b);
    }
    return seen;
  }

  @Test
  void linesComeWithoutControlSequences() {
    ConsoleText console = new ConsoleText(lines::add, "never");
    assertFalse(feed(console, "\u001b[2J\u001b[01;01HBooting\u001b[0m\r\n\r\n  second \u001b7c\n"));
    assertEquals(List.of("Booting", "second c"), lines);
    assertEquals("second c", console.last());
  }

  @Test
  void textIsFoundBeforeItsLineEnds() {
    ConsoleText console = new ConsoleText(lines::add, "login:");
    assertFalse(feed(console, "helios console login"));
    assertTrue(feed(console, ":"));
    assertEquals(List.of(), lines);
    console.end();
    assertEquals(List.of("helios console login:"), lines);
  }

  @Test
  void textIsFoundAcrossColoursAndRepeatedStarts() {
    assertTrue(feed(new ConsoleText(lines::add, "aab"), "aa\u001b[31mab"));
  }

  @Test
  void endlessLineIsPassedOnInParts() {
    ConsoleText console = new ConsoleText(lines::add, "never");
    feed(console, "x".repeat(2500));
    assertEquals(2, lines.size());
  }
}
