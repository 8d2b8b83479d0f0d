package org.heliosimage.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.heliosimage.engine.PackageNews;
import org.heliosimage.engine.PackageNews.Item;
import org.heliosimage.engine.PackageNews.Kind;

/** Newer packages as lines for people, a table for each kind. */
final class NewsTable {

  private static final String GAP = "  ";

  private static final Map<Kind, String> TITLES =
      Map.of(
          Kind.NEWER, "Newer versions, which helios:lock takes:",
          Kind.HELD, "Newer versions, which other packages hold back:",
          Kind.OBSOLETE, "Packages that were given up:",
          Kind.RENAMED, "Packages that have another name now:",
          Kind.GONE, "Packages that are not offered any more:");

  private final PackageNews news;

  NewsTable(PackageNews news) {
    this.news = news;
  }

  /** What the packages are that were compared. */
  static String kind(PackageNews news) {
    return news.locked() ? "locked" : "installed";
  }

  List<String> lines() {
    if (news.items().isEmpty()) {
      return List.of(
          "All " + news.packages() + " " + kind(news) + " packages are the newest there are.");
    }
    List<String> lines = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<Item> items = news.items().stream().filter(item -> item.kind() == kind).toList();
      if (!items.isEmpty()) {
        lines.add(TITLES.get(kind));
        lines.addAll(table(items));
      }
    }
    return lines;
  }

  private List<String> table(List<Item> items) {
    int name = width("name", items, Item::name);
    int current = width(kind(news), items, Item::current);
    int newest = width("newest", items, Item::newest);
    List<String> lines = new ArrayList<>();
    lines.add(line(pad("name", name), pad(kind(news), current), pad("newest", newest), ""));
    for (Item item : items) {
      lines.add(
          line(
              pad(item.name(), name),
              pad(item.current(), current),
              pad(item.newest(), newest),
              item.remark()));
    }
    return lines;
  }

  private static int width(String title, List<Item> items, Function<Item, String> column) {
    return items.stream()
        .mapToInt(item -> column.apply(item).length())
        .reduce(title.length(), Math::max);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static String line(String... cells) {
    return (GAP + String.join(GAP, cells)).stripTrailing();
  }
}
