package org.heliosimage.ips.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heliosimage.ips.IpsException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the cases below {@code src/test/resources/org/heliosimage/ips/image/solver}. */
class CorpusTest {

  private static final List<String> FILES =
      List.of(
          "dependencies.txt",
          "publishers.txt",
          "incorporations.txt",
          "selection.txt",
          "operations.txt",
          "explanations.txt",
          "generated.txt");

  private record Case(String title, List<String> lines) {}

  private static List<Case> cases(String file) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = CorpusTest.class.getResourceAsStream("solver/" + file)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.startsWith("== ")) {
          cases.add(new Case(line.substring(3), new ArrayList<>()));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          cases.get(cases.size() - 1).lines().add(line);
        }
      }
    }
    return cases;
  }

  @TestFactory
  List<DynamicTest> corpus() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String file : FILES) {
      for (Case each : cases(file)) {
        tests.add(DynamicTest.dynamicTest(file + ": " + each.title(), () -> check(each)));
      }
    }
    return tests;
  }

  @Test
  void isLargeAndEachCaseExpectsSomething() throws IOException {
    Set<String> titles = new HashSet<>();
    int count = 0;
    for (String file : FILES) {
      for (Case each : cases(file)) {
        count++;
        assertTrue(titles.add(file + each.title()), each.title() + " is there twice");
        String last = each.lines().get(each.lines().size() - 1);
        assertTrue(last.matches("(?s)[=!].*|0|avoided:.*|manual:.*"), each.title());
      }
    }
    assertTrue(count >= 300, count + " cases");
  }

  private static void check(Case test) throws IOException {
    Workbench bench = new Workbench();
    String command = null;
    String failure = null;
    boolean changed = false;
    for (String line : test.lines()) {
      char kind = line.charAt(0);
      if (kind == '=' || line.startsWith("avoided:") || line.startsWith("manual:")) {
        assertEquals(null, failure, command);
        String expected = line.substring(line.startsWith("=") ? 1 : line.indexOf(':') + 1).strip();
        String found =
            switch (kind) {
              case '=' -> bench.installed();
              case 'a' -> bench.avoided();
              default -> bench.manual();
            };
        assertEquals(expected, found, command);
      } else if (kind == '!') {
        String expected = line.substring(1).strip();
        assertEquals(expected.equals("*") ? failure : expected, String.valueOf(failure), command);
        failure = null;
      } else if (line.equals("0")) {
        assertEquals(null, failure, command);
        assertEquals(false, changed, command + " made it " + bench.installed());
      } else if (kind == '>') {
        assertEquals(null, failure, command);
        command = line.substring(1).strip();
        try {
          changed = bench.run(command);
        } catch (IpsException e) {
          failure = e.getMessage();
        }
      } else {
        bench.add(line);
      }
    }
    assertEquals(null, failure, command);
  }
}
