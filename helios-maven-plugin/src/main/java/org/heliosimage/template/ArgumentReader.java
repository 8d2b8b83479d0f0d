package org.heliosimage.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.template.Json.JsonArray;
import org.heliosimage.template.Json.JsonBoolean;
import org.heliosimage.template.Json.JsonInteger;
import org.heliosimage.template.Json.JsonNull;
import org.heliosimage.template.Json.JsonObject;
import org.heliosimage.template.Json.JsonString;
import org.heliosimage.template.Json.Member;

/** Turns the members of a JSON object into the values of declared keys. */
final class ArgumentReader {

  /** The names that image-builder knows without asking a password file. */
  static final Map<String, Integer> OWNERS =
      new TreeMap<>(Map.of("root", 0, "daemon", 1, "bin", 2, "sys", 3, "adm", 4));

  static final Map<String, Integer> GROUPS =
      new TreeMap<>(Map.of("root", 0, "other", 1, "bin", 2, "sys", 3, "adm", 4));

  private static final int MAX_LIST = 10_000;

  private final TemplateSource source;
  private final String group;
  private final Features features;
  private final SortedSet<String> consulted = new TreeSet<>();
  private final List<TemplateFile> files = new ArrayList<>();
  private final List<String> warnings;

  ArgumentReader(TemplateSource source, String group, Features features, List<String> warnings) {
    this.source = source;
    this.group = group;
    this.features = features;
    this.warnings = warnings;
  }

  /** Names of the features that were asked for. */
  SortedSet<String> consulted() {
    return consulted;
  }

  /** Whether a feature is defined. */
  boolean has(String feature) {
    consulted.add(feature);
    return features.has(feature);
  }

  /** The template and external files that were named since the last call. */
  List<TemplateFile> takeFiles() {
    List<TemplateFile> taken = List.copyOf(files);
    files.clear();
    return taken;
  }

  /**
   * Checks that required keys are there, that all have the right JSON type, and warns of others.
   *
   * @param common keys that are read elsewhere
   */
  void checkShape(List<Argument> declared, Set<String> common, JsonObject object, Origin origin)
      throws TemplateException {
    Map<String, Argument> known = new TreeMap<>();
    declared.forEach(argument -> known.put(argument.name(), argument));
    Set<String> present = new HashSet<>();
    for (Member member : object.members()) {
      Argument argument = known.get(member.name());
      Origin place = origin.member(member.name(), member.line());
      boolean absent = member.value() instanceof JsonNull;
      if (!present.add(member.name())) {
        warnings.add(place + " is given twice; the last one counts");
      }
      if (argument == null) {
        if (!common.contains(member.name())) {
          Set<String> names = new TreeSet<>(known.keySet());
          names.addAll(common);
          List<String> near = NearNames.of(member.name(), names);
          warnings.add(
              place
                  + " is an unknown key and ignored"
                  + (near.isEmpty() ? "" : "; perhaps " + near.get(0) + " is meant"));
        }
      } else if (!absent && !argument.type().fits(member.value())) {
        throw wrongType(place, argument.type().shape(), member.value());
      } else if (absent && argument.required()) {
        present.remove(member.name());
      }
    }
    for (Argument argument : declared) {
      if (argument.required() && !present.contains(argument.name())) {
        throw new TemplateException(
            origin, "lacks the key \"" + argument.name() + "\" (" + argument.doc() + ")");
      }
    }
  }

  static TemplateException wrongType(Origin place, String shape, Json value) {
    return new TemplateException(place, "must be " + shape + " and is " + value.what());
  }

  /** Reads the declared keys of an object whose shape was checked. */
  Arguments read(List<Argument> declared, JsonObject object, Origin origin)
      throws TemplateException {
    SortedMap<String, Object> values = new TreeMap<>();
    for (Argument argument : declared) {
      for (Member member : object.members()) {
        if (member.name().equals(argument.name()) && !(member.value() instanceof JsonNull)) {
          Origin place = origin.member(member.name(), member.line());
          values.put(argument.name(), value(argument, member.value(), place));
        }
      }
    }
    return new Arguments(values);
  }

  private Object value(Argument argument, Json value, Origin place) throws TemplateException {
    if (value instanceof JsonBoolean flag) {
      return flag.value();
    }
    if (value instanceof JsonInteger number) {
      return number.value();
    }
    if (value instanceof JsonArray array) {
      return list(argument, array, place);
    }
    if (value instanceof JsonObject object) {
      checkShape(BuildSchema.HYBRID, Set.of(), object, place);
      return read(BuildSchema.HYBRID, object, place);
    }
    if (!(value instanceof JsonString string)) {
      throw wrongType(place, argument.type().shape(), value);
    }
    try {
      String text =
          argument.expanded() ? expansion(string.value()).single(features) : string.value();
      return switch (argument.type()) {
        case IMAGE_PATH -> RelativePath.normalizeAbsolute(text);
        case OUTPUT_PATH -> RelativePath.normalize(text);
        case TEMPLATE_FILE -> file(source.file(group, RelativePath.normalize(text)), text, false);
        case EXTERNAL_FILE -> file(source.external(RelativePath.normalize(text)), text, true);
        case OWNER -> id("user", OWNERS, text);
        case GROUP -> id("group", GROUPS, text);
        case MODE -> mode(text);
        default -> text;
      };
    } catch (Invalid e) {
      throw new TemplateException(place, e.problem());
    } catch (TemplateException e) {
      throw new TemplateException(place, "names a file that is refused: " + e.getMessage());
    }
  }

  private List<String> list(Argument argument, JsonArray array, Origin place)
      throws TemplateException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.elements().size(); i++) {
      Json element = array.elements().get(i);
      Origin at = place.element(i, element.line());
      if (!(element instanceof JsonString string)) {
        throw wrongType(at, "a string", element);
      }
      try {
        if (argument.type() == Argument.Takes.REPEATED) {
          texts.addAll(expansion(string.value()).each(features));
        } else if (argument.expanded()) {
          texts.add(expansion(string.value()).single(features));
        } else {
          texts.add(string.value());
        }
      } catch (Invalid e) {
        throw new TemplateException(at, e.problem());
      }
      if (texts.size() > MAX_LIST) {
        throw new TemplateException(place, "has more than " + MAX_LIST + " elements");
      }
    }
    return List.copyOf(texts);
  }

  private Expansion expansion(String text) throws Invalid {
    Expansion expansion = Expansion.parse(text);
    consulted.addAll(expansion.features());
    return expansion;
  }

  private TemplateFile file(Optional<TemplateFile> found, String path, boolean external)
      throws Invalid {
    if (found.isEmpty()) {
      if (!external) {
        throw new Invalid(
            String.format(
                Locale.ROOT,
                "names %s, and neither %s/files/%s nor files/%s is in %s",
                path,
                group,
                path,
                path,
                source.searched()));
      }
      throw new Invalid(
          "names the external file "
              + path
              + (source.externalSources().isEmpty()
                  ? ", but no folder of external files is set"
                  : ", which none of the folders has: " + source.externalSources())
              + (source.artifacts().isEmpty()
                  ? ""
                  : ", and which is none of the artifacts: " + source.artifacts().keySet()));
    }
    files.add(found.get());
    return found.get();
  }

  private static int id(String what, Map<String, Integer> known, String name) throws Invalid {
    Integer id = known.get(name);
    if (id == null) {
      throw new Invalid(
          "names the unknown "
              + what
              + " \""
              + name
              + "\"; the language knows "
              + String.join(", ", known.keySet()));
    }
    return id;
  }

  private static int mode(String text) throws Invalid {
    if (!text.matches("0?[0-7]{1,4}")) {
      throw new Invalid("must be an octal mode such as \"0644\", is \"" + text + "\"");
    }
    return Integer.parseInt(text, 8);
  }
}
