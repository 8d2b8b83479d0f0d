package org.heliosimage.ips.repository;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.heliosimage.ips.fmri.Fmri;

/** What a depot says of its publishers: {@code {"publishers":[{"name":...}],"version":1}}. */
final class PublisherInfo {

  private static final JsonFactory JSON = new JsonFactory();

  private PublisherInfo() {}

  static List<String> names(byte[] text, String origin) throws RepositoryException {
    SortedSet<String> names = new TreeSet<>();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RepositoryException("the list of publishers of " + origin + " is no list");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean publishers = parser.currentName().equals("publishers");
        if (parser.nextToken() == JsonToken.START_ARRAY && publishers) {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            name(parser, names);
          }
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw new RepositoryException(
          "the list of publishers of " + origin + " is no proper JSON: " + e.getOriginalMessage(),
          e);
    } catch (RepositoryException e) {
      throw e;
    } catch (IOException e) {
      // Nothing is read but memory.
      throw new IllegalStateException(e);
    }
    return List.copyOf(names);
  }

  private static void name(JsonParser parser, SortedSet<String> names) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean name = parser.currentName().equals("name");
      if (parser.nextToken() == JsonToken.VALUE_STRING && name) {
        if (Fmri.isPublisher(parser.getText())) {
          names.add(parser.getText());
        }
      } else {
        parser.skipChildren();
      }
    }
  }
}
