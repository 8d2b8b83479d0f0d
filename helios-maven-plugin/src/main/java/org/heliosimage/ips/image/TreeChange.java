package org.heliosimage.ips.image;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.heliosimage.ips.fmri.Quoting;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
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

  private static final String PASSWD = "etc/passwd";
  private static final String SHADOW = "etc/shadow";
  private static final String GROUP = "etc/group";
  private static final List<String> FTPUSERS = List.of("etc/ftpd/ftpusers", "etc/ftpusers");
  private static final String LICENSES = "var/pkg/license/";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

  private final FileTree tree;
  private final Layout before;
  private final Layout after;
  private final long time;
  private final Consumer<String> warnings;
  private final SortedMap<String, FilePlan.Work> files;

  /** Actions with payloads, and their contents once they are fetched. */
  private final Map<Owned, Content> payloads = new LinkedHashMap<>();

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
              if (isNew(before.licenses().get(key), license) && license.action().hash() != null) {
                wanted.add(license);
              }
            });
    return wanted;
  }

  /** Changes the tree. */
  void apply(Map<Owned, Content> contents) throws IOException {
    payloads.putAll(contents);
    @Nullable Accounts accounts = accounts();
    AccountActions accountActions = new AccountActions(before, after);
    if (!accountActions.isEmpty()) {
      if (accounts == null) {
        throw new InstallException(
            "The user and group actions of %s need /%s, /%s, /%s and /%s, which no package brings."
                .formatted(accountActions.owner(), PASSWD, SHADOW, GROUP, FTPUSERS.get(0)));
      }
      accountActions.apply(accounts);
    }
    remove();
    Owners owners = new Owners(accounts);
    directories(owners);
    for (Map.Entry<String, FilePlan.Work> file : files.entrySet()) {
      file(file.getKey(), file.getValue(), owners);
    }
    hardlinks();
    links();
    if (accounts != null) {
      write(PASSWD, accounts.passwd());
      write(SHADOW, accounts.shadow());
      write(GROUP, accounts.group());
      write(ftpusers(), accounts.ftpusers());
    }
    new DriverActions(tree, time, warnings).apply(before.drivers(), after.drivers());
    licenses();
  }

  private static boolean isNew(@Nullable Owned old, Owned now) {
    return old == null || !old.action().equals(now.action());
  }

  // Accounts.

  /** The account files as they will be; null if one is missing. */
  private @Nullable Accounts accounts() throws IOException {
    String passwd = futureText(PASSWD);
    String shadow = futureText(SHADOW);
    String group = futureText(GROUP);
    String ftpusers = futureText(ftpusers());
    if (passwd == null || group == null) {
      return null;
    }
    if (shadow == null || ftpusers == null) {
      if (!new AccountActions(before, after).isEmpty()) {
        return null;
      }
      return new Accounts(passwd, "", group, "", 0);
    }
    return new Accounts(passwd, shadow, group, ftpusers, TimeUnit.SECONDS.toDays(time));
  }

  private String ftpusers() throws IOException {
    for (String path : FTPUSERS) {
      if (after.paths().containsKey(path) || tree.find(path).isPresent()) {
        return path;
      }
    }
    return FTPUSERS.get(0);
  }

  private @Nullable String futureText(String path) throws IOException {
    FilePlan.Work work = files.get(path);
    Owned file = after.paths().get(path);
    if (file != null && (work == FilePlan.Work.WRITE || work == FilePlan.Work.KEEP_OLD)) {
      return content(file).text();
    }
    return tree.find(path).orElse(null) instanceof RegularFile there
        ? there.content().text()
        : null;
  }

  private void write(String path, Lines lines) throws IOException {
    if (lines.changed()) {
      Node there = tree.get(path);
      tree.replace(
          path, new RegularFile(there.attributes().withTime(time, 0), Content.of(lines.text())));
    }
  }

  // Removal.

  private void remove() throws IOException {
    NavigableSet<String> directories = new TreeSet<>();
    for (Map.Entry<String, Owned> entry : before.paths().entrySet()) {
      String path = entry.getKey();
      if (entry.getValue().action().type() == ActionType.DIR) {
        if (!after.isDirectory(path)) {
          directories.add(path);
        }
      } else if (!after.paths().containsKey(path) || after.isDirectory(path)) {
        removeFile(path, entry.getValue());
      }
    }
    for (String path : before.implied()) {
      if (!after.isDirectory(path)) {
        directories.add(path);
      }
    }
    for (String path : directories.descendingSet()) {
      if (tree.find(path).orElse(null) instanceof Directory && tree.list(path).isEmpty()) {
        tree.remove(path);
      }
    }
  }

  private void removeFile(String path, Owned owned) throws IOException {
    Optional<Node> there = tree.find(path);
    String preserve = owned.attribute("preserve");
    if (there.isEmpty()
        || there.get() instanceof Directory
        || preserve.equals("abandon")
        || preserve.equals("install-only")) {
      return;
    }
    if (!preserve.isEmpty()
        && there.get() instanceof RegularFile file
        && !FilePlan.sha1(file).equals(owned.action().hash())) {
      String saved = "var/pkg/lost+found/" + path;
      tree.mkdirs(parent(saved), Attributes.of(0755, 0, 0, time));
      tree.put(saved + "-" + STAMP.format(utc(time)), file);
    }
    tree.remove(path);
  }

  private static LocalDateTime utc(long seconds) {
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
  }

  // Directories.

  private void directories(Owners owners) throws IOException {
    for (Map.Entry<String, Owned> entry : after.paths().entrySet()) {
      String path = entry.getKey();
      Owned owned = entry.getValue();
      if (owned.action().type() != ActionType.DIR
          || (!isNew(before.paths().get(path), owned) && tree.find(path).isPresent())) {
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
      return LocalDateTime.parse(stamp, STAMP).toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new InstallException(
          "/%s of %s has the timestamp \"%s\", which is none."
              .formatted(owned.action().path(), owned.owner(), stamp));
    }
  }

  // Files and links.

  private void file(String path, FilePlan.Work work, Owners owners) throws IOException {
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
      case WRITE -> tree.put(path, new RegularFile(attributes, content(owned)));
      case ATTRIBUTES -> tree.setAttributes(path, attributes);
      case KEEP_OLD -> {
        tree.put(path + ".old", tree.get(path));
        tree.put(path, new RegularFile(attributes, content(owned)));
      }
      case WRITE_NEW -> tree.put(path + ".new", new RegularFile(attributes, content(owned)));
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

  private Content content(Owned owned) throws InstallException {
    Content content = payloads.get(owned);
    if (content == null) {
      throw new InstallException(
          "/%s of %s has no content.".formatted(owned.action().keyValue(), owned.owner()));
    }
    return content;
  }

  /** A hard link may lead to another one: repeat until all are there. */
  private void hardlinks() throws IOException {
    Map<String, Owned> todo = new TreeMap<>();
    for (Map.Entry<String, Owned> entry : after.paths().entrySet()) {
      Owned owned = entry.getValue();
      if (owned.action().type() == ActionType.HARDLINK
          && (isNew(before.paths().get(entry.getKey()), owned)
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
          || (!isNew(before.paths().get(path), owned) && tree.find(path).isPresent())) {
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

  // Licences.

  private void licenses() throws IOException {
    for (Map.Entry<String, Owned> entry : before.licenses().entrySet()) {
      if (!after.licenses().containsKey(entry.getKey())) {
        String path = licensePath(entry.getValue());
        if (tree.find(path).isPresent()) {
          tree.remove(path);
        }
        if (tree.find(parent(path)).isPresent() && tree.list(parent(path)).isEmpty()) {
          tree.remove(parent(path));
        }
      }
    }
    for (Map.Entry<String, Owned> entry : after.licenses().entrySet()) {
      Owned license = entry.getValue();
      if (isNew(before.licenses().get(entry.getKey()), license) && payloads.containsKey(license)) {
        String path = licensePath(license);
        tree.mkdirs(parent(path), Attributes.of(0755, 0, 0, time));
        tree.put(path, new RegularFile(Attributes.of(0444, 0, 0, time), content(license)));
      }
    }
  }

  private static String licensePath(Owned license) {
    Action action = license.action();
    return LICENSES
        + Quoting.quote(license.fmri().stem())
        + "/license."
        + Quoting.quote(action.keyValue());
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
