package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The account files of an image: etc/passwd, etc/shadow, etc/group and ftpusers.
 *
 * <p>User and group actions edit them as the pkg client does: a new line goes to the end, a known
 * account is rewritten in place. Lines of another shape, such as the {@code +} lines of NIS, stay.
 */
final class Accounts {

  /** Numbers that are given to accounts without one of their own. */
  private static final int SYSTEM_IDS = 100;

  private static final int PASSWD_FIELDS = 7;
  private static final int SHADOW_FIELDS = 9;
  private static final int GROUP_FIELDS = 4;

  private final Lines passwd;
  private final Lines shadow;
  private final Lines group;
  private final Lines ftpusers;
  private final String today;

  /**
   * @param today the day on which new passwords count as set, in days since 1970
   */
  Accounts(String passwd, String shadow, String group, String ftpusers, long today) {
    this.passwd = new Lines(passwd);
    this.shadow = new Lines(shadow);
    this.group = new Lines(group);
    this.ftpusers = new Lines(ftpusers);
    this.today = Long.toString(today);
  }

  Lines passwd() {
    return passwd;
  }

  Lines shadow() {
    return shadow;
  }

  Lines group() {
    return group;
  }

  Lines ftpusers() {
    return ftpusers;
  }

  /** The number of a user, or -1. */
  int uid(String name) {
    return number(passwd, entry(name, PASSWD_FIELDS));
  }

  /** The number of a group, or -1. */
  int gid(String name) {
    return number(group, entry(name, GROUP_FIELDS));
  }

  /** Adds a group, or gives a known one its number. */
  void putGroup(String name, @Nullable String gid) throws InstallException {
    check("group", name);
    int at = group.indexOf(entry(name, GROUP_FIELDS));
    String[] old = at < 0 ? new String[] {name, "", "", ""} : split(group.get(at));
    String number = gid != null ? gid : at < 0 ? free(group, GROUP_FIELDS) : old[2];
    checkNumber("group", name, number);
    if (at >= 0 && !old[2].equals(number)) {
      moveUsers(old[2], number);
    }
    group.setOrAppend(at, String.join(":", name, "", number, old[3]));
  }

  /** Users whose primary group changes its number follow it. */
  private void moveUsers(String from, String to) {
    for (int i = 0; i < passwd.all().size(); i++) {
      String[] user = split(passwd.get(i));
      if (user.length == PASSWD_FIELDS && user[3].equals(from)) {
        user[3] = to;
        passwd.set(i, String.join(":", user));
      }
    }
  }

  void removeGroup(String name) {
    group.removeIf(entry(name, GROUP_FIELDS));
  }

  /** Adds a user, or rewrites a known one. */
  void putUser(UserAccount user) throws InstallException {
    String name = user.name();
    check("user", name);
    int gid = gid(user.group());
    if (gid < 0) {
      throw new InstallException(
          "User %s of %s belongs to group %s, which no package brings."
              .formatted(name, user.owner(), user.group()));
    }
    int at = passwd.indexOf(entry(name, PASSWD_FIELDS));
    String uid =
        user.uid() != null
            ? user.uid()
            : at >= 0 ? split(passwd.get(at))[2] : free(passwd, PASSWD_FIELDS);
    checkNumber("user", name, uid);
    passwd.setOrAppend(
        at,
        String.join(
            ":",
            name,
            "x",
            uid,
            Integer.toString(gid),
            or(user.gecos(), "& User"),
            or(user.home(), "/"),
            or(user.shell(), "")));

    int secret = shadow.indexOf(entry(name, SHADOW_FIELDS));
    boolean keep = secret >= 0 && user.personal();
    if (!keep) {
      shadow.setOrAppend(
          secret,
          String.join(
              ":",
              name,
              or(user.password(), "*LK*"),
              or(user.lastChange(), today),
              String.join(":", user.aging())));
      setMemberships(name, user);
    }
    ftpusers.removeIf(name::equals);
    if (!user.ftp()) {
      ftpusers.append(name);
    }
  }

  private void setMemberships(String name, UserAccount user) throws InstallException {
    for (String wanted : user.groups()) {
      if (gid(wanted) < 0) {
        throw new InstallException(
            "User %s of %s shall be a member of group %s, which no package brings."
                .formatted(name, user.owner(), wanted));
      }
    }
    for (int i = 0; i < group.all().size(); i++) {
      String[] fields = split(group.get(i));
      if (fields.length != GROUP_FIELDS || isForeign(group.get(i))) {
        continue;
      }
      List<String> members = new ArrayList<>(members(fields[3]));
      boolean wanted = user.groups().contains(fields[0]);
      if (wanted != members.contains(name)) {
        members.removeIf(name::equals);
        if (wanted) {
          members.add(name);
        }
        fields[3] = String.join(",", members);
        group.set(i, String.join(":", fields));
      }
    }
  }

  void removeUser(String name) throws InstallException {
    passwd.removeIf(entry(name, PASSWD_FIELDS));
    shadow.removeIf(entry(name, SHADOW_FIELDS));
    ftpusers.removeIf(name::equals);
    setMemberships(name, NOBODY);
  }

  private static final UserAccount NOBODY =
      new UserAccount(
          "",
          "",
          "",
          null,
          null,
          null,
          null,
          null,
          List.of(),
          true,
          null,
          List.of("", "", "", "", "", ""));

  private static List<String> members(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(",", -1));
  }

  private static String or(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  private static String[] split(String line) {
    return line.split(":", -1);
  }

  private static boolean isForeign(String line) {
    return line.startsWith("+") || line.startsWith("-");
  }

  private static Predicate<String> entry(String name, int fields) {
    return line -> line.startsWith(name + ":") && !isForeign(line) && split(line).length == fields;
  }

  /** The third field of an entry as a number, or -1. */
  private static int number(Lines file, Predicate<String> match) {
    int at = file.indexOf(match);
    try {
      return at < 0 ? -1 : Integer.parseInt(split(file.get(at))[2]);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String free(Lines file, int fields) throws InstallException {
    Set<String> used = new TreeSet<>();
    for (String line : file.all()) {
      String[] parts = split(line);
      if (parts.length == fields) {
        used.add(parts[2]);
      }
    }
    for (int id = 0; id < SYSTEM_IDS; id++) {
      if (!used.contains(Integer.toString(id))) {
        return Integer.toString(id);
      }
    }
    throw new InstallException("All account numbers below " + SYSTEM_IDS + " are taken.");
  }

  private static void check(String kind, String name) throws InstallException {
    if (name.isEmpty() || name.indexOf(':') >= 0 || name.indexOf('\n') >= 0 || isForeign(name)) {
      throw new InstallException("\"" + name + "\" cannot be the name of a " + kind + ".");
    }
  }

  private static void checkNumber(String kind, String name, String number) throws InstallException {
    try {
      if (Integer.parseInt(number) >= 0) {
        return;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    throw new InstallException(
        "The %s %s has the number \"%s\", which is none.".formatted(kind, name, number));
  }
}
