package org.heliosimage.engine.script;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliosimage.engine.BuildException;
import org.heliosimage.template.Features;
import org.heliosimage.template.TemplateException;

/**
 * The options of the scripts, whether they were told as parameters or as features: {@code -O REPO}
 * is the parameter {@code onu} with the value REPO as well as the feature {@code onu=REPO}. Some of
 * them have a say in names, which is why they are more than features.
 */
public final class Switches {

  private static final String FEATURES = "features";
  private static final String ON = "true";
  private static final String OFF = "false";

  /** A directive, and the name in it: a hyphen before an operator belongs to the operator. */
  private static final Pattern DIRECTIVE =
      Pattern.compile("\\^?([A-Za-z][A-Za-z0-9_-]*?)(?:[-+~]?=.*)?");

  /** What becomes part of the name of a file. */
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

  private final Map<Switch, String> values;
  private final List<String> others;

  private Switches(Map<Switch, String> values, List<String> others) {
    this.values = values;
    this.others = List.copyOf(others);
  }

  /**
   * Brings parameters and feature directives together.
   *
   * @throws BuildException if they contradict each other
   */
  static Switches of(Map<Switch, String> parameters, List<String> directives)
      throws BuildException {
    List<String> others = new ArrayList<>();
    Map<Switch, List<String>> told = new EnumMap<>(Switch.class);
    for (String directive : directives) {
      Optional<Switch> of = named(directive);
      of.ifPresent(each -> told.computeIfAbsent(each, key -> new ArrayList<>()).add(directive));
      // The feature install means nothing to the scripts unless it is taken away.
      if (of.isEmpty() || of.get().negated()) {
        others.add(directive);
      }
    }
    Map<Switch, String> values = new EnumMap<>(Switch.class);
    values.putAll(parameters);
    for (Map.Entry<Switch, List<String>> each : told.entrySet()) {
      String feature = value(each.getKey(), each.getValue());
      String parameter = values.putIfAbsent(each.getKey(), feature);
      if (parameter != null && !parameter.equals(feature)) {
        throw contradiction(each.getKey(), parameter, each.getValue());
      }
    }
    if (ON.equals(values.get(Switch.NO_INSTALL))) {
      others.removeIf(each -> named(each).filter(Switch::negated).isPresent());
    }
    values.values().removeIf(OFF::equals);
    Switches switches = new Switches(values, others);
    switches.requireOneName(parameters);
    requirePart(switches.value(Switch.OPTE), Switch.OPTE.parameter());
    return switches;
  }

  private static Optional<Switch> named(String directive) {
    Matcher matcher = DIRECTIVE.matcher(directive);
    return matcher.matches() ? Switch.ofFeature(matcher.group(1)) : Optional.empty();
  }

  /** What all directives about one switch come to. */
  private static String value(Switch about, List<String> directives) throws BuildException {
    SortedSet<String> values;
    try {
      values = Features.parse(directives).values(about.feature());
    } catch (TemplateException e) {
      throw new BuildException(String.valueOf(e.getMessage()), FEATURES, e);
    }
    if (about.negated()) {
      return values.isEmpty() ? ON : OFF;
    }
    if (values.isEmpty()) {
      return OFF;
    }
    String value = values.first();
    if (values.size() > 1 || (!about.takesValue() && !value.equals("1"))) {
      throw new BuildException(
          "the feature "
              + about.feature()
              + (about.takesValue() ? " has several values: give it one" : " takes no value"),
          FEATURES,
          null);
    }
    return about.takesValue() ? value : ON;
  }

  private static BuildException contradiction(
      Switch about, String parameter, List<String> directives) {
    return new BuildException(
        "the parameter "
            + about.parameter()
            + " is "
            + parameter
            + ", which the feature "
            + String.join(",", directives)
            + " contradicts: say it in one of the two ways",
        about.parameter(),
        null);
  }

  private void requireOneName(Map<Switch, String> parameters) throws BuildException {
    Map<Switch, String> naming = new LinkedHashMap<>();
    for (Switch each : List.of(Switch.ONU, Switch.OPTE, Switch.SERDEV)) {
      value(each).ifPresent(value -> naming.put(each, value));
    }
    if (naming.size() > 1) {
      throw new BuildException(
          "onu, opte and serdev exclude each other, because each names the outputs in its own way",
          naming.keySet().stream()
              .filter(parameters::containsKey)
              .map(Switch::parameter)
              .findFirst()
              .orElse(FEATURES),
          null);
    }
  }

  /** Requires that a value can be part of the name of a file. */
  static void requirePart(Optional<String> value, String parameter) throws BuildException {
    if (value.isPresent() && !PART.matcher(value.get()).matches()) {
      throw new BuildException(
          "\"" + value.get() + "\" cannot be part of a name: use letters, digits, dots and hyphens",
          parameter,
          null);
    }
  }

  /** Whether a switch is on. */
  public boolean has(Switch wanted) {
    return values.containsKey(wanted);
  }

  /** The value of a switch that is on. */
  public Optional<String> value(Switch wanted) {
    return Optional.ofNullable(values.get(wanted));
  }

  /** All feature directives that are no switches. */
  public List<String> others() {
    return others;
  }
}
