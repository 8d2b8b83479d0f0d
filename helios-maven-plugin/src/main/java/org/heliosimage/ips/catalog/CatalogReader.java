package org.heliosimage.ips.catalog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.jspecify.annotations.Nullable;

/** Reads the base and dependency parts of a catalog and checks every signature on the way. */
public final class CatalogReader {

  /** The largest public catalogs have parts of some ten megabytes. */
  static final long MAX_PART = 256L << 20;

  /** What a text in the pool takes besides its characters. */
  private static final int STRING_BYTES = 96;

  /** What a stem or a version takes besides its texts: entries of maps and lists, and records. */
  private static final int ENTRY_BYTES = 480;

  public static final String ATTRS = "catalog.attrs";
  public static final String BASE = "catalog.base.C";
  public static final String DEPENDENCY = "catalog.dependency.C";
  static final String SUMMARY = "catalog.summary.C";

  static final JsonFactory JSON =
      JsonFactory.builder()
          // Names are stems: the parser's table of names would hold them all, forever.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /** Gives the files of a catalog. */
  public interface Files {
    /** Opens a file by name, such as {@code catalog.attrs}; null if there is none. */
    @Nullable InputStream open(String name) throws IOException;
  }

  private final Files files;
  private final String publisher;
  private final String origin;
  private final Map<String, String> pool = new HashMap<>();

  /** Rough number of bytes of what is kept. */
  private long retained;

  private final Map<String, Map<String, Draft>> stems = new HashMap<>();

  private CatalogReader(Files files, String publisher, String origin) {
    this.files = files;
    this.publisher = publisher;
    this.origin = origin;
  }

  /**
   * Reads what a publisher offers.
   *
   * @param origin names the repository in messages
   * @return empty if there is no catalog
   */
  public static Optional<Catalog> read(Files files, String publisher, String origin)
      throws IOException {
    return new CatalogReader(files, publisher, origin).read();
  }

  private static final class Draft {
    @Nullable String signature;
    List<String> actions = List.of();
  }

  private Optional<Catalog> read() throws IOException {
    Map<String, String> parts = new HashMap<>();
    if (part(ATTRS, null, (parser, name) -> readAttribute(parser, name, parts)) == null) {
      return Optional.empty();
    }
    if (!parts.containsKey(BASE)) {
      throw new CatalogException(where(ATTRS) + " lists no part " + BASE);
    }
    for (String name : List.of(BASE, DEPENDENCY)) {
      String stated = parts.get(name);
      if (stated != null
          && part(name, stated, (parser, field) -> readPublisher(parser, field, name)) == null) {
        throw new CatalogException(where(name) + " is missing, but " + ATTRS + " lists it");
      }
    }
    List<CatalogEntry> entries = new ArrayList<>();
    for (Map.Entry<String, Map<String, Draft>> stem : stems.entrySet()) {
      for (Map.Entry<String, Draft> version : stem.getValue().entrySet()) {
        entries.add(
            new CatalogEntry(
                publisher,
                stem.getKey(),
                Version.parse(version.getKey(), this::pooled),
                version.getValue().signature,
                version.getValue().actions));
      }
    }
    return Optional.of(Catalog.of(publisher, entries));
  }

  private interface Field {
    void read(JsonParser parser, String name) throws IOException;
  }

  /**
   * Reads one file and checks its signature.
   *
   * @param stated the hash that catalog.attrs states, empty or null if it states none
   * @return the file's hash, null if there is no such file
   */
  private @Nullable String part(String name, @Nullable String stated, Field field)
      throws IOException {
    try (InputStream raw = files.open(name)) {
      if (raw == null) {
        return null;
      }
      SignedInput input = new SignedInput(raw, where(name), MAX_PART);
      String own = null;
      // The signature of the whole is only known at the end, so close nothing before.
      JsonParser parser = JSON.createParser(input).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      expect(parser.nextToken(), JsonToken.START_OBJECT, name);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        if (key.equals("_SIGNATURE")) {
          own = readString(parser, "sha-1");
        } else if (key.startsWith("_")) {
          parser.skipChildren();
        } else {
          field.read(parser, key);
        }
      }
      expect(parser.currentToken(), JsonToken.END_OBJECT, name);
      String actual = input.finish();
      for (String claim : new @Nullable String[] {own, stated}) {
        if (claim != null && !claim.isEmpty() && !claim.equals(actual)) {
          throw new CatalogException(
              where(name) + " is damaged: its SHA-1 is " + actual + ", not " + claim);
        }
      }
      return actual;
    } catch (JacksonException e) {
      throw new CatalogException(where(name) + " is no proper JSON: " + e.getOriginalMessage(), e);
    } catch (CharConversionException e) {
      // What starts like UTF-32 is read as that.
      throw new CatalogException(where(name) + " is no proper JSON: " + e.getMessage(), e);
    }
  }

  private void readAttribute(JsonParser parser, String name, Map<String, String> parts)
      throws IOException {
    if (name.equals("version") && parser.getValueAsInt() != 1) {
      throw new CatalogException(
          where(ATTRS) + " is of version " + parser.getText() + "; only version 1 is known");
    }
    if (!name.equals("parts") || parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String part = parser.currentName();
      parser.nextToken();
      String signature = readString(parser, "signature-sha-1");
      if (part.equals(BASE) || part.equals(DEPENDENCY)) {
        parts.put(part, signature == null ? "" : signature);
      }
    }
  }

  private void readPublisher(JsonParser parser, String name, String part) throws IOException {
    if (!name.equals(publisher)) {
      parser.skipChildren();
      return;
    }
    expect(parser.currentToken(), JsonToken.START_OBJECT, part);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String stem = pooled(parser.currentName());
      if (!Fmri.isStem(stem)) {
        throw new CatalogException(where(part) + " lists \"" + stem + "\", no package name");
      }
      expect(parser.nextToken(), JsonToken.START_ARRAY, part);
      checkSize(part);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        readVersion(parser, stem, part);
      }
      expect(parser.currentToken(), JsonToken.END_ARRAY, part);
    }
  }

  private void readVersion(JsonParser parser, String stem, String part) throws IOException {
    String version = null;
    String signature = null;
    List<String> actions = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken token = parser.nextToken();
      if (key.equals("version") && token == JsonToken.VALUE_STRING) {
        version = pooled(parser.getText());
      } else if (key.equals("signature-sha-1") && token == JsonToken.VALUE_STRING) {
        signature = parser.getText();
      } else if (key.equals("actions") && token == JsonToken.START_ARRAY) {
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
          actions.add(pooled(parser.getText()));
          retained += Long.BYTES;
          checkSize(part);
        }
        expect(parser.currentToken(), JsonToken.END_ARRAY, part);
      } else {
        parser.skipChildren();
      }
    }
    if (version == null) {
      throw new CatalogException(where(part) + " has an entry without version of " + stem);
    }
    if (part.equals(BASE)) {
      retained += ENTRY_BYTES + (signature == null ? 0 : STRING_BYTES);
      checkSize(part);
      Draft draft = new Draft();
      draft.signature = signature;
      stems.computeIfAbsent(stem, key -> new HashMap<>()).put(version, draft);
    } else {
      Draft draft = stems.getOrDefault(stem, Map.of()).get(version);
      if (draft == null) {
        throw new IpsException(
            where(part) + " knows " + stem + "@" + version + ", which " + BASE + " does not list");
      }
      draft.actions = List.copyOf(actions);
    }
  }

  /** The text of one field of an object, null if there is none. */
  private static @Nullable String readString(JsonParser parser, String wanted) throws IOException {
    String found = null;
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean here = parser.currentName().equals(wanted);
      if (parser.nextToken() == JsonToken.VALUE_STRING && here) {
        found = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  private void expect(@Nullable JsonToken actual, JsonToken expected, String part)
      throws CatalogException {
    if (actual != expected) {
      throw new CatalogException(
          where(part) + " is no catalog: " + actual + " where " + expected + " should be");
    }
  }

  private String pooled(String text) {
    return pool.computeIfAbsent(
        text,
        same -> {
          retained += STRING_BYTES + same.length();
          return same;
        });
  }

  /** A hostile catalog of millions of packages ends in a sentence, not without memory. */
  private void checkSize(String part) throws CatalogException {
    long half = Runtime.getRuntime().maxMemory() / 2;
    if (retained > half) {
      throw new CatalogException(
          where(part)
              + " needs more than the "
              + (half >> 20)
              + " MB that one catalog may take; if it is that large, give Java more by -Xmx");
    }
  }

  private String where(String part) {
    return part + " of publisher " + publisher + " in " + origin;
  }
}
