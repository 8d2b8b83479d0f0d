package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The files below etc that bind drivers, edited as {@code add_drv -b}, {@code update_drv -b} and
 * {@code rem_drv -b} do.
 */
final class DriverFiles {

  /** The files; all but the number file may be missing as long as nobody needs them. */
  enum File {
    NAME_TO_MAJOR("etc/name_to_major"),
    REM_NAME_TO_MAJOR("etc/rem_name_to_major"),
    ALIASES("etc/driver_aliases"),
    CLASSES("etc/driver_classes"),
    MINOR_PERM("etc/minor_perm"),
    EXTRA_PRIVS("etc/security/extra_privs"),
    DEVICE_POLICY("etc/security/device_policy"),
    DEVLINK("etc/devlink.tab");

    private final String path;

    File(String path) {
      this.path = path;
    }

    String path() {
      return path;
    }
  }

  private final Map<File, Lines> files = new EnumMap<>(File.class);
  private final Consumer<String> warnings;

  /**
   * @param texts what the files hold; a missing one counts as empty
   */
  DriverFiles(Map<File, String> texts, Consumer<String> warnings) {
    for (File file : File.values()) {
      files.put(file, new Lines(texts.getOrDefault(file, "")));
    }
    this.warnings = warnings;
  }

  Lines lines(File file) {
    Lines lines = files.get(file);
    if (lines == null) {
      throw new IllegalStateException(file.path());
    }
    return lines;
  }

  /** Binds a driver, or makes a bound one as the action says. */
  void put(DriverSpec driver) {
    String name = driver.name();
    Map<String, String> bound = aliases();
    boolean known = majors(File.NAME_TO_MAJOR).containsKey(name);
    if (!known) {
      // A command that fails here is printed and ignored by the pkg client, driver and all.
      Optional<String> taken = driver.aliases().stream().filter(this::isDriver).findFirst();
      if (taken.isPresent()) {
        warnings.accept(
            "Driver %s of %s is left out: its alias %s is the name of a driver."
                .formatted(name, driver.owner(), taken.get()));
        return;
      }
      addMajor(name);
    }
    for (String alias : driver.aliases()) {
      String other = bound.get(alias);
      if (other != null && !other.equals(name)) {
        disown(alias);
      }
    }
    replace(File.MINOR_PERM, minorOf(name), perms(name, driver.perms()));
    replace(
        File.ALIASES,
        firstWord(name),
        driver.aliases().stream().map(alias -> name + " \"" + alias + "\"").toList());
    replace(
        File.CLASSES,
        firstWord(name),
        driver.classes().stream().map(word -> name + "\t" + word).toList());
    replace(
        File.EXTRA_PRIVS,
        line -> line.startsWith(name + ":"),
        driver.privileges().stream().map(word -> name + ":" + word).toList());
    replace(File.DEVICE_POLICY, minorOf(name), policies(name, driver.policies()));
    for (String perm : driver.clonePerms()) {
      putClonePerm(name, perm);
    }
    for (String devlink : driver.devlinks()) {
      String line = devlink.replace("\\t", "\t");
      if (lines(File.DEVLINK).indexOf(line::equals) < 0) {
        lines(File.DEVLINK).append(line);
      }
    }
  }

  /** Unbinds a driver; its number is remembered for its return. */
  void remove(DriverSpec driver) {
    String name = driver.name();
    Integer major = majors(File.NAME_TO_MAJOR).get(name);
    if (major != null) {
      lines(File.REM_NAME_TO_MAJOR).append(name + " " + major);
      lines(File.NAME_TO_MAJOR).removeIf(firstWord(name));
    }
    replace(File.MINOR_PERM, minorOf(name), List.of());
    replace(File.ALIASES, firstWord(name), List.of());
    replace(File.CLASSES, firstWord(name), List.of());
    replace(File.EXTRA_PRIVS, line -> line.startsWith(name + ":"), List.of());
    replace(File.DEVICE_POLICY, minorOf(name), List.of());
    for (String perm : driver.clonePerms()) {
      String[] words = clonePerm(name, perm);
      lines(File.MINOR_PERM).removeIf(line -> line.startsWith("clone:" + words[0] + " "));
    }
    Set<String> devlinks = new HashSet<>();
    driver.devlinks().forEach(line -> devlinks.add(line.replace("\\t", "\t")));
    lines(File.DEVLINK).removeIf(devlinks::contains);
  }

  private boolean isDriver(String name) {
    return majors(File.NAME_TO_MAJOR).containsKey(name);
  }

  private void addMajor(String name) {
    Map<String, Integer> used = majors(File.NAME_TO_MAJOR);
    Map<String, Integer> reserved = majors(File.REM_NAME_TO_MAJOR);
    Integer before = reserved.get(name);
    int number;
    if (before != null && !used.containsValue(before)) {
      number = before;
      lines(File.REM_NAME_TO_MAJOR).removeIf(firstWord(name));
    } else {
      Set<Integer> taken = new HashSet<>(used.values());
      taken.addAll(reserved.values());
      number = 1;
      while (taken.contains(number)) {
        number++;
      }
    }
    lines(File.NAME_TO_MAJOR).append(name + " " + number);
  }

  /** Both number files are pairs of words. */
  private Map<String, Integer> majors(File file) {
    List<String> words = new ArrayList<>();
    for (String line : lines(file).all()) {
      words.addAll(words(uncommented(line)));
    }
    Map<String, Integer> majors = new HashMap<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      try {
        majors.put(words.get(i), Integer.parseInt(words.get(i + 1)));
      } catch (NumberFormatException e) {
        warnings.accept(
            "%s gives driver %s the number \"%s\", which is none."
                .formatted(file.path(), words.get(i), words.get(i + 1)));
      }
    }
    return majors;
  }

  /** Alias to driver. */
  private Map<String, String> aliases() {
    Map<String, String> aliases = new HashMap<>();
    for (String line : lines(File.ALIASES).all()) {
      List<String> words = words(uncommented(line));
      if (words.size() >= 2) {
        aliases.putIfAbsent(unquoted(words.get(1)), words.get(0));
      }
    }
    return aliases;
  }

  /** An alias that a line of no package gives to another driver: that line becomes a comment. */
  private void disown(String alias) {
    Lines lines = lines(File.ALIASES);
    for (int i = 0; i < lines.all().size(); i++) {
      List<String> words = words(uncommented(lines.get(i)));
      if (words.size() >= 2 && unquoted(words.get(1)).equals(alias)) {
        lines.set(i, "# pkg(7): " + lines.get(i));
      }
    }
  }

  /** Drops lines that match but are not wanted, keeps the wanted ones, appends what is missing. */
  private void replace(File file, Predicate<String> owned, List<String> wanted) {
    Lines lines = lines(file);
    Set<String> missing = new HashSet<>(wanted);
    missing.removeAll(lines.all());
    Set<String> stay = new HashSet<>(wanted);
    lines.removeIf(line -> owned.test(line) && !stay.contains(line));
    for (String line : wanted) {
      if (missing.remove(line)) {
        lines.append(line);
      }
    }
  }

  private void putClonePerm(String name, String perm) {
    String[] words = clonePerm(name, perm);
    Lines lines = lines(File.MINOR_PERM);
    lines.setOrAppend(
        lines.indexOf(line -> line.startsWith("clone:" + words[0] + " ")),
        "clone:" + String.join(" ", words));
  }

  /** Three words leave out the minor name: it is the driver. */
  private static String[] clonePerm(String name, String perm) {
    List<String> words = words(perm);
    if (words.size() == 3) {
      words = new ArrayList<>(words);
      words.add(0, name);
    }
    return words.toArray(String[]::new);
  }

  private static List<String> perms(String name, List<String> perms) {
    return perms.stream().map(perm -> name + ":" + String.join(" ", words(perm))).toList();
  }

  /** A word without {@code =} starts a new minor name. */
  private static List<String> policies(String name, List<String> policies) {
    List<String> lines = new ArrayList<>();
    for (String policy : policies) {
      String minor = "*";
      StringBuilder tokens = new StringBuilder();
      for (String word : words(policy)) {
        if (word.indexOf('=') < 0) {
          addPolicy(lines, name, minor, tokens);
          minor = word;
        } else {
          tokens.append('\t').append(word);
        }
      }
      addPolicy(lines, name, minor, tokens);
    }
    return lines;
  }

  private static void addPolicy(
      List<String> lines, String name, String minor, StringBuilder tokens) {
    if (!tokens.isEmpty()) {
      lines.add(name + ":" + minor + tokens);
      tokens.setLength(0);
    }
  }

  private static Predicate<String> firstWord(String name) {
    return line -> {
      List<String> words = words(uncommented(line));
      return !words.isEmpty() && words.get(0).equals(name);
    };
  }

  private static Predicate<String> minorOf(String name) {
    // Lines of the clone device belong to the drivers that are cloned.
    return name.equals("clone") ? line -> false : line -> line.startsWith(name + ":");
  }

  private static String uncommented(String line) {
    int comment = line.indexOf('#');
    return comment < 0 ? line : line.substring(0, comment);
  }

  private static String unquoted(String word) {
    return word.length() > 1 && word.startsWith("\"") && word.endsWith("\"")
        ? word.substring(1, word.length() - 1)
        : word;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.trim().split("[ \t]+")).filter(word -> !word.isEmpty()).toList();
  }
}
