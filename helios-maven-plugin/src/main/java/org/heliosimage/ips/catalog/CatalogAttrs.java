package org.heliosimage.ips.catalog;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What {@code catalog.attrs} says of the other files of a catalog.
 *
 * @param created identifies the catalog
 * @param lastModified when it was changed last
 * @param parts its parts by name
 * @param updates its update logs by name
 */
public record CatalogAttrs(
    String created,
    String lastModified,
    NavigableMap<String, Entry> parts,
    NavigableMap<String, Entry> updates) {

  /** Far more than the names of a few parts and some hundred update logs need. */
  public static final int MAX_BYTES = 16 << 20;

  private static final JsonFactory JSON = new JsonFactory();
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
  private static final String SIGNATURE = "_SIGNATURE";

  /**
   * A file of the catalog.
   *
   * @param lastModified when it was changed
   * @param signature SHA-1 of the file without the signature at its end; empty if it is not stated
   */
  public record Entry(String lastModified, String signature) {}

  /**
   * Parses the file and checks its signature.
   *
   * @param where names the file in messages
   */
  public static CatalogAttrs parse(byte[] bytes, String where) throws CatalogException {
    Draft draft = new Draft(where);
    try (JsonParser parser = JSON.createParser(bytes)) {
      draft.read(parser);
      String actual = signature(new ByteArrayInputStream(bytes), where);
      boolean signed = draft.parts.values().stream().anyMatch(part -> !part.signature().isEmpty());
      String stated = draft.own.getOrDefault("sha-1", "");
      // What states the signatures of others has one itself, or it was damaged at that place.
      if (!actual.equals(stated) && (signed || !stated.isEmpty())) {
        throw damaged(where, actual, stated);
      }
    } catch (CatalogException e) {
      throw e;
    } catch (JacksonException e) {
      throw new CatalogException(where + " is no proper JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      // Nothing is read but memory.
      throw new IllegalStateException(e);
    }
    return new CatalogAttrs(
        draft.values.getOrDefault("created", ""),
        draft.values.getOrDefault("last-modified", ""),
        Collections.unmodifiableNavigableMap(draft.parts),
        Collections.unmodifiableNavigableMap(draft.updates));
  }

  /** SHA-1 of a file of a catalog without the signature at its end. */
  public static String signature(InputStream in, String where) throws IOException {
    return new SignedInput(in, where, CatalogReader.MAX_PART).finish();
  }

  /** What to say if a file is not what it should be. */
  public static CatalogException damaged(String where, String actual, String stated) {
    return new CatalogException(
        where + " is damaged: its SHA-1 is " + actual + ", not \"" + stated + "\"");
  }

  /** A time as text that sorts: the fraction may be missing. */
  static String sortable(String time) {
    String whole = time.endsWith("Z") ? time.substring(0, time.length() - 1) : time;
    return whole.indexOf('.') < 0 ? whole + "." : whole;
  }

  private static final class Draft {
    private final String where;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> own = new HashMap<>();
    private final NavigableMap<String, Entry> parts = new TreeMap<>();
    private final NavigableMap<String, Entry> updates = new TreeMap<>();

    Draft(String where) {
      this.where = where;
    }

    void read(JsonParser parser) throws IOException {
      expect(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (key) {
          case "version" -> expect(parser.getText().equals("1"));
          case "parts" -> readEntries(parser, parts);
          case "updates" -> readEntries(parser, updates);
          case SIGNATURE -> own.putAll(strings(parser));
          default -> {
            if (value == JsonToken.VALUE_STRING) {
              values.put(key, parser.getText());
            } else {
              parser.skipChildren();
            }
          }
        }
      }
      expect(parser.currentToken() == JsonToken.END_OBJECT);
    }

    private void readEntries(JsonParser parser, NavigableMap<String, Entry> entries)
        throws IOException {
      expect(parser.currentToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        expect(name.matches(NAME) && parser.nextToken() == JsonToken.START_OBJECT);
        Map<String, String> fields = strings(parser);
        entries.put(
            name,
            new Entry(
                fields.getOrDefault("last-modified", ""),
                fields.getOrDefault("signature-sha-1", "")));
      }
    }

    private Map<String, String> strings(JsonParser parser) throws IOException {
      Map<String, String> strings = new HashMap<>();
      expect(parser.currentToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          strings.put(key, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      return strings;
    }

    private void expect(boolean condition) throws CatalogException {
      if (!condition) {
        throw new CatalogException(where + " is no catalog of version 1");
      }
    }
  }
}
