package org.heliosimage.engine.script;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a build is told in the way of the scripts' options.
 *
 * @param switches values of the parameters that were given; those that are on or off have {@code
 *     true} or {@code false}
 * @param seedVariant variant of the seed, if it is not the one that goes with the image
 * @param imageSuffix end of the name of the second template of the seed ({@code -s})
 * @param names of templates that are not named as the scripts name theirs
 */
public record Options(
    Map<Switch, String> switches,
    Optional<String> seedVariant,
    Optional<String> imageSuffix,
    Names names) {

  /** Nothing was told. */
  public static final Options NONE = new Options(Map.of(), Optional.empty(), Optional.empty());

  public Options {
    Map<Switch, String> copy = new EnumMap<>(Switch.class);
    copy.putAll(switches);
    switches = Collections.unmodifiableMap(copy);
  }

  /** For templates that are named as the scripts name theirs. */
  public Options(
      Map<Switch, String> switches, Optional<String> seedVariant, Optional<String> imageSuffix) {
    this(switches, seedVariant, imageSuffix, Names.USUAL);
  }

  /**
   * Names of templates in trees that are not made for the scripts.
   *
   * @param seed the templates of the seed in their order, none if they have the usual names
   * @param image the template of the image, if it has another than the usual name
   */
  public record Names(List<String> seed, Optional<String> image) {

    /** As the scripts have it. */
    public static final Names USUAL = new Names(List.of(), Optional.empty());

    public Names {
      seed = List.copyOf(seed);
    }
  }
}
