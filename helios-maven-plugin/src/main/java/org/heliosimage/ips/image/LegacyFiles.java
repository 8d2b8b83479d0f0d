package org.heliosimage.ips.image;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;

/** What legacy actions leave for programs that ask the old packaging: var/sadm/pkg. */
final class LegacyFiles {

  private static final String FOLDER = "var/sadm/pkg/";
  private static final String CONTENTS_FOLDER = "var/sadm/install";
  private static final int MAX_NAME = 256;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("MMM dd yyyy HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final FileTree tree;
  private final String architecture;
  private final long time;

  LegacyFiles(FileTree tree, String architecture, long time) {
    this.tree = tree;
    this.architecture = architecture;
    this.time = time;
  }

  /**
   * @param packages what the image will have, by name
   */
  void apply(
      SortedMap<String, Owned> before,
      SortedMap<String, Owned> after,
      Map<String, InstalledPackage> packages)
      throws IOException {
    for (String name : before.keySet()) {
      if (!after.containsKey(name) && tree.find(folder(name)).isPresent()) {
        tree.removeTree(folder(name));
      }
    }
    for (Map.Entry<String, Owned> entry : after.entrySet()) {
      Owned old = before.get(entry.getKey());
      InstalledPackage owner = packages.get(entry.getValue().fmri().stem());
      if (owner == null || (old != null && old.equals(entry.getValue()))) {
        continue;
      }
      Attributes folder = Attributes.of(0755, 0, 0, time);
      tree.mkdirs(folder(entry.getKey()), folder);
      tree.put(
          folder(entry.getKey()) + "/pkginfo",
          new RegularFile(
              Attributes.of(0644, 0, 0, time), Content.of(text(entry.getValue(), owner))));
      String contents = CONTENTS_FOLDER + "/contents";
      if (tree.find(CONTENTS_FOLDER).orElse(null) instanceof Directory
          && tree.find(contents).isEmpty()) {
        tree.put(contents, new RegularFile(Attributes.of(0644, 0, 0, time), Content.of("")));
      }
    }
  }

  private static String folder(String name) throws InstallException {
    if (name.indexOf('/') >= 0 || name.equals("..") || name.equals(".")) {
      throw new InstallException("\"" + name + "\" cannot be the name of an old package.");
    }
    return FOLDER + name;
  }

  private String text(Owned legacy, InstalledPackage owner) {
    List<String> summary = owner.manifest().metadata("pkg.summary");
    Map<String, String> lines = new LinkedHashMap<>();
    String pkg = legacy.attribute("pkg");
    String name = summary.isEmpty() ? "" : summary.get(0);
    lines.put("ARCH", legacy.action().value("arch", architecture));
    lines.put("BASEDIR", legacy.action().value("basedir", "/"));
    lines.put("CATEGORY", legacy.action().value("category", "system"));
    lines.put("DESC", legacy.attribute("desc"));
    lines.put("HOTLINE", legacy.attribute("hotline"));
    lines.put(
        "NAME",
        legacy.action().value("name", name.substring(0, Math.min(name.length(), MAX_NAME))));
    lines.put("PKG", pkg);
    lines.put("PKGINST", legacy.action().value("pkginst", pkg));
    lines.put("PSTAMP", legacy.attribute("pstamp"));
    lines.put("SUNW_PRODVERS", legacy.attribute("sunw_prodvers"));
    lines.put("VENDOR", legacy.attribute("vendor"));
    lines.put("VERSION", legacy.action().value("version", String.valueOf(owner.fmri().version())));
    lines.put("INSTDATE", DATE.format(Instant.ofEpochSecond(time)));
    StringBuilder text = new StringBuilder();
    lines.forEach(
        (key, value) -> {
          if (!value.isEmpty()) {
            text.append(key).append('=').append(value).append('\n');
          }
        });
    return text.toString();
  }
}
