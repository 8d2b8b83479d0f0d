package org.heliosimage.template;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliosimage.template.BuildKind.PoolBuild;
import org.heliosimage.template.Json.JsonArray;
import org.heliosimage.template.Json.JsonNull;
import org.heliosimage.template.Json.JsonObject;
import org.heliosimage.template.Json.JsonString;
import org.heliosimage.template.Json.Member;
import org.heliosimage.template.Template.PlacedStep;
import org.jspecify.annotations.Nullable;

/** Loads one template with its includes. */
final class Loader {

  private static final int MAX_FILE_SIZE = 4 << 20;
  private static final int MAX_DEPTH = 32;

  /** Steps and includes together; a few nested includes could ask for billions. */
  private static final int MAX_STEPS = 20_000;

  /**
   * Keys of a document besides its build kind; editors find the language's schema by the second.
   */
  private static final Set<String> TOP_LEVEL = Set.of("steps", "$schema");

  private final TemplateSource source;
  private final String group;
  private final List<String> warnings = new ArrayList<>();
  private final ArgumentReader reader;
  private final Fingerprint fingerprint = new Fingerprint();
  private final List<PlacedStep> steps = new ArrayList<>();
  private final Map<String, TemplateFile> inputs = new LinkedHashMap<>();
  private final Map<String, JsonObject> documents = new LinkedHashMap<>();
  private int visited;
  private @Nullable BuildKind kind;

  Loader(TemplateSource source, String group, Features features) {
    this.source = source;
    this.group = group;
    this.reader = new ArgumentReader(source, group, features, warnings);
  }

  Template load(String name) throws IOException {
    TemplateFile file = source.template(group, name);
    JsonObject document = read(file);
    BuildKind built = kind(document, new Origin(file.location(), document.line(), ""));
    kind = built;
    steps(file, document, List.of(file.location()));
    return new Template(
        group,
        name,
        built,
        steps,
        warnings,
        List.copyOf(inputs.values()),
        reader.consulted(),
        fingerprint.finish());
  }

  private JsonObject read(TemplateFile file) throws IOException {
    JsonObject known = documents.get(file.location());
    if (known != null) {
      return known;
    }
    inputs.put(file.location(), file);
    byte[] bytes;
    try (InputStream in = file.open()) {
      bytes = in.readNBytes(MAX_FILE_SIZE + 1);
    }
    Origin origin = new Origin(file.location(), 1, "");
    if (bytes.length > MAX_FILE_SIZE) {
      throw new TemplateException(origin, "is larger than " + MAX_FILE_SIZE + " bytes");
    }
    Json json = JsonReader.read(file.location(), bytes);
    if (!(json instanceof JsonObject document)) {
      throw ArgumentReader.wrongType(origin, "an object", json);
    }
    documents.put(file.location(), document);
    return document;
  }

  private BuildKind kind(JsonObject document, Origin origin) throws IOException {
    List<String> names = BuildSchema.ALL.stream().map(BuildSchema::name).toList();
    Member found = null;
    for (Member member : document.members()) {
      Origin place = origin.member(member.name(), member.line());
      if (names.contains(member.name()) && !(member.value() instanceof JsonNull)) {
        if (found != null) {
          throw new TemplateException(
              place, "is a second build kind beside \"" + found.name() + "\"; one is allowed");
        }
        found = member;
      } else if (!TOP_LEVEL.contains(member.name()) && !names.contains(member.name())) {
        warnings.add(place + " is an unknown key and ignored");
      }
    }
    if (found == null) {
      throw new TemplateException(
          origin,
          "says nothing of what to build: one of " + String.join(", ", names) + " is needed");
    }
    BuildSchema schema = BuildSchema.ALL.get(names.indexOf(found.name()));
    Origin place = origin.member(found.name(), found.line());
    if (!(found.value() instanceof JsonObject object)) {
      throw ArgumentReader.wrongType(place, "an object", found.value());
    }
    reader.checkShape(schema.arguments(), Set.of(), object, place);
    Arguments arguments = reader.read(schema.arguments(), object, place);
    fingerprint.add(schema.name(), arguments);
    try {
      return schema.builder().build(arguments);
    } catch (Invalid e) {
      throw new TemplateException(place, e.problem());
    }
  }

  /** Adds the steps of a document; {@code chain} holds the files that are being included. */
  private void steps(TemplateFile file, JsonObject document, List<String> chain)
      throws IOException {
    Origin origin = new Origin(file.location(), document.line(), "");
    Json value = null;
    for (Member member : document.members()) {
      Origin place = origin.member(member.name(), member.line());
      if (!member.name().equals("steps")) {
        continue;
      }
      if (value != null) {
        throw new TemplateException(place, "is given twice");
      }
      value = member.value();
    }
    if (!(value instanceof JsonArray array)) {
      throw value == null
          ? new TemplateException(origin, "lacks the key \"steps\" (array of steps)")
          : ArgumentReader.wrongType(
              origin.member("steps", value.line()), "an array of steps", value);
    }
    Origin place = origin.member("steps", array.line());
    for (int i = 0; i < array.elements().size(); i++) {
      Json element = array.elements().get(i);
      Origin at = place.element(i, element.line());
      if (++visited > MAX_STEPS) {
        throw new TemplateException(at, "is one step too many: " + MAX_STEPS + " are allowed");
      }
      if (!(element instanceof JsonObject object)) {
        throw ArgumentReader.wrongType(at, "an object", element);
      }
      step(object, at, chain);
    }
  }

  private void step(JsonObject object, Origin at, List<String> chain) throws IOException {
    String type = null;
    boolean enabled = true;
    for (Member member : object.members()) {
      if (Language.COMMON_NAMES.contains(member.name())
          && !(member.value() instanceof JsonNull && !member.name().equals("t"))) {
        Origin place = at.member(member.name(), member.line());
        if (!(member.value() instanceof JsonString text)) {
          throw ArgumentReader.wrongType(place, "a string", member.value());
        }
        switch (member.name()) {
          case "t" -> type = text.value();
          case "with" -> enabled &= reader.has(text.value());
          default -> enabled &= !reader.has(text.value());
        }
      }
    }
    if (type == null) {
      throw new TemplateException(at, "lacks the key \"t\" (kind of the step)");
    }
    if (type.equals(Language.INCLUDE)) {
      reader.checkShape(Language.INCLUDE_ARGUMENTS, Language.COMMON_NAMES, object, at);
      if (enabled) {
        include(reader.read(Language.INCLUDE_ARGUMENTS, object, at), at, chain);
      }
      return;
    }
    StepKind stepKind = Language.STEPS_BY_NAME.get(type);
    if (stepKind == null) {
      List<String> near = NearNames.of(type, Language.STEPS_BY_NAME.keySet());
      throw new TemplateException(
          at,
          "is of the unknown kind \""
              + type
              + "\""
              + (near.isEmpty() ? "" : "; perhaps " + near.get(0) + " is meant"));
    }
    reader.checkShape(stepKind.arguments(), Language.COMMON_NAMES, object, at);
    if (enabled) {
      add(stepKind, type, object, at);
    }
  }

  private void add(StepKind stepKind, String type, JsonObject object, Origin at)
      throws IOException {
    Arguments arguments = reader.read(stepKind.arguments(), object, at);
    if (stepKind.needsPool() && !(kind instanceof PoolBuild)) {
      throw new TemplateException(at, "(" + type + ") is possible only where a pool is built");
    }
    Step step;
    try {
      step = stepKind.builder().build(arguments);
    } catch (Invalid e) {
      throw new TemplateException(at, "(" + type + ") " + e.problem());
    }
    for (TemplateFile file : reader.takeFiles()) {
      inputs.putIfAbsent(file.location(), file);
    }
    fingerprint.add(stepKind.name(), arguments);
    steps.add(new PlacedStep(type, step, at, arguments.written()));
  }

  private void include(Arguments arguments, Origin at, List<String> chain) throws IOException {
    TemplateFile file = included(arguments, at);
    List<String> deeper = new ArrayList<>(chain);
    deeper.add(file.location());
    if (chain.contains(file.location())) {
      throw new TemplateException(at, "includes itself: " + String.join(" -> ", deeper));
    }
    if (deeper.size() > MAX_DEPTH) {
      throw new TemplateException(at, "nests includes more than " + MAX_DEPTH + " deep");
    }
    JsonObject document = read(file);
    for (Member member : document.members()) {
      Origin place = new Origin(file.location(), member.line(), member.name());
      if (member.name().equals("pool") || member.name().equals("dataset")) {
        throw new TemplateException(place, "has no place in an include, which holds steps only");
      }
      if (!TOP_LEVEL.contains(member.name())) {
        warnings.add(place + " is an unknown key of an include and ignored");
      }
    }
    steps(file, document, deeper);
  }

  private TemplateFile included(Arguments arguments, Origin at) throws TemplateException {
    String path = arguments.optionalText("file");
    if (path != null) {
      if (!path.startsWith("/")) {
        throw new TemplateException(at, "includes " + path + ", which is not an absolute path");
      }
      Optional<TemplateFile> found = TemplateSource.absolute(path);
      return found.orElseThrow(
          () -> new TemplateException(at, "includes " + path + ", which is no regular file"));
    }
    String name;
    try {
      name = RelativePath.normalize(arguments.text("name"));
    } catch (Invalid e) {
      throw new TemplateException(
          at, "includes \"" + arguments.text("name") + "\", which " + e.problem());
    }
    Optional<TemplateFile> found;
    try {
      found = source.include(group, name);
    } catch (TemplateException e) {
      throw new TemplateException(at, "includes a file that is refused: " + e.getMessage());
    }
    return found.orElseThrow(
        () ->
            new TemplateException(
                at,
                "includes "
                    + name
                    + ", and neither "
                    + group
                    + "/include/"
                    + name
                    + ".json nor include/"
                    + name
                    + ".json is in "
                    + source.searched()));
  }
}
