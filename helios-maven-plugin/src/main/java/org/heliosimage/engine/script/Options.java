package org.heliosimage.engine.script;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a build is told in the way of the scripts' options.
 *
 * @param switches values of the parameters that were given; those that are on or off have {@code
 *     true} or {@code false}
 * @param seedVariant variant of the seed, if it is not the one that goes with the image
 * @param imageSuffix end of the name of the second template of the seed ({@code -s})
 */
public record Options(
    Map<Switch, String> switches, Optional<String> seedVariant, Optional<String> imageSuffix) {

  /** Nothing was told. */
  public static final Options NONE = new Options(Map.of(), Optional.empty(), Optional.empty());

  public Options {
    Map<Switch, String> copy = new EnumMap<>(Switch.class);
    copy.putAll(switches);
    switches = Collections.unmodifiableMap(copy);
  }
}
