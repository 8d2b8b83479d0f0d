package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the accounts of a tree are kept. Packages bring these files themselves, so what counts is
 * what a change will put there: owners of files are looked up before a file is written.
 */
final class AccountFiles {

  private static final String PASSWD = "etc/passwd";
  private static final String SHADOW = "etc/shadow";
  private static final String GROUP = "etc/group";
  private static final List<String> FTPUSERS = List.of("etc/ftpd/ftpusers", "etc/ftpusers");

  private final FileTree tree;
  private final Layout after;
  private final Map<String, FilePlan.Work> files;
  private final Payloads payloads;
  private final long time;

  AccountFiles(
      FileTree tree, Layout after, Map<String, FilePlan.Work> files, Payloads payloads, long time) {
    this.tree = tree;
    this.after = after;
    this.files = files;
    this.payloads = payloads;
    this.time = time;
  }

  /** The accounts as they will be, with some actions applied; null if there are no files. */
  @Nullable Accounts changed(AccountActions actions) throws IOException {
    Accounts accounts = read(actions.isEmpty());
    if (!actions.isEmpty()) {
      if (accounts == null) {
        throw new InstallException(
            "The user and group actions of %s need /%s, /%s, /%s and /%s, which no package brings."
                .formatted(actions.owner(), PASSWD, SHADOW, GROUP, FTPUSERS.get(0)));
      }
      actions.apply(accounts);
    }
    return accounts;
  }

  /** Writes those files that differ from what is there by now. */
  void write(Accounts accounts) throws IOException {
    write(PASSWD, accounts.passwd());
    write(SHADOW, accounts.shadow());
    write(GROUP, accounts.group());
    write(ftpusers(), accounts.ftpusers());
  }

  private @Nullable Accounts read(boolean namesSuffice) throws IOException {
    String passwd = futureText(PASSWD);
    String shadow = futureText(SHADOW);
    String group = futureText(GROUP);
    String ftpusers = futureText(ftpusers());
    if (passwd == null || group == null) {
      return null;
    }
    if (shadow == null || ftpusers == null) {
      return namesSuffice ? new Accounts(passwd, "", group, "", 0) : null;
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
      return payloads.of(file).text();
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
}
