package org.heliosimage.ips.catalog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Version;
import org.jspecify.annotations.Nullable;

/**
 * Adds packages to the catalog of a repository, and a log of that, by which a client that knows the
 * catalog as it was fetches the difference only.
 *
 * <p>Everything that the files say and we do not know is kept. The time of a catalog moves forward
 * always: clients ask for what is newer than what they have.
 */
public final class CatalogUpdate {

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'update.'yyyyMMdd'T'HH'Z.C'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter READ =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss[.SSSSSS]'Z'", Locale.ROOT);
  private static final String LAST_MODIFIED = "last-modified";
  private static final String VERSION = "version";
  private static final long MAX_FILE = 1L << 28;

  private final CatalogReader.Files files;
  private final String origin;
  private final Map<String, Map<String, @Nullable Object>> changed = new TreeMap<>();

  private CatalogUpdate(CatalogReader.Files files, String origin) {
    this.files = files;
    this.origin = origin;
  }

  /**
   * Adds packages.
   *
   * @param files the catalog as it is; without {@code catalog.attrs} a new one is made
   * @param origin names the catalog in messages
   * @param time when the packages were published
   * @return the files that change, in the order in which they should be written
   */
  public static Map<String, byte[]> add(
      CatalogReader.Files files, String origin, Collection<CatalogItem> items, Instant time)
      throws IOException {
    return new CatalogUpdate(files, origin).add(items, time.truncatedTo(ChronoUnit.MICROS));
  }

  private Map<String, byte[]> add(Collection<CatalogItem> items, Instant time) throws IOException {
    Map<String, @Nullable Object> attrs = read(CatalogReader.ATTRS, null);
    Instant last = attrs == null ? null : time(attrs);
    Instant operation =
        last == null || last.isBefore(time) ? time : last.plus(1, ChronoUnit.MICROS);
    String now = CatalogWriter.time(operation);
    if (attrs == null) {
      attrs = new TreeMap<>();
      attrs.put("created", now);
      attrs.put(VERSION, 1);
    }
    Map<String, @Nullable Object> parts = child(attrs, "parts", CatalogReader.ATTRS);
    Map<String, @Nullable Object> updates = child(attrs, "updates", CatalogReader.ATTRS);
    String log = HOUR.format(operation);
    load(log, updates);
    for (CatalogItem item : items) {
      Map<String, @Nullable Object> entry = new TreeMap<>();
      entry.put("op-time", now);
      entry.put("op-type", "add");
      entry.put(VERSION, item.entry().version().toString());
      for (Map.Entry<String, Map<String, @Nullable Object>> part : entries(item).entrySet()) {
        load(part.getKey(), parts);
        insert(part.getKey(), item.entry(), part.getValue());
        entry.put(part.getKey(), part.getValue());
      }
      versions(log, item.entry()).add(entry);
    }
    Map<String, byte[]> written = new LinkedHashMap<>();
    for (Map.Entry<String, Map<String, @Nullable Object>> file : changed.entrySet()) {
      CatalogText text = CatalogText.of(json -> JsonTree.write(json, file.getValue()));
      written.put(file.getKey(), text.signed());
      Map<String, @Nullable Object> note = new TreeMap<>();
      note.put(LAST_MODIFIED, now);
      note.put("signature-sha-1", text.sha1());
      (file.getKey().equals(log) ? updates : parts).put(file.getKey(), note);
    }
    count(attrs);
    attrs.put(LAST_MODIFIED, now);
    Map<String, @Nullable Object> whole = attrs;
    written.put(CatalogReader.ATTRS, CatalogText.of(json -> JsonTree.write(json, whole)).signed());
    return written;
  }

  private static Map<String, Map<String, @Nullable Object>> entries(CatalogItem item) {
    Map<String, Map<String, @Nullable Object>> entries = new TreeMap<>();
    Map<String, @Nullable Object> base = new TreeMap<>();
    if (item.entry().signature() != null) {
      base.put("signature-sha-1", item.entry().signature());
    }
    entries.put(CatalogReader.BASE, base);
    if (!item.entry().dependencies().isEmpty()) {
      entries.put(
          CatalogReader.DEPENDENCY, new TreeMap<>(Map.of("actions", item.entry().dependencies())));
    }
    if (!item.summary().isEmpty()) {
      entries.put(CatalogReader.SUMMARY, new TreeMap<>(Map.of("actions", item.summary())));
    }
    return entries;
  }

  /** Makes a file one of those that change. */
  private void load(String name, Map<String, @Nullable Object> listed) throws IOException {
    if (changed.containsKey(name)) {
      return;
    }
    Map<String, @Nullable Object> content = null;
    if (listed.get(name) instanceof Map<?, ?> note) {
      content = read(name, note.get("signature-sha-1") instanceof String hash ? hash : null);
      if (content == null) {
        throw new CatalogException(where(name) + " is missing, but catalog.attrs lists it");
      }
    }
    changed.put(name, content == null ? new TreeMap<>() : content);
  }

  private void insert(String part, CatalogEntry item, Map<String, @Nullable Object> values)
      throws IOException {
    List<@Nullable Object> versions = versions(part, item);
    int at = versions.size();
    while (at > 0) {
      int order = version(part, versions.get(at - 1)).compareTo(item.version());
      if (order == 0) {
        throw new CatalogException(where(part) + " lists " + item.fmri() + " already");
      }
      if (order < 0) {
        break;
      }
      at--;
    }
    Map<String, @Nullable Object> entry = new TreeMap<>(values);
    entry.put(VERSION, item.version().toString());
    versions.add(at, entry);
  }

  private Version version(String part, @Nullable Object entry) throws IpsException {
    if (entry instanceof Map<?, ?> map && map.get(VERSION) instanceof String text) {
      return Version.parse(text);
    }
    throw new CatalogException(where(part) + " has an entry without version");
  }

  @SuppressWarnings("unchecked") // JsonTree makes lists of objects only.
  private List<@Nullable Object> versions(String name, CatalogEntry item) throws IOException {
    Map<String, @Nullable Object> stems = child(changed.get(name), item.publisher(), name);
    Object list = stems.computeIfAbsent(item.stem(), stem -> new ArrayList<@Nullable Object>());
    if (list instanceof List<?>) {
      return (List<@Nullable Object>) list;
    }
    throw new CatalogException(where(name) + " has no list of versions of " + item.stem());
  }

  @SuppressWarnings("unchecked") // JsonTree makes maps of texts to objects only.
  private Map<String, @Nullable Object> child(
      @Nullable Map<String, @Nullable Object> parent, String key, String name)
      throws CatalogException {
    if (parent != null) {
      Object child = parent.computeIfAbsent(key, missing -> new TreeMap<>());
      if (child instanceof Map<?, ?>) {
        return (Map<String, @Nullable Object>) child;
      }
    }
    throw new CatalogException(where(name) + " is no catalog: \"" + key + "\" is no object");
  }

  private void count(Map<String, @Nullable Object> attrs) throws CatalogException {
    long stems = 0;
    long versions = 0;
    Map<String, @Nullable Object> base = changed.get(CatalogReader.BASE);
    if (base == null) {
      return;
    }
    for (String publisher : base.keySet()) {
      if (!publisher.startsWith("_")) {
        for (Object list : child(base, publisher, CatalogReader.BASE).values()) {
          stems++;
          versions += list instanceof List<?> entries ? entries.size() : 0;
        }
      }
    }
    attrs.put("package-count", stems);
    attrs.put("package-version-count", versions);
  }

  private Instant time(Map<String, @Nullable Object> attrs) throws CatalogException {
    try {
      if (attrs.get(LAST_MODIFIED) instanceof String text) {
        return LocalDateTime.parse(text, READ).toInstant(ZoneOffset.UTC);
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw new CatalogException(
        where(CatalogReader.ATTRS) + " does not say when it was modified last");
  }

  private @Nullable Map<String, @Nullable Object> read(String name, @Nullable String stated)
      throws IOException {
    try (InputStream raw = files.open(name)) {
      if (raw == null) {
        return null;
      }
      SignedInput input = new SignedInput(raw, where(name), MAX_FILE);
      JsonParser parser =
          CatalogReader.JSON.createParser(input).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new CatalogException(where(name) + " is no catalog: it is no JSON object");
      }
      Map<String, @Nullable Object> content = JsonTree.readObject(parser);
      String actual = input.finish();
      Object own = content.remove("_SIGNATURE");
      // What is written below is escaped.
      content.remove("_FEATURE");
      for (Object claim :
          new @Nullable Object[] {own instanceof Map<?, ?> map ? map.get("sha-1") : null, stated}) {
        if (claim != null && !claim.equals(actual)) {
          throw new CatalogException(
              where(name) + " is damaged: its SHA-1 is " + actual + ", not " + claim);
        }
      }
      return content;
    } catch (JacksonException e) {
      throw new CatalogException(where(name) + " is no proper JSON: " + e.getOriginalMessage(), e);
    } catch (CharConversionException e) {
      // What starts like UTF-32 is read as that.
      throw new CatalogException(where(name) + " is no proper JSON: " + e.getMessage(), e);
    }
  }

  private String where(String name) {
    return name + " in " + origin;
  }
}
