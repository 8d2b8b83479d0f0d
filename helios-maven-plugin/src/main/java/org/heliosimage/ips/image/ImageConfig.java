package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Quoting;

/**
 * The configuration of an image, {@code var/pkg/pkg5.image}. What we have no use for is kept as it
 * was read.
 */
final class ImageConfig {

  private static final String IMAGE = "image";
  private static final String PROPERTY = "property";
  private static final String AUTHORITY = "authority_";
  private static final String SEARCH_ORDER = "publisher-search-order";
  private static final String MEDIATORS = "mediators";
  private static final String REQUIRED_NAMES = "signature-required-names";

  /** The format of images that all clients of today can use. */
  private static final String VERSION = "4";

  private final Ini ini;

  private ImageConfig(Ini ini) {
    this.ini = ini;
  }

  /** The configuration of a new image: full, global, for the x86 architecture. */
  static ImageConfig create() {
    ImageConfig config = new ImageConfig(Ini.parse(""));
    config.ini.section(IMAGE).put("version", VERSION);
    Map<String, String> properties = config.ini.section(PROPERTY);
    properties.put("preferred-authority", "");
    properties.put(SEARCH_ORDER, "[]");
    properties.put("be-policy", "default");
    properties.put("content-update-policy", "default");
    properties.put("flush-content-cache-on-success", "True");
    properties.put("send-uuid", "True");
    properties.put("default-recurse", "False");
    properties.put("dehydrated", "[]");
    properties.put("exclude-patterns", "[]");
    properties.put("exclude-policy", "warn");
    properties.put("key-files", "[]");
    properties.put("mirror-discovery", "False");
    properties.put("recursion-concurrency", "1");
    properties.put("temp-be-activation", "False");
    properties.put("use-system-repo", "False");
    properties.put("check-certificate-revocation", "False");
    properties.put("ca-path", "/etc/ssl/certs");
    properties.put(REQUIRED_NAMES, "[]");
    config.setVariant("variant.arch", "i386");
    config.setVariant("variant.opensolaris.imagetype", "full");
    config.setVariant("variant.opensolaris.zone", "global");
    config.ini.section("CONFIGURATION").put("version", "3");
    return config;
  }

  static ImageConfig parse(String text) throws IpsException {
    ImageConfig config = new ImageConfig(Ini.parse(text));
    String version = config.ini.section(IMAGE).getOrDefault("version", "");
    if (!version.equals(VERSION)) {
      throw new IpsException(
          "The package image has format version \"%s\", and only version %s is supported."
              .formatted(version, VERSION));
    }
    return config;
  }

  String text() {
    return ini.toString();
  }

  Selection selection() {
    SortedMap<String, String> variants = new TreeMap<>();
    ini.section("variant").forEach((name, value) -> variants.put(Quoting.unquote(name), value));
    SortedMap<String, Boolean> facets = new TreeMap<>();
    ini.section("facet")
        .forEach((name, value) -> facets.put(Quoting.unquote(name), Boolean.parseBoolean(value)));
    return new Selection(variants, facets);
  }

  void setVariant(String name, String value) {
    putSorted("variant", Quoting.quote(name), value);
  }

  void setFacet(String name, boolean value) {
    putSorted("facet", Quoting.quote(name), Ini.bool(value));
  }

  void removeFacet(String name) {
    ini.section("facet").remove(Quoting.quote(name));
  }

  private void putSorted(String section, String key, String value) {
    Map<String, String> keys = ini.section(section);
    SortedMap<String, String> sorted = new TreeMap<>(keys);
    sorted.put(key, value);
    keys.clear();
    keys.putAll(sorted);
  }

  void setProperty(String name, String value) throws IpsException {
    if (!name.matches("[A-Za-z0-9_.-]+") || value.indexOf('\n') >= 0) {
      throw new IpsException(
          "The image property \"%s\" cannot be set to \"%s\".".formatted(name, value));
    }
    boolean listed = name.equals(REQUIRED_NAMES) && !value.startsWith("[");
    ini.section(PROPERTY).put(name, listed ? Ini.list(List.of(value)) : value);
  }

  /** A property of the image, or a default. */
  String property(String name, String absent) {
    return ini.section(PROPERTY).getOrDefault(name, absent);
  }

  /** The names of all publishers, the best first. */
  List<String> publishers() {
    List<String> names =
        new ArrayList<>(Ini.parseList(ini.section(PROPERTY).getOrDefault(SEARCH_ORDER, "")));
    names.removeIf(name -> !ini.sections().contains(AUTHORITY + name));
    for (String section : ini.sections()) {
      if (section.startsWith(AUTHORITY)) {
        String name = section.substring(AUTHORITY.length());
        if (!names.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  boolean hasPublisher(String name) {
    return ini.sections().contains(AUTHORITY + name);
  }

  /** Adds a publisher at the end of the order. */
  void addPublisher(String name) {
    List<String> order = new ArrayList<>(publishers());
    Map<String, String> keys = ini.section(AUTHORITY + name);
    keys.put("prefix", name);
    keys.put("alias", "");
    keys.put("disabled", "False");
    keys.put("sticky", "True");
    keys.put("origins", "[]");
    keys.put("mirrors", "[]");
    keys.put("origin_info", "[]");
    keys.put("mirror_info", "[]");
    keys.put("ssl_cert", "");
    keys.put("ssl_key", "");
    keys.put("property.signature-required-names", "[]");
    keys.put("approved_ca_certs", "[]");
    keys.put("revoked_ca_certs", "[]");
    keys.put("intermediate_certs", "[]");
    keys.put("signing_ca_certs", "[]");
    keys.put("repo.collection_type", "core");
    keys.put("repo.description", "");
    keys.put("repo.legal_uris", "[]");
    keys.put("repo.name", "");
    keys.put("repo.refresh_seconds", "14400");
    keys.put("repo.registered", "False");
    keys.put("repo.registration_uri", "");
    keys.put("repo.related_uris", "[]");
    keys.put("repo.sort_policy", "priority");
    order.add(name);
    ini.section(PROPERTY).put(SEARCH_ORDER, Ini.list(order));
  }

  /** Makes a publisher the best one. */
  void searchFirst(String name) {
    List<String> order = new ArrayList<>(publishers());
    order.remove(name);
    order.add(0, name);
    ini.section(PROPERTY).put(SEARCH_ORDER, Ini.list(order));
  }

  /** Puts a publisher just before or just after another one. */
  void searchBeside(String name, String other, boolean before) {
    List<String> order = new ArrayList<>(publishers());
    order.remove(name);
    order.add(order.indexOf(other) + (before ? 0 : 1), name);
    ini.section(PROPERTY).put(SEARCH_ORDER, Ini.list(order));
  }

  void removePublisher(String name) {
    List<String> order = new ArrayList<>(publishers());
    order.remove(name);
    ini.removeSection(AUTHORITY + name);
    ini.section(PROPERTY).put(SEARCH_ORDER, Ini.list(order));
  }

  void setEnabled(String name, boolean enabled) {
    authority(name).put("disabled", Ini.bool(!enabled));
  }

  /** Notes the paths of a client's key and certificate in the image. */
  void setClientCertificate(String name, String key, String certificate) {
    authority(name).put("ssl_key", key);
    authority(name).put("ssl_cert", certificate);
  }

  boolean isSticky(String name) {
    return isTrue(name, "sticky");
  }

  void setSticky(String name, boolean sticky) {
    authority(name).put("sticky", Ini.bool(sticky));
  }

  boolean isEnabled(String name) {
    return !isTrue(name, "disabled");
  }

  List<String> origins(String name) {
    return Ini.parseList(authority(name).getOrDefault("origins", ""));
  }

  void setOrigins(String name, List<String> uris) {
    setUris(name, "origin", uris);
  }

  List<String> mirrors(String name) {
    return Ini.parseList(authority(name).getOrDefault("mirrors", ""));
  }

  void setMirrors(String name, List<String> uris) {
    setUris(name, "mirror", uris);
  }

  private void setUris(String name, String kind, List<String> uris) {
    List<String> slashed =
        uris.stream().map(uri -> uri.endsWith("/") ? uri : uri + "/").distinct().toList();
    authority(name).put(kind + "s", Ini.list(slashed));
    authority(name)
        .put(
            kind + "_info",
            "["
                + String.join(
                    ", ",
                    slashed.stream()
                        .map(
                            uri ->
                                "{'uri': "
                                    + Ini.quoted(uri)
                                    + ", 'proxy': '', 'disabled': 'false'}")
                        .toList())
                + "]");
  }

  /** Notes a certificate authority by the SHA-1 of its certificate's file. */
  void approve(String name, String hash) {
    List<String> approved =
        new ArrayList<>(Ini.parseList(authority(name).getOrDefault("approved_ca_certs", "")));
    if (!approved.contains(hash)) {
      approved.add(hash);
    }
    authority(name).put("approved_ca_certs", Ini.list(approved));
  }

  /** What is noted about a publisher, empty if nothing. */
  String publisherValue(String name, String key) {
    return authority(name).getOrDefault(key, "");
  }

  private Map<String, String> authority(String name) {
    return ini.section(AUTHORITY + name);
  }

  private boolean isTrue(String publisher, String key) {
    return authority(publisher).getOrDefault(key, "").toLowerCase(Locale.ROOT).equals("true");
  }

  /** The mediators that somebody has set, with the versions or implementations set. */
  Map<String, Mediation> localMediations() throws IpsException {
    Map<String, Mediation> local = new LinkedHashMap<>();
    Map<String, String> keys = ini.section(MEDIATORS);
    for (String name : mediators(keys)) {
      boolean version = "local".equals(keys.get(name + ".version-source"));
      boolean implementation = "local".equals(keys.get(name + ".implementation-source"));
      if (version || implementation) {
        String word = keys.get(name + ".implementation");
        String number = keys.get(name + ".implementation-version");
        local.put(
            name,
            Mediation.of(
                null,
                version ? keys.get(name + ".version") : null,
                !implementation || word == null
                    ? null
                    : number == null ? word : word + "@" + number));
      }
    }
    return local;
  }

  private static List<String> mediators(Map<String, String> keys) {
    return keys.keySet().stream()
        .map(key -> key.substring(0, Math.max(0, key.indexOf('.'))))
        .distinct()
        .toList();
  }

  /** Records which mediation is in force for each mediator. */
  void setMediations(SortedMap<String, Mediation> chosen, Map<String, Mediation> local) {
    Map<String, String> keys = ini.section(MEDIATORS);
    SortedMap<String, String> sorted = new TreeMap<>();
    // A local choice outlives the links that it was about.
    for (String name : local.keySet()) {
      keys.forEach(
          (key, value) -> {
            if (key.startsWith(name + ".")) {
              sorted.put(key, value);
            }
          });
    }
    chosen.forEach(
        (name, mediation) -> {
          Mediation set = local.get(name);
          String source = mediation.source();
          String version = mediation.version();
          if (version != null) {
            sorted.put(name + ".version", version);
          }
          sorted.put(
              name + ".version-source", set != null && set.version() != null ? "local" : source);
          String implementation = mediation.implementation();
          if (implementation != null) {
            sorted.put(name + ".implementation", implementation);
            String number = mediation.implementationVersion();
            if (number != null) {
              sorted.put(name + ".implementation-version", number);
            }
          }
          sorted.put(
              name + ".implementation-source",
              set != null && set.implementation() != null ? "local" : source);
        });
    keys.clear();
    keys.putAll(sorted);
  }
}
