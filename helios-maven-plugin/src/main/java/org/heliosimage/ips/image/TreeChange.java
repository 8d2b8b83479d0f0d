package org.heliosimage.ips.image;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.jspecify.annotations.Nullable;

/**
 * Turns one layout of a tree into another, in the order in which pkg(1) carries out actions: what
 * goes is removed; then come directories, files, hard links, links, and what edits files.
 *
 * <p>Every path is taken literally: nothing is ever written through a symbolic link.
 */
final class TreeChange {

  private final FileTree tree;
  private final Layout before;
  private final Layout after;
  private final long time;
  private final Consumer<String> warnings;
  private final Map<String, FilePlan.Work> files;

  /** The parent of the last path, which is a directory: the next one mostly has the same. */
  private String roomy = "/";

  TreeChange(FileTree tree, Layout before, Layout after, long time, Consumer<String> warnings)
      throws IOException {
    this.tree = tree;
    this.before = before;
    this.after = after;
    this.time = time;
    this.warnings = warnings;
    this.files = FilePlan.of(tree, before, after, warnings);
  }

  /** The actions whose payloads are needed. */
  List<Owned> wanted() {
    List<Owned> wanted = new ArrayList<>();
    files.forEach(
        (path, work) -> {
          Owned file = after.paths().get(path);
          if (file != null && work != FilePlan.Work.ATTRIBUTES) {
            wanted.add(file);
          }
        });
    after
        .licenses()
        .forEach(
            (key, license) -> {
              if (license.differsFrom(before.licenses().get(key))
                  && license.action().hash() != null) {
                wanted.add(license);
              }
            });
    return wanted;
  }

  /** Changes the tree. */
  void apply(Payloads payloads) throws IOException {
    AccountFiles accountFiles = new AccountFiles(tree, after, files, payloads, time);
    @Nullable Accounts accounts = accountFiles.changed(new AccountActions(before, after));
    new Removal(tree, time).apply(before, after);
    Owners owners = new Owners(accounts);
    directories(owners);
    for (Map.Entry<String, FilePlan.Work> file : files.entrySet()) {
      file(file.getKey(), file.getValue(), owners, payloads);
    }
    hardlinks();
    links();
    if (accounts != null) {
      accountFiles.write(accounts);
    }
    new DriverActions(tree, time, warnings).apply(before.drivers(), after.drivers());
    new LicenseFiles(tree, payloads, time).apply(before.licenses(), after.licenses());
  }

  // Directories.

  private void directories(Owners owners) throws IOException {
    for (Map.Entry<String, Owned> entry : after.paths().entrySet()) {
      String path = entry.getKey();
      Owned owned = entry.getValue();
      if (owned.action().type() != ActionType.DIR
          || (!owned.differsFrom(before.paths().get(path)) && tree.find(path).isPresent())) {
        continue;
      }
      makeRoom(path, owned);
      Node there = tree.find(path).orElse(null);
      if (there != null && !(there instanceof Directory)) {
        if (there instanceof Symlink) {
          throw new InstallException(
              "%s needs the directory /%s, which is a symbolic link in the image."
                  .formatted(owned.owner(), path));
        }
        tree.remove(path);
      }
      tree.put(path, new Directory(attributes(owned, owners)));
    }
  }

  /** Sees to it that the parent of a path is a directory, and no link to one. */
  private void makeRoom(String path, Owned owned) throws IOException {
    int last = path.lastIndexOf('/');
    if (last == roomy.length() && path.startsWith(roomy)) {
      return;
    }
    int slash = path.indexOf('/');
    Attributes nearest = tree.get("/").attributes();
    while (slash > 0) {
      String above = path.substring(0, slash);
      Optional<Node> there = tree.find(above);
      if (there.isEmpty()) {
        tree.put(above, new Directory(nearest.withTime(time, 0)));
      } else if (there.get() instanceof Directory directory) {
        nearest = directory.attributes();
      } else {
        throw new InstallException(
            "%s needs /%s to be a directory for /%s, and it is something else in the image."
                .formatted(owned.owner(), above, path));
      }
      slash = path.indexOf('/', slash + 1);
    }
    roomy = path.substring(0, Math.max(0, last));
  }

  private Attributes attributes(Owned owned, Owners owners) throws InstallException {
    String text = owned.attribute("mode");
    int mode;
    try {
      mode = Integer.parseInt(text, 8);
    } catch (NumberFormatException e) {
      mode = -1;
    }
    if (mode < 0 || mode > 07777) {
      throw new InstallException(
          "/%s of %s has the mode \"%s\", which is none."
              .formatted(owned.action().path(), owned.owner(), text));
    }
    return Attributes.of(mode, owners.uid(owned), owners.gid(owned), time(owned));
  }

  private long time(Owned owned) throws InstallException {
    String stamp = owned.action().value("timestamp");
    if (stamp == null) {
      return time;
    }
    try {
      return LocalDateTime.parse(stamp, Owned.STAMP).toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new InstallException(
          "/%s of %s has the timestamp \"%s\", which is none."
              .formatted(owned.action().path(), owned.owner(), stamp));
    }
  }

  // Files and links.

  private void file(String path, FilePlan.Work work, Owners owners, Payloads payloads)
      throws IOException {
    Owned owned = after.paths().get(path);
    if (owned == null) {
      throw new IllegalStateException(path);
    }
    if (owned.action().has("sysattr")) {
      warnings.accept(
          "/%s of %s lacks its system attributes %s, which cannot be set."
              .formatted(path, owned.owner(), owned.action().values("sysattr")));
    }
    makeRoom(path, owned);
    clear(path, owned);
    Attributes attributes = attributes(owned, owners);
    switch (work) {
      case WRITE -> tree.put(path, new RegularFile(attributes, payloads.of(owned)));
      case ATTRIBUTES -> tree.setAttributes(path, attributes);
      case KEEP_OLD -> {
        tree.put(path + ".old", tree.get(path));
        tree.put(path, new RegularFile(attributes, payloads.of(owned)));
      }
      case WRITE_NEW -> tree.put(path + ".new", new RegularFile(attributes, payloads.of(owned)));
    }
  }

  /** A directory that is in the way has to be empty. */
  private void clear(String path, Owned owned) throws IOException {
    if (tree.find(path).orElse(null) instanceof Directory) {
      if (!tree.list(path).isEmpty()) {
        throw new InstallException(
            "/%s of %s is a directory in the image that is not empty."
                .formatted(path, owned.owner()));
      }
      tree.remove(path);
    }
  }

  /** A hard link may lead to another one: repeat until all are there. */
  private void hardlinks() throws IOException {
    Map<String, Owned> todo = new TreeMap<>();
    for (Map.Entry<String, Owned> entry : after.paths().entrySet()) {
      Owned owned = entry.getValue();
      if (owned.action().type() == ActionType.HARDLINK
          && (owned.differsFrom(before.paths().get(entry.getKey()))
              || files.containsKey(Layout.hardlinkTarget(owned.action()))
              || tree.find(entry.getKey()).isEmpty())) {
        todo.put(entry.getKey(), owned);
      }
    }
    while (!todo.isEmpty()) {
      Map<String, Owned> waiting = new HashMap<>(todo);
      for (Map.Entry<String, Owned> entry : new TreeMap<>(todo).entrySet()) {
        String target = Layout.hardlinkTarget(entry.getValue().action());
        if (!waiting.containsKey(target)) {
          hardlink(entry.getKey(), target, entry.getValue());
          todo.remove(entry.getKey());
        }
      }
      if (todo.size() == waiting.size()) {
        Map.Entry<String, Owned> first = new TreeMap<>(todo).firstEntry();
        throw new InstallException(
            "The hard link /%s of %s leads to itself."
                .formatted(first.getKey(), first.getValue().owner()));
      }
    }
  }

  private void hardlink(String path, String target, Owned owned) throws IOException {
    Node there = tree.find(target).orElse(null);
    if (there == null || there instanceof Directory) {
      throw new InstallException(
          "The hard link /%s of %s leads to /%s, which is no file."
              .formatted(path, owned.owner(), target));
    }
    makeRoom(path, owned);
    clear(path, owned);
    tree.link(target, path);
  }

  private void links() throws IOException {
    for (Map.Entry<String, Owned> entry : after.paths().entrySet()) {
      String path = entry.getKey();
      Owned owned = entry.getValue();
      if (owned.action().type() != ActionType.LINK
          || (!owned.differsFrom(before.paths().get(path)) && tree.find(path).isPresent())) {
        continue;
      }
      if (owned.attribute("target").isEmpty()) {
        throw new InstallException(
            "The link /%s of %s leads nowhere.".formatted(path, owned.owner()));
      }
      makeRoom(path, owned);
      clear(path, owned);
      tree.put(path, new Symlink(Attributes.of(0777, 0, 0, time), owned.attribute("target")));
    }
  }
}
