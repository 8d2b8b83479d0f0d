package org.heliosimage.template;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Names that a user may have meant. */
final class NearNames {

  private static final int MOST = 6;

  private NearNames() {}

  /** Those of the names that differ little from the wrong one, the nearest first. */
  static List<String> of(String wrong, Collection<String> names) {
    int limit = Math.max(2, wrong.length() / 3);
    return names.stream()
        .filter(name -> Math.abs(name.length() - wrong.length()) <= limit)
        .filter(name -> distance(wrong, name) <= limit)
        .sorted(
            Comparator.<String>comparingInt(name -> distance(wrong, name)).thenComparing(n -> n))
        .limit(MOST)
        .toList();
  }

  /** The first few of the names, as part of a sentence. */
  static String some(Collection<String> names) {
    String listed = String.join(", ", names.stream().limit(MOST).toList());
    return names.size() > MOST ? listed + " and " + (names.size() - MOST) + " more" : listed;
  }

  /** Insertions, deletions and replacements that turn one name into the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(diagonal + change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
