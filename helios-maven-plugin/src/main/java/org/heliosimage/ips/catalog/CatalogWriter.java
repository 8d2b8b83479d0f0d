package org.heliosimage.ips.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes the files of a catalog. Keys are sorted and nothing is indented, as pkg(1) does when it
 * computes a signature from what it has parsed.
 */
public final class CatalogWriter {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Map<String, Part> PARTS =
      new TreeMap<>(
          Map.of(
              CatalogReader.BASE,
              new Part(item -> true, CatalogWriter::writeBase),
              CatalogReader.DEPENDENCY,
              new Part(
                  item -> !item.entry().dependencies().isEmpty(),
                  (json, item) -> writeActions(json, item.entry().dependencies())),
              CatalogReader.SUMMARY,
              new Part(
                  item -> !item.summary().isEmpty(),
                  (json, item) -> writeActions(json, item.summary()))));

  /** What a part lists, and what it says about each package in front of the version. */
  private record Part(Predicate<CatalogItem> lists, Fields fields) {}

  private interface Fields {
    void write(JsonGenerator json, CatalogItem item) throws IOException;
  }

  private final String time;
  private final boolean signed;

  /**
   * @param time creation and modification time of all files
   * @param signed whether files end in a signature: a repository's do, an image's do not
   */
  public CatalogWriter(Instant time, boolean signed) {
    this.time = time(time);
    this.signed = signed;
  }

  /** A time as catalogs state it: the fraction is left out if it is zero. */
  public static String time(Instant time) {
    boolean whole = time.equals(time.truncatedTo(ChronoUnit.SECONDS));
    return (whole ? SECONDS : MICROS).format(time) + "Z";
  }

  /** Writes a catalog of these packages: file names to contents. */
  public SortedMap<String, byte[]> write(Collection<CatalogItem> items) throws IOException {
    List<CatalogItem> ascending =
        items.stream().sorted(Comparator.comparing(item -> item.entry().version())).toList();
    SortedMap<String, byte[]> files = new TreeMap<>();
    SortedMap<String, String> signatures = new TreeMap<>();
    for (Map.Entry<String, Part> part : PARTS.entrySet()) {
      CatalogText text = part(ascending, part.getValue());
      signatures.put(part.getKey(), text.sha1());
      files.put(part.getKey(), finish(text));
    }
    long stems =
        items.stream()
            .map(item -> item.entry().publisher() + "/" + item.entry().stem())
            .distinct()
            .count();
    files.put(CatalogReader.ATTRS, finish(attrs(stems, items.size(), signatures)));
    return files;
  }

  private static CatalogText part(List<CatalogItem> ascending, Part part) throws IOException {
    SortedMap<String, SortedMap<String, List<CatalogItem>>> publishers =
        ascending.stream()
            .filter(part.lists())
            .collect(
                Collectors.groupingBy(
                    item -> item.entry().publisher(),
                    TreeMap::new,
                    Collectors.groupingBy(
                        item -> item.entry().stem(), TreeMap::new, Collectors.toList())));
    return object(
        json -> {
          for (var publisher : publishers.entrySet()) {
            json.writeObjectFieldStart(publisher.getKey());
            for (var stem : publisher.getValue().entrySet()) {
              json.writeArrayFieldStart(stem.getKey());
              for (CatalogItem item : stem.getValue()) {
                json.writeStartObject();
                part.fields().write(json, item);
                json.writeStringField("version", item.entry().version().toString());
                json.writeEndObject();
              }
              json.writeEndArray();
            }
            json.writeEndObject();
          }
        });
  }

  private static void writeBase(JsonGenerator json, CatalogItem item) throws IOException {
    CatalogItem.State state = item.state();
    if (state != null) {
      json.writeObjectFieldStart("metadata");
      if (state.lastInstall() != null) {
        json.writeStringField("last-install", state.lastInstall());
      }
      json.writeArrayFieldStart("states");
      for (int code : state.codes()) {
        json.writeNumber(code);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    String signature = item.entry().signature();
    if (signature != null) {
      json.writeStringField("signature-sha-1", signature);
    }
  }

  private static void writeActions(JsonGenerator json, List<String> actions) throws IOException {
    json.writeArrayFieldStart("actions");
    for (String action : actions) {
      json.writeString(action);
    }
    json.writeEndArray();
  }

  private CatalogText attrs(long stems, long versions, SortedMap<String, String> signatures)
      throws IOException {
    return object(
        json -> {
          json.writeStringField("created", time);
          json.writeStringField("last-modified", time);
          json.writeNumberField("package-count", stems);
          json.writeNumberField("package-version-count", versions);
          json.writeObjectFieldStart("parts");
          for (Map.Entry<String, String> part : signatures.entrySet()) {
            json.writeObjectFieldStart(part.getKey());
            json.writeStringField("last-modified", time);
            if (signed) {
              json.writeStringField("signature-sha-1", part.getValue());
            }
            json.writeEndObject();
          }
          json.writeEndObject();
          json.writeObjectFieldStart("updates");
          json.writeEndObject();
          json.writeNumberField("version", 1);
        });
  }

  private static CatalogText object(CatalogText.Body body) throws IOException {
    return CatalogText.of(
        json -> {
          json.writeStartObject();
          body.write(json);
          json.writeEndObject();
        });
  }

  private byte[] finish(CatalogText text) {
    return signed ? text.signed() : text.unsigned();
  }
}
