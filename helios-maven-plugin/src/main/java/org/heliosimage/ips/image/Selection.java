package org.heliosimage.ips.image;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.heliosimage.ips.Glob;
import org.heliosimage.ips.manifest.Action;

/**
 * The variants and facets of an image: which actions of a package it has.
 *
 * @param variants value by name, such as {@code variant.arch} to {@code i386}
 * @param facets setting by name or shell pattern, such as {@code facet.doc.*} to false
 */
record Selection(SortedMap<String, String> variants, SortedMap<String, Boolean> facets) {

  static final String VARIANT = "variant.";
  static final String FACET = "facet.";

  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  Selection {
    variants = Collections.unmodifiableSortedMap(new TreeMap<>(variants));
    facets = Collections.unmodifiableSortedMap(new TreeMap<>(facets));
  }

  /** The name with its prefix, which people may leave out. */
  static String variantName(String name) {
    return name.startsWith(VARIANT) ? name : VARIANT + name;
  }

  /** The name with its prefix, which people may leave out. */
  static String facetName(String name) {
    return name.startsWith(FACET) ? name : FACET + name;
  }

  /** Whether an image with these settings has an action. */
  boolean allows(Action action) {
    // Nearly all have neither.
    return (!action.hasPrefix(VARIANT) || allows(action.attributesWithPrefix(VARIANT)))
        && (!action.hasPrefix(FACET) || allows(action.attributesWithPrefix(FACET)));
  }

  /** Whether an image with these settings has an action with the given attributes. */
  boolean allows(Map<String, List<String>> attributes) {
    boolean all = true;
    boolean someAsked = false;
    boolean someTrue = false;
    for (Map.Entry<String, List<String>> attribute : attributes.entrySet()) {
      String name = attribute.getKey();
      List<String> values = attribute.getValue();
      if (name.startsWith(VARIANT)) {
        if (values.size() != 1 || !hasVariant(name, values.get(0))) {
          return false;
        }
      } else if (name.startsWith(FACET)) {
        if (values.size() != 1) {
          return false;
        }
        boolean set = facet(name);
        if (values.get(0).equals("all")) {
          all &= set;
        } else {
          someAsked = true;
          someTrue |= set;
        }
      }
    }
    return all && (!someAsked || someTrue);
  }

  private boolean hasVariant(String name, String value) {
    String set = variants.get(name);
    return set == null ? value.startsWith("false") : set.equals(value);
  }

  /**
   * Whether a package made for some values of a variant fits; a variant that the image does not set
   * fits always.
   */
  boolean fits(String variant, List<String> values) {
    String set = variants.get(variant);
    return set == null || values.contains(set);
  }

  /** The value of a facet: its own setting, else the longest pattern, else the default. */
  boolean facet(String name) {
    Boolean exact = facets.get(name);
    if (exact != null) {
      return exact;
    }
    boolean unset = !name.startsWith("facet.debug.") && !name.startsWith("facet.optional.");
    if (facets.isEmpty()) {
      return unset;
    }
    return facets.entrySet().stream()
        .filter(setting -> Glob.isGlob(setting.getKey()) && matches(setting.getKey(), name))
        .min(
            Comparator.<Map.Entry<String, Boolean>>comparingInt(
                    setting -> -setting.getKey().length())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getValue)
        .orElse(unset);
  }

  private static boolean matches(String glob, String name) {
    return PATTERNS.computeIfAbsent(glob, Glob::compile).matcher(name).matches();
  }
}
