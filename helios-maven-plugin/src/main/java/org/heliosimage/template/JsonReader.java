package org.heliosimage.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.template.Json.JsonArray;
import org.heliosimage.template.Json.JsonBoolean;
import org.heliosimage.template.Json.JsonInteger;
import org.heliosimage.template.Json.JsonNull;
import org.heliosimage.template.Json.JsonNumber;
import org.heliosimage.template.Json.JsonObject;
import org.heliosimage.template.Json.JsonString;
import org.heliosimage.template.Json.Member;

/** Reads one JSON document into {@link Json} values. */
final class JsonReader {

  /** The language itself nests five deep. */
  private static final int MAX_DEPTH = 32;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(32)
                  .maxNameLength(256)
                  .build())
          .build();

  private final String file;
  private final JsonParser parser;

  private JsonReader(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads a document that may be followed by white space only.
   *
   * @param file location for error messages
   */
  static Json read(String file, byte[] document) throws TemplateException {
    try (JsonParser parser = FACTORY.createParser(document)) {
      JsonReader reader = new JsonReader(file, parser);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new TemplateException(new Origin(file, 1, ""), "is empty");
      }
      Json value = reader.value(first);
      if (parser.nextToken() != null) {
        throw new TemplateException(
            new Origin(file, reader.line(), ""), "goes on after its closing bracket");
      }
      return value;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
      String problem = e.getOriginalMessage();
      throw new TemplateException(
          new Origin(file, line, ""),
          "is not valid JSON at column " + column + ": " + firstLine(problem));
    } catch (TemplateException e) {
      throw e;
    } catch (IOException e) {
      throw new TemplateException(new Origin(file, 1, ""), "cannot be read: " + e.getMessage());
    }
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private int line() {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private Json value(JsonToken token) throws IOException {
    int line = line();
    return switch (token) {
      case START_OBJECT -> object(line);
      case START_ARRAY -> array(line);
      case VALUE_STRING -> new JsonString(line, parser.getText());
      case VALUE_TRUE -> new JsonBoolean(line, true);
      case VALUE_FALSE -> new JsonBoolean(line, false);
      case VALUE_NULL -> new JsonNull(line);
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? new JsonNumber(line, parser.getText())
              : new JsonInteger(line, parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> new JsonNumber(line, parser.getText());
      default ->
          throw new TemplateException(new Origin(file, line, ""), "has an unexpected " + token);
    };
  }

  private JsonObject object(int line) throws IOException {
    List<Member> members = new ArrayList<>();
    while (next() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      int nameLine = line();
      members.add(new Member(name, nameLine, value(next())));
    }
    return new JsonObject(line, List.copyOf(members));
  }

  private JsonArray array(int line) throws IOException {
    List<Json> elements = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      elements.add(value(token));
    }
    return new JsonArray(line, List.copyOf(elements));
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new TemplateException(new Origin(file, line(), ""), "ends too early");
    }
    return token;
  }
}
