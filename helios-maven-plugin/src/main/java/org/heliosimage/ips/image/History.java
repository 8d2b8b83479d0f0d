package org.heliosimage.ips.image;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.catalog.CatalogWriter;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;

/**
 * What was done to an image, as {@code pkg history} shows it: a file in {@code var/pkg/history} for
 * each operation, named by its time and a number. The machine that builds, its folders and its user
 * are not in it.
 */
final class History {

  private static final String FOLDER = ImageState.ROOT + "/history";

  private final FileTree tree;
  private final String time;
  private final Attributes folder;
  private final Attributes file;

  History(FileTree tree, long time) {
    this.tree = tree;
    this.time = CatalogWriter.time(Instant.ofEpochSecond(time));
    this.folder = Attributes.of(0755, 0, 0, time);
    this.file = Attributes.of(0644, 0, 0, time);
  }

  /**
   * Notes an operation that has succeeded.
   *
   * @param operation its name, such as {@code install}
   * @param arguments those of the {@code pkg} command that does the same
   * @param changes what has changed, a line each
   */
  void add(String operation, Collection<String> arguments, List<String> changes)
      throws IOException {
    StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><history>");
    text.append("<client name=\"pkg\" version=\"helios-maven-plugin\"><args>");
    for (String argument : arguments) {
      text.append("<arg>").append(quoted(argument)).append("</arg>");
    }
    text.append("</args></client><operation name=\"")
        .append(operation)
        .append("\" username=\"root\" userid=\"0\" result=\"Succeeded, None\" start_time=\"")
        .append(time)
        .append("\" end_time=\"")
        .append(time)
        .append("\">");
    if (!changes.isEmpty()) {
      text.append("<end_state>")
          .append(quoted("Package version changes:\n" + String.join("\n", changes)))
          .append("</end_state>");
    }
    text.append("</operation></history>\n");
    tree.mkdirs(FOLDER, folder);
    tree.put(free(), new RegularFile(file, Content.of(text.toString())));
  }

  /** The changes between two sets of packages, a line each. */
  static List<String> changes(
      SortedMap<String, InstalledPackage> before, SortedMap<String, InstalledPackage> after) {
    SortedMap<String, String> lines = new TreeMap<>();
    before.forEach((stem, here) -> lines.put(stem, here.fmri() + " -> None"));
    after.forEach(
        (stem, next) -> {
          InstalledPackage here = before.get(stem);
          if (here == null) {
            lines.put(stem, "None -> " + next.fmri());
          } else if (here.fmri().equals(next.fmri())) {
            lines.remove(stem);
          } else {
            lines.put(stem, here.fmri() + " -> " + next.fmri());
          }
        });
    return List.copyOf(lines.values());
  }

  /** Forgets all operations, and notes that. */
  void purge() throws IOException {
    if (tree.find(FOLDER).isPresent()) {
      for (FileTree.Entry entry : tree.list(FOLDER)) {
        tree.removeTree(FOLDER + "/" + entry.name());
      }
    }
    add("purge-history", List.of("pkg", "purge-history"), List.of());
  }

  /** All operations of a build have the same time, so the number tells them apart. */
  private String free() throws IOException {
    int number = 1;
    String path;
    do {
      path = String.format(Locale.ROOT, "%s/%s-%02d.xml", FOLDER, time, number++);
    } while (tree.find(path).isPresent());
    return path;
  }

  /** A text as it is; characters that XML cannot have become question marks. */
  private static String quoted(String text) {
    StringBuilder clean = new StringBuilder("<![CDATA[");
    text.replace("]]>", "]]]]><![CDATA[>")
        .codePoints()
        .map(c -> (c < ' ' && c != '\t' && c != '\n') || c == 0xfffe || c == 0xffff ? '?' : c)
        .map(c -> c >= 0xd800 && c <= 0xdfff ? '?' : c)
        .forEach(clean::appendCodePoint);
    return clean.append("]]>").toString();
  }
}
