package org.heliosimage.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.heliosimage.template.Json.JsonArray;
import org.heliosimage.template.Json.JsonBoolean;
import org.heliosimage.template.Json.JsonInteger;
import org.heliosimage.template.Json.JsonNull;
import org.heliosimage.template.Json.JsonNumber;
import org.heliosimage.template.Json.JsonObject;
import org.heliosimage.template.Json.JsonString;
import org.heliosimage.template.Json.Member;

/**
 * Puts other package repositories into the files of a template. Only a program that expands the
 * template itself needs that, and so the new URIs are written where the old ones were, macros and
 * all; everything else of a file keeps its meaning.
 */
public final class RepositoryRewrite {

  private static final Set<String> KEYS = Set.of("uri", "uris", "mirror_uri", "repo");

  private final UnaryOperator<String> locate;

  /** For every file the new values, by the place of the step and the key. */
  private final Map<String, Map<String, Object>> changes = new LinkedHashMap<>();

  private RepositoryRewrite(UnaryOperator<String> locate) {
    this.locate = locate;
  }

  /**
   * The new text of the files that have to change, by their locations.
   *
   * @param locate gives the repository to use for the one that a step names
   */
  public static Map<String, String> of(Template template, UnaryOperator<String> locate)
      throws IOException {
    RepositoryRewrite rewrite = new RepositoryRewrite(locate);
    template.steps().forEach(rewrite::look);
    Map<String, TemplateFile> files = new HashMap<>();
    template.inputs().forEach(file -> files.put(file.location(), file));
    Map<String, String> texts = new LinkedHashMap<>();
    for (String location : rewrite.changes.keySet()) {
      TemplateFile file = files.get(location);
      if (file == null) {
        throw new IllegalStateException(location + " is no input of " + template.name());
      }
      texts.put(location, rewrite.text(file));
    }
    return texts;
  }

  /** The repositories that a template names, as they are to be used. */
  public static List<String> repositories(Template template, UnaryOperator<String> locate) {
    List<String> all = new ArrayList<>();
    for (Template.PlacedStep placed : template.steps()) {
      if (isAboutRepositories(placed.step())) {
        placed.arguments().forEach((key, value) -> all.addAll(values(key, value)));
      }
    }
    return all.stream().map(locate).distinct().toList();
  }

  private static boolean isAboutRepositories(Step step) {
    return step instanceof Step.PkgImageCreate
        || step instanceof Step.PkgSetPublisher
        || step instanceof Step.Onu;
  }

  private static List<String> values(String key, Object value) {
    if (!KEYS.contains(key)) {
      return List.of();
    }
    return value instanceof List<?> list
        ? list.stream().map(String.class::cast).toList()
        : List.of(String.class.cast(value));
  }

  private void look(Template.PlacedStep placed) {
    if (!isAboutRepositories(placed.step())) {
      return;
    }
    placed
        .arguments()
        .forEach(
            (key, value) -> {
              List<String> old = values(key, value);
              List<String> now = old.stream().map(locate).toList();
              if (!now.equals(old)) {
                Object replacement = value instanceof List ? now : now.get(0);
                changes
                    .computeIfAbsent(placed.origin().file(), file -> new HashMap<>())
                    .put(placed.origin().path() + "." + key, replacement);
              }
            });
  }

  private String text(TemplateFile file) throws IOException {
    byte[] bytes;
    try (InputStream in = file.open()) {
      bytes = in.readAllBytes();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      write(
          JsonReader.read(file.location(), bytes),
          "",
          changes.getOrDefault(file.location(), Map.of()),
          out);
    }
    return text.append('\n').toString();
  }

  private static void write(Json json, String place, Map<String, Object> changes, JsonGenerator out)
      throws IOException {
    if (json instanceof JsonObject object) {
      out.writeStartObject();
      for (Member member : object.members()) {
        String inner = place.isEmpty() ? member.name() : place + "." + member.name();
        out.writeFieldName(member.name());
        Object changed = changes.get(inner);
        if (changed == null) {
          write(member.value(), inner, changes, out);
        } else {
          writeLiteral(changed, out);
        }
      }
      out.writeEndObject();
    } else if (json instanceof JsonArray array) {
      out.writeStartArray();
      for (int i = 0; i < array.elements().size(); i++) {
        write(array.elements().get(i), place + "[" + i + "]", changes, out);
      }
      out.writeEndArray();
    } else if (json instanceof JsonString text) {
      out.writeString(text.value());
    } else if (json instanceof JsonInteger number) {
      out.writeNumber(number.value());
    } else if (json instanceof JsonNumber number) {
      out.writeNumber(number.text());
    } else if (json instanceof JsonBoolean flag) {
      out.writeBoolean(flag.value());
    } else if (json instanceof JsonNull) {
      out.writeNull();
    }
  }

  private static void writeLiteral(Object value, JsonGenerator out) throws IOException {
    if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object each : list) {
        writeLiteral(each, out);
      }
      out.writeEndArray();
    } else {
      // Nothing in it is a macro any more.
      out.writeString(value.toString().replace("$", "$$"));
    }
  }
}
