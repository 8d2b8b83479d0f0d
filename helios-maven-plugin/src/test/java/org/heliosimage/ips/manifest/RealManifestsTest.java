package org.heliosimage.ips.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Parses the manifests of illumos, {@code usr/src/pkg/manifests} of its source, which lie in a
 * folder that the system property {@code helios.test.manifests} names.
 *
 * <p>They are input of pkgmogrify(1). Of what that does this test does the least: directives, which
 * are lines in angle brackets, are dropped, macros that keep or drop a line by architecture keep
 * it, and all other macros stay in the text, as undefined ones do.
 */
class RealManifestsTest {

  private static final String PROPERTY = "helios.test.manifests";
  private static final Pattern DIRECTIVE = Pattern.compile("(?m)^<(?:[^\\n]*\\\\\\n)*[^\\n]*\\n");
  private static final Pattern LINE_MACRO = Pattern.compile("(?m)^(?:\\$\\([A-Za-z0-9_]+\\))+");

  /** Reads attributes in another way than the parser does. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "\\s([^\\s='\"]+)=(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|[^\\s'\"]\\S*)");

  @Test
  void allAreTheSameWhenWrittenAndReadAgain() throws Exception {
    String folder = System.getProperty(PROPERTY);
    if (folder == null) {
      Assumptions.abort("no folder of manifests is named by -D" + PROPERTY);
    }
    int files = 0;
    int actions = 0;
    int variants = 0;
    try (Stream<Path> paths = Files.list(Path.of(String.valueOf(folder)))) {
      for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
        String source = Files.readString(path, StandardCharsets.UTF_8);
        String text = LINE_MACRO.matcher(DIRECTIVE.matcher(source).replaceAll("")).replaceAll("");
        Manifest manifest = Manifest.parse(text.getBytes(StandardCharsets.UTF_8), path.toString());
        List<String> lines = logicalLines(text);
        assertEquals(lines.size(), manifest.actions().size(), path.toString());
        StringBuilder canonical = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
          Action action = manifest.actions().get(i);
          assertEquals(
              attributes(lines.get(i), action), action.attributes(), path + ": " + lines.get(i));
          canonical.append(action).append('\n');
          variants += action.attributesWithPrefix("variant.").size();
        }
        Manifest again =
            Manifest.parse(canonical.toString().getBytes(StandardCharsets.UTF_8), "again");
        assertEquals(manifest.actions(), again.actions(), path.toString());
        files++;
        actions += lines.size();
      }
    }
    System.out.println(files + " manifests, " + actions + " actions, " + variants + " variants");
    assertTrue(files > 0 && variants > 0, "nothing in " + folder);
  }

  private static List<String> logicalLines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.replaceAll("\\\\\\n[ \\t]*", "").split("\n", -1)) {
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        lines.add(stripped);
      }
    }
    return lines;
  }

  /** In the order of the keys, the values of each in the order of the line. */
  private static SortedMap<String, List<String>> attributes(String line, Action action) {
    SortedMap<String, List<String>> found = new TreeMap<>();
    Matcher matcher = ATTRIBUTE.matcher(line);
    while (matcher.find()) {
      String value = matcher.group(2);
      char quote = value.charAt(0);
      if (quote == '"' || quote == '\'') {
        value = value.substring(1, value.length() - 1).replace("\\" + quote, "" + quote);
      }
      found.computeIfAbsent(matcher.group(1), key -> new ArrayList<>()).add(value);
    }
    found.remove("hash");
    if (action.type() == ActionType.SET && !found.containsKey("name") && found.size() == 1) {
      String name = found.firstKey();
      return new TreeMap<>(Map.of("name", List.of(name), "value", found.get(name)));
    }
    if (action.type() == ActionType.DRIVER && found.containsKey("clone_perms")) {
      found.put(
          "clone_perms",
          found.get("clone_perms").stream()
              .map(p -> p.split(" ").length == 3 ? action.keyValue() + " " + p : p)
              .toList());
    }
    return found;
  }
}
