package org.heliosimage.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Writes a JSON schema for editors from the declarations of the language, and fails if {@code
 * docs/template.schema.json} says something else. Run it with {@code -Dhelios.updateDocs} to change
 * the file.
 */
class JsonSchemaTest {

  private static final Path FILE = Path.of("..", "docs", "template.schema.json");

  @Test
  void theSchemaIsTheOneOfTheDeclarations() throws Exception {
    String schema = schema();
    if (System.getProperty("helios.updateDocs") != null) {
      Files.writeString(FILE, schema);
      return;
    }
    assertEquals(
        schema,
        Files.readString(FILE),
        FILE + " is out of date: run this test with -Dhelios.updateDocs");
  }

  private static String schema() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
      json.writeStringField("title", "Template or include of an illumos image");
      json.writeStringField("type", "object");
      json.writeObjectFieldStart("properties");
      for (BuildSchema schema : BuildSchema.ALL) {
        json.writeObjectFieldStart(schema.name());
        json.writeStringField("description", schema.doc());
        object(json, schema.arguments());
        json.writeEndObject();
      }
      json.writeObjectFieldStart("steps");
      json.writeStringField("type", "array");
      json.writeObjectFieldStart("items");
      json.writeArrayFieldStart("oneOf");
      step(json, List.of(Language.INCLUDE), Language.INCLUDE_DOC, Language.INCLUDE_ARGUMENTS);
      for (StepKind kind : Language.STEPS) {
        List<String> names = new ArrayList<>(List.of(kind.name()));
        if (!kind.alias().isEmpty()) {
          names.add(kind.alias());
        }
        step(json, names, kind.doc(), kind.arguments());
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
      required(json, List.of("steps"));
      json.writeEndObject();
    }
    return text + "\n";
  }

  private static void step(
      JsonGenerator json, List<String> names, String doc, List<Argument> arguments)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("description", doc);
    json.writeStringField("type", "object");
    json.writeObjectFieldStart("properties");
    json.writeObjectFieldStart("t");
    json.writeArrayFieldStart("enum");
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeEndObject();
    properties(json, Language.COMMON.subList(1, Language.COMMON.size()));
    properties(json, arguments);
    json.writeEndObject();
    List<String> required = new ArrayList<>(List.of("t"));
    required.addAll(requiredNames(arguments));
    required(json, required);
    json.writeEndObject();
  }

  private static void object(JsonGenerator json, List<Argument> arguments) throws IOException {
    json.writeStringField("type", "object");
    json.writeObjectFieldStart("properties");
    properties(json, arguments);
    json.writeEndObject();
    required(json, requiredNames(arguments));
  }

  private static List<String> requiredNames(List<Argument> arguments) {
    return arguments.stream().filter(Argument::required).map(Argument::name).toList();
  }

  private static void required(JsonGenerator json, List<String> names) throws IOException {
    json.writeArrayFieldStart("required");
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeBooleanField("additionalProperties", true);
  }

  private static void properties(JsonGenerator json, List<Argument> arguments) throws IOException {
    for (Argument argument : arguments) {
      json.writeObjectFieldStart(argument.name());
      json.writeStringField("description", argument.doc());
      switch (argument.type()) {
        case FLAG -> json.writeStringField("type", "boolean");
        case NUMBER -> json.writeStringField("type", "integer");
        case TEXTS, REPEATED -> {
          json.writeStringField("type", "array");
          json.writeObjectFieldStart("items");
          json.writeStringField("type", "string");
          json.writeEndObject();
        }
        case HYBRID -> object(json, BuildSchema.HYBRID);
        case OWNER -> names(json, ArgumentReader.OWNERS.keySet());
        case GROUP -> names(json, ArgumentReader.GROUPS.keySet());
        case MODE -> {
          json.writeStringField("type", "string");
          json.writeStringField("pattern", "^0?[0-7]{1,4}$");
        }
        default -> json.writeStringField("type", "string");
      }
      json.writeEndObject();
    }
  }

  private static void names(JsonGenerator json, Iterable<String> names) throws IOException {
    json.writeStringField("type", "string");
    json.writeArrayFieldStart("enum");
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }
}
