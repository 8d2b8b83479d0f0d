package org.heliosimage.ips.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Version;
import org.jspecify.annotations.Nullable;

/**
 * Brings a part of a catalog up to date by update logs, which say what was added and removed since.
 * Whether that went well is told by the signature; if not, the part has to be fetched as a whole.
 */
public final class CatalogPatch {

  private static final String VERSION = "version";

  /** {@code 20240822T10}, the hour of a time. */
  private static final int HOUR_LENGTH = 11;

  private CatalogPatch() {}

  /**
   * Names the logs that lead from one state to the next, in their order.
   *
   * @return empty if some of them are not there any more
   */
  public static List<String> logs(CatalogAttrs old, CatalogAttrs now) {
    String since = old.lastModified();
    boolean same =
        !old.created().isEmpty()
            && old.created().equals(now.created())
            && since.length() > HOUR_LENGTH
            && CatalogAttrs.sortable(since).compareTo(CatalogAttrs.sortable(now.lastModified()))
                <= 0;
    String first = same ? "update." + since.substring(0, HOUR_LENGTH) + "Z.C" : "";
    return now.updates().containsKey(first)
        ? now.updates().tailMap(first, true).keySet().stream()
            .filter(name -> name.startsWith("update.") && name.endsWith(".C"))
            .toList()
        : List.of();
  }

  /**
   * Applies logs to a part.
   *
   * @param part the part as it is
   * @param name of the part
   * @param logs in their order
   * @param since what the part knows already: when its state was modified last
   * @param signature what the result must have
   * @return the new part; empty if the result is not what it should be
   */
  public static Optional<byte[]> apply(
      InputStream part, String name, List<byte[]> logs, String since, String signature)
      throws IOException {
    Map<String, @Nullable Object> content;
    try (JsonParser parser = CatalogReader.JSON.createParser(part)) {
      content = object(parser);
    }
    content.remove("_SIGNATURE");
    if (content.containsKey("_FEATURE")) {
      // Its texts are written in a way that we do not write.
      return Optional.empty();
    }
    for (byte[] log : logs) {
      try (JsonParser parser = CatalogReader.JSON.createParser(log)) {
        for (Map.Entry<String, @Nullable Object> publisher : object(parser).entrySet()) {
          if (!publisher.getKey().startsWith("_")) {
            Map<String, @Nullable Object> stems = map(content, publisher.getKey());
            map(publisher.getValue())
                .forEach((stem, entries) -> apply(stems, stem, list(entries), name, since));
          }
        }
      }
    }
    for (Object publisher : content.values()) {
      for (Object versions : map(publisher).values()) {
        sort(list(versions));
      }
    }
    CatalogText text = CatalogText.of(json -> JsonTree.write(json, content));
    return text.sha1().equals(signature) ? Optional.of(text.signed()) : Optional.empty();
  }

  private static void apply(
      Map<String, @Nullable Object> stems,
      String stem,
      List<@Nullable Object> entries,
      String part,
      String since) {
    List<@Nullable Object> versions = new ArrayList<>(list(stems.get(stem)));
    for (Object each : entries) {
      Map<String, @Nullable Object> entry = map(each);
      String time = String.valueOf(entry.get("op-time"));
      if (CatalogAttrs.sortable(time).compareTo(CatalogAttrs.sortable(since)) <= 0) {
        continue;
      }
      Object version = entry.get(VERSION);
      versions.removeIf(known -> String.valueOf(map(known).get(VERSION)).equals(version));
      if ("add".equals(entry.get("op-type")) && entry.containsKey(part)) {
        Map<String, @Nullable Object> added = new TreeMap<>(map(entry.get(part)));
        added.put(VERSION, version);
        versions.add(added);
      }
    }
    if (versions.isEmpty()) {
      stems.remove(stem);
    } else {
      stems.put(stem, versions);
    }
  }

  private static void sort(List<@Nullable Object> versions) throws IpsException {
    Map<Version, @Nullable Object> sorted = new TreeMap<>(Comparator.naturalOrder());
    for (Object each : versions) {
      sorted.put(Version.parse(String.valueOf(map(each).get(VERSION))), each);
    }
    versions.clear();
    versions.addAll(sorted.values());
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
    return parser.nextToken() == JsonToken.START_OBJECT
        ? JsonTree.readObject(parser)
        : new TreeMap<>();
  }

  private static Map<String, @Nullable Object> map(
      Map<String, @Nullable Object> parent, String key) {
    parent.putIfAbsent(key, new TreeMap<String, @Nullable Object>());
    return map(parent.get(key));
  }

  @SuppressWarnings("unchecked") // JsonTree makes maps of texts to objects only.
  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, @Nullable Object>) value : new TreeMap<>();
  }

  @SuppressWarnings("unchecked") // JsonTree makes lists of objects only.
  private static List<@Nullable Object> list(@Nullable Object value) {
    return value instanceof List<?> ? (List<@Nullable Object>) value : new ArrayList<>();
  }
}
