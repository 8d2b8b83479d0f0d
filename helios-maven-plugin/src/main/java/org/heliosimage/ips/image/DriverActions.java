package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;

/** Applies the driver actions in which two layouts differ. */
final class DriverActions {

  /** The group sys. */
  private static final int SYS = 3;

  private final FileTree tree;
  private final long time;
  private final Consumer<String> warnings;

  DriverActions(FileTree tree, long time, Consumer<String> warnings) {
    this.tree = tree;
    this.time = time;
    this.warnings = warnings;
  }

  void apply(SortedMap<String, Owned> before, SortedMap<String, Owned> after) throws IOException {
    List<Owned> added =
        after.values().stream()
            .filter(
                driver -> {
                  Owned old = before.get(driver.action().keyValue());
                  return old == null || !old.action().equals(driver.action());
                })
            // The clone device first: others add to its permissions.
            .sorted(
                Comparator.comparing((Owned driver) -> !driver.action().keyValue().equals("clone"))
                    .thenComparing(driver -> driver.action().keyValue()))
            .toList();
    List<Owned> removed =
        before.values().stream()
            .filter(driver -> !after.containsKey(driver.action().keyValue()))
            .toList();
    if (added.isEmpty() && removed.isEmpty()) {
      return;
    }
    if (text(DriverFiles.File.NAME_TO_MAJOR).isEmpty()) {
      warnings.accept(
          "No driver is bound: the image has no /%s."
              .formatted(DriverFiles.File.NAME_TO_MAJOR.path()));
      return;
    }
    Map<DriverFiles.File, String> texts = new EnumMap<>(DriverFiles.File.class);
    for (DriverFiles.File file : DriverFiles.File.values()) {
      Optional<String> text = text(file);
      if (text.isPresent()) {
        texts.put(file, text.get());
      }
    }
    DriverFiles files = new DriverFiles(texts, warnings);
    removed.forEach(driver -> files.remove(spec(driver)));
    added.forEach(driver -> files.put(spec(driver)));
    for (DriverFiles.File file : DriverFiles.File.values()) {
      if (files.lines(file).changed()) {
        write(file.path(), files.lines(file).text());
      }
    }
    if (!added.isEmpty() && tree.find("reconfigure").isEmpty()) {
      // As add_drv does: the first boot looks for devices of the new drivers.
      write("reconfigure", "");
    }
  }

  private Optional<String> text(DriverFiles.File file) throws IOException {
    return tree.find(file.path()).orElse(null) instanceof RegularFile found
        ? Optional.of(found.content().text())
        : Optional.empty();
  }

  private void write(String path, String text) throws IOException {
    Optional<Node> there = tree.find(path);
    if (there.isPresent()) {
      Attributes attributes = there.get().attributes().withTime(time, 0);
      tree.replace(path, new RegularFile(attributes, Content.of(text)));
    } else {
      int group = path.equals("reconfigure") ? 0 : SYS;
      tree.put(path, new RegularFile(Attributes.of(0644, 0, group, time), Content.of(text)));
    }
  }

  static DriverSpec spec(Owned driver) {
    Action action = driver.action();
    return new DriverSpec(
        driver.owner(),
        action.keyValue(),
        action.values("alias"),
        action.values("class"),
        action.values("perms"),
        action.values("clone_perms"),
        action.values("privs"),
        action.values("policy"),
        action.values("devlink"));
  }
}
