package org.heliosimage.iso;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heliosimage.Peers;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Device;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** Compares what xorriso lists and extracts with what was meant. */
final class XorrisoJudge {

  private static final Pattern LISTED =
      Pattern.compile("([-dlbcp])([-rwxsStT]{9})\\s+(\\d+) (\\d+)\\s+(\\d+)\\s+(\\S.*)");

  private XorrisoJudge() {}

  static void judge(String xorriso, Path image, FileTree meant, Path folder)
      throws IOException, InterruptedException {
    Path script = folder.resolve("xorriso.txt");
    Path out = Files.createTempDirectory(folder, "extracted");
    List<String> listing = new ArrayList<>();
    meant.walk((path, entry) -> expect(listing, path, entry));
    List<String> command =
        List.of(
            xorriso,
            "-no_rc",
            "-abort_on",
            "WARNING",
            "-osirrox",
            "on:auto_chmod_on",
            "-indev",
            image.toString(),
            "-find",
            "/",
            "-exec",
            "lsdl",
            "--");
    Map<String, String> listed = new TreeMap<>();
    for (String line : Peers.run(folder, command).ok().lines().toList()) {
      Matcher parts = LISTED.matcher(line);
      if (parts.matches()) {
        // Size and time are compared where files are extracted.
        String name = parts.group(6).substring(parts.group(6).indexOf('\''));
        listed.put(
            name, parts.group(1) + parts.group(2) + " " + parts.group(4) + " " + parts.group(5));
      }
    }
    for (String line : listing) {
      int name = line.indexOf('\'');
      String shown = listed.remove(line.substring(name));
      assertEquals(line.substring(0, name - 1), shown, line);
    }
    assertEquals(Map.of(), listed);
    List<String> extract = new ArrayList<>();
    List<RegularFile> files = new ArrayList<>();
    meant.walk(
        (path, entry) -> {
          if (entry.node() instanceof RegularFile file) {
            extract.add("-extract " + quoted(path) + " " + quoted(out + "/" + files.size()));
            files.add(file);
          }
        });
    Files.write(script, extract);
    Peers.run(
            folder,
            xorriso,
            "-no_rc",
            "-abort_on",
            "FAILURE",
            "-osirrox",
            "on",
            "-indev",
            image.toString(),
            "-options_from_file",
            script.toString())
        .ok();
    for (int i = 0; i < files.size(); i++) {
      Path file = out.resolve(Integer.toString(i));
      file.toFile().setReadable(true);
      assertArrayEquals(files.get(i).content().bytes(), Files.readAllBytes(file));
      assertEquals(
          files.get(i).attributes().seconds(), Files.getLastModifiedTime(file).toMillis() / 1000);
    }
    try (Stream<Path> all = Files.walk(out)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\"'\"'") + "'";
  }

  private static void expect(List<String> listing, String path, FileTree.Entry entry) {
    Node node = entry.node();
    char type =
        node instanceof Directory
            ? 'd'
            : node instanceof Symlink
                ? 'l'
                : node instanceof RegularFile
                    ? '-'
                    : node instanceof Device device ? device.block() ? 'b' : 'c' : 'p';
    String target = node instanceof Symlink link ? " -> " + quoted(link.target()) : "";
    listing.add(
        String.format(
            Locale.ROOT,
            "%c%s %d %d %s%s",
            type,
            mode(node.attributes().mode()),
            node.attributes().uid(),
            node.attributes().gid(),
            quoted(path),
            target));
  }

  private static String mode(int mode) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      text.append((mode & 0400 >> i) != 0 ? "rwx".charAt(i % 3) : '-');
    }
    special(text, 2, (mode & 04000) != 0, 's');
    special(text, 5, (mode & 02000) != 0, 's');
    special(text, 8, (mode & 01000) != 0, 't');
    return text.toString();
  }

  private static void special(StringBuilder text, int at, boolean set, char letter) {
    if (set) {
      text.setCharAt(at, text.charAt(at) == 'x' ? letter : Character.toUpperCase(letter));
    }
  }
}
