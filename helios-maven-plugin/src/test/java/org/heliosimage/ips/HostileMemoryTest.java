package org.heliosimage.ips;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.heliosimage.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests and catalogs that are made to exhaust a machine end in a sentence. */
class HostileMemoryTest {

  @TempDir private Path folder;

  @Test
  void everyCaseEndsWithinLittleMemory() throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String output =
        Peers.run(
                folder,
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-classpath",
                    absolute(classPath),
                    HostileMain.class.getName()))
            .ok();
    TreeMap<String, String> outcomes = new TreeMap<>();
    output
        .lines()
        .filter(line -> line.matches("\\w+ .*"))
        .forEach(
            line ->
                outcomes.put(
                    line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
    TreeMap<String, String> expected = new TreeMap<>();
    HostileMain.cases().forEach(name -> expected.put(name, "refused"));
    // These are large, but might be meant.
    expected.put("allowedActions", "value");
    expected.put("quotes", "value");
    assertEquals(expected, outcomes, output);
  }

  private static String absolute(String classPath) {
    return List.of(classPath.split(java.io.File.pathSeparator)).stream()
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
  }
}
