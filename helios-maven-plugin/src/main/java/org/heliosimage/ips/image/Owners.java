package org.heliosimage.ips.image;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of owners and groups: those of the account files that the image will have. An image
 * without any knows the accounts that every illumos has, which pkg(1) would take from the machine
 * it runs on.
 */
final class Owners {

  private static final Map<String, Integer> USERS =
      Map.ofEntries(
          Map.entry("root", 0),
          Map.entry("daemon", 1),
          Map.entry("bin", 2),
          Map.entry("sys", 3),
          Map.entry("adm", 4),
          Map.entry("uucp", 5),
          Map.entry("nuucp", 9),
          Map.entry("dladm", 15),
          Map.entry("netadm", 16),
          Map.entry("netcfg", 17),
          Map.entry("listen", 37),
          Map.entry("lp", 71),
          Map.entry("webservd", 80),
          Map.entry("nobody", 60001),
          Map.entry("noaccess", 60002));
  private static final Map<String, Integer> GROUPS =
      Map.ofEntries(
          Map.entry("root", 0),
          Map.entry("other", 1),
          Map.entry("bin", 2),
          Map.entry("sys", 3),
          Map.entry("adm", 4),
          Map.entry("uucp", 5),
          Map.entry("mail", 6),
          Map.entry("tty", 7),
          Map.entry("lp", 8),
          Map.entry("nuucp", 9),
          Map.entry("staff", 10),
          Map.entry("daemon", 12),
          Map.entry("sysadmin", 14),
          Map.entry("netadm", 65),
          Map.entry("webservd", 80),
          Map.entry("nobody", 60001),
          Map.entry("noaccess", 60002));

  private final @Nullable Accounts accounts;
  private final Map<String, Integer> uids = new HashMap<>();
  private final Map<String, Integer> gids = new HashMap<>();

  /**
   * @param accounts the account files, null if the image has none
   */
  Owners(@Nullable Accounts accounts) {
    this.accounts = accounts;
  }

  int uid(Owned owned) throws InstallException {
    String name = owned.attribute("owner");
    Integer uid = uids.get(name);
    if (uid == null) {
      uid =
          checked(
              accounts == null ? USERS.getOrDefault(name, -1) : accounts.uid(name), owned, "owner");
      uids.put(name, uid);
    }
    return uid;
  }

  int gid(Owned owned) throws InstallException {
    String name = owned.attribute("group");
    Integer gid = gids.get(name);
    if (gid == null) {
      gid =
          checked(
              accounts == null ? GROUPS.getOrDefault(name, -1) : accounts.gid(name),
              owned,
              "group");
      gids.put(name, gid);
    }
    return gid;
  }

  private static int checked(int number, Owned owned, String what) throws InstallException {
    if (number < 0) {
      throw new InstallException(
          "/%s of %s has the %s \"%s\", which no package brings."
              .formatted(owned.action().path(), owned.owner(), what, owned.attribute(what)));
    }
    return number;
  }
}
