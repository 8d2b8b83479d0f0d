package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.heliosimage.ips.manifest.Action;

/** Applies the user and group actions in which two layouts differ. */
final class AccountActions {

  private static final List<String> AGING =
      List.of("min", "max", "warn", "inactive", "expire", "flag");

  private final Layout before;
  private final Layout after;

  AccountActions(Layout before, Layout after) {
    this.before = before;
    this.after = after;
  }

  /** Whether there is anything to apply. */
  boolean isEmpty() {
    return before.users().equals(after.users()) && before.groups().equals(after.groups());
  }

  /** One of the packages that need the account files. */
  String owner() {
    return after.users().values().stream()
        .findFirst()
        .or(() -> after.groups().values().stream().findFirst())
        .map(Owned::owner)
        .orElse("a package that goes");
  }

  void apply(Accounts accounts) throws InstallException {
    for (String name : before.users().keySet()) {
      if (!after.users().containsKey(name)) {
        accounts.removeUser(name);
      }
    }
    for (String name : before.groups().keySet()) {
      if (!after.groups().containsKey(name)) {
        accounts.removeGroup(name);
      }
    }
    for (Map.Entry<String, Owned> group : changed(before.groups(), after.groups())) {
      accounts.putGroup(group.getKey(), group.getValue().action().value("gid"));
    }
    for (Map.Entry<String, Owned> user : changed(before.users(), after.users())) {
      accounts.putUser(account(user.getValue()));
    }
  }

  private static List<Map.Entry<String, Owned>> changed(
      SortedMap<String, Owned> before, SortedMap<String, Owned> after) {
    List<Map.Entry<String, Owned>> changed = new ArrayList<>();
    for (Map.Entry<String, Owned> entry : after.entrySet()) {
      if (entry.getValue().differsFrom(before.get(entry.getKey()))) {
        changed.add(entry);
      }
    }
    return changed;
  }

  static UserAccount account(Owned owned) {
    Action action = owned.action();
    return new UserAccount(
        owned.owner(),
        action.keyValue(),
        action.value("group", ""),
        action.value("uid"),
        action.value("password"),
        action.value("gcos-field"),
        action.value("home-dir"),
        action.value("login-shell"),
        action.values("group-list"),
        !"false".equalsIgnoreCase(action.value("ftpuser")),
        action.value("lastchg"),
        AGING.stream().map(key -> action.value(key, "")).toList());
  }
}
