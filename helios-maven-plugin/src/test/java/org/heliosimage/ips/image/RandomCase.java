package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.List;
import org.heliosimage.Generator;

/** Small random packages and commands, in the words of the corpus. */
public final class RandomCase {

  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f", "g");
  private static final List<String> TYPES =
      List.of(
          "require",
          "require",
          "require",
          "require-any",
          "optional",
          "incorporate",
          "exclude",
          "conditional",
          "group",
          "group-any");

  private final Generator g;
  private final List<String> stems;
  private final List<String> packages = new ArrayList<>();
  private final List<String> commands = new ArrayList<>();

  public RandomCase(Generator g) {
    this.g = g;
    this.stems = NAMES.subList(0, (int) g.between(2, NAMES.size() - 1));
    for (String stem : stems) {
      int versions = 1 + g.below(3);
      for (int version = 1; version <= versions; version++) {
        packages.add(stem + "@" + version + contents());
      }
    }
    commands.add("install " + some(2));
    if (g.oneIn(2)) {
      commands.add(
          switch (g.below(6)) {
            case 0 -> "freeze " + g.oneOf(stems) + "@" + g.between(1, 3);
            case 1 -> "avoid " + g.oneOf(stems);
            default -> "install " + some(1);
          });
    }
    commands.add(
        switch (g.below(5)) {
          case 0, 1 -> "update";
          case 2 -> "uninstall " + g.oneOf(stems);
          default -> "install " + some(2);
        });
  }

  private String some(int most) {
    StringBuilder some = new StringBuilder();
    String last = "";
    for (int i = 1 + g.below(most); i > 0; i--) {
      String stem = g.oneOf(stems);
      if (!stem.equals(last)) {
        some.append(some.isEmpty() ? "" : " ").append(stem);
        some.append(g.oneIn(3) ? "@" + g.between(1, 2) : "");
      }
      last = stem;
    }
    return some.toString();
  }

  private String contents() {
    if (g.oneIn(15)) {
      return " : obsolete";
    }
    if (g.oneIn(15)) {
      return " : renamed, require " + g.oneOf(stems);
    }
    List<String> items = new ArrayList<>();
    for (int i = g.below(4); i > 0; i--) {
      String type = g.oneOf(TYPES);
      items.add(
          type
              + " "
              + target()
              + (type.endsWith("-any") ? " " + target() : "")
              + (type.equals("conditional") ? " predicate=" + target() : ""));
    }
    return items.isEmpty() ? "" : " : " + String.join(", ", items);
  }

  private String target() {
    return g.oneOf(stems) + (g.oneIn(2) ? "" : "@" + g.between(1, 3));
  }

  /** Lines that add packages to a {@link Workbench}. */
  public List<String> packages() {
    return packages;
  }

  /** Lines that a {@link Workbench} runs. */
  public List<String> commands() {
    return commands;
  }
}
