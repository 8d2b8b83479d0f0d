package org.heliosimage.zfs;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.heliosimage.zfs.PropertyKind.Choice;
import org.heliosimage.zfs.PropertyKind.Size;
import org.heliosimage.zfs.PropertyKind.Words;

/**
 * The properties that {@code zpool create} and {@code zfs create} of illumos take, with the numbers
 * they store. Sources: {@code usr/src/common/zfs/zfs_prop.c}, {@code zpool_prop.c}, {@code
 * zfs_namecheck.c}.
 */
final class PropertyTable {

  private static final Pattern USER_PROPERTY = Pattern.compile("[a-z0-9._:-]*:[a-z0-9._:-]*");
  private static final int MAX_USER_NAME = 255;
  private static final int MAX_USER_VALUE = 8191;
  private static final int MAX_COMMENT = 32;
  private static final long MIN_BOOT_SIZE = 1 << 20;
  private static final long MAX_BLOCK = 128 << 10;

  private static final PropertyKind SWITCH = choice("off", 0, "on", 1);
  private static final PropertyKind LIMIT = new Size(0, Long.MAX_VALUE, false, true);
  private static final PropertyKind TEXT =
      new Words(value -> value.length() <= MAX_USER_VALUE / 4, "a short text");
  private static final PropertyKind CACHE = choice("none", 0, "metadata", 1, "all", 2);

  /** Properties of file systems. */
  private static final Map<String, PropertyKind> DATASET =
      Map.ofEntries(
          Map.entry(
              "aclinherit",
              choice(
                  "discard",
                  0,
                  "noallow",
                  1,
                  "passthrough",
                  3,
                  "restricted",
                  4,
                  "secure",
                  4,
                  "passthrough-x",
                  5)),
          Map.entry(
              "aclmode", choice("discard", 0, "groupmask", 2, "passthrough", 3, "restricted", 4)),
          Map.entry("atime", SWITCH),
          Map.entry("canmount", choice("off", 0, "on", 1, "noauto", 2)),
          Map.entry(
              "checksum", choice("on", 1, "off", 2, "fletcher2", 6, "fletcher4", 7, "sha256", 8)),
          Map.entry("compression", compression()),
          Map.entry("copies", choice("1", 1, "2", 2, "3", 3)),
          Map.entry("devices", SWITCH),
          Map.entry("exec", SWITCH),
          Map.entry("logbias", choice("latency", 0, "throughput", 1)),
          Map.entry(
              "mountpoint",
              new Words(
                  value ->
                      value.equals("none") || value.equals("legacy") || value.matches("/[^\\x00]*"),
                  "none, legacy or an absolute path")),
          Map.entry("nbmand", SWITCH),
          Map.entry("primarycache", CACHE),
          Map.entry("quota", LIMIT),
          Map.entry("readonly", SWITCH),
          Map.entry("recordsize", new Size(512, MAX_BLOCK, true, false)),
          Map.entry("redundant_metadata", choice("all", 0, "most", 1)),
          Map.entry("refquota", LIMIT),
          Map.entry("refreservation", LIMIT),
          Map.entry("reservation", LIMIT),
          Map.entry("secondarycache", CACHE),
          Map.entry("setuid", SWITCH),
          Map.entry("sharenfs", TEXT),
          Map.entry("sharesmb", TEXT),
          Map.entry("snapdir", choice("hidden", 0, "visible", 1)),
          Map.entry("sync", choice("standard", 0, "always", 1, "disabled", 2)),
          Map.entry("vscan", SWITCH),
          Map.entry("xattr", SWITCH),
          Map.entry("zoned", SWITCH));

  /** Settings that are fixed at creation: only the default is offered, and it is not stored. */
  private static final Map<String, String> DATASET_DEFAULTS =
      Map.of(
          "casesensitivity", "sensitive",
          "normalization", "none",
          "utf8only", "off",
          "dedup", "off",
          "dnodesize", "legacy",
          "encryption", "off",
          "mlslabel", "none",
          "version", "5");

  /** Properties of pools. */
  private static final Map<String, PropertyKind> POOL =
      Map.ofEntries(
          Map.entry("autoexpand", SWITCH),
          Map.entry("autoreplace", SWITCH),
          Map.entry("bootsize", new Size(MIN_BOOT_SIZE, Long.MAX_VALUE, false, false)),
          Map.entry(
              "comment",
              new Words(
                  value -> value.matches("[\\x20-\\x7e]{0," + MAX_COMMENT + "}"),
                  "printable ASCII of at most " + MAX_COMMENT + " characters")),
          Map.entry("delegation", SWITCH),
          Map.entry("failmode", choice("wait", 0, "continue", 1, "panic", 2)),
          Map.entry("listsnapshots", SWITCH),
          Map.entry("listsnaps", SWITCH));

  /** Options of pools that live in memory only. */
  private static final Set<String> POOL_UNSTORED = Set.of("altroot", "cachefile");

  private PropertyTable() {}

  /**
   * Parses properties of a file system.
   *
   * @param dataset full name, for messages
   */
  static SortedMap<String, PropertyValue> dataset(String dataset, Map<String, String> given)
      throws PoolException {
    SortedMap<String, PropertyValue> stored = new TreeMap<>();
    for (Map.Entry<String, String> entry : given.entrySet()) {
      String name = entry.getKey();
      String value = entry.getValue();
      PropertyKind kind = DATASET.get(name);
      if (kind != null) {
        stored.put(name, value(dataset, name, value, kind));
      } else if (DATASET_DEFAULTS.containsKey(name)) {
        if (!value.equals(DATASET_DEFAULTS.get(name))) {
          throw bad(dataset, name, value, DATASET_DEFAULTS.get(name));
        }
      } else if (name.indexOf(':') >= 0) {
        stored.put(name, userProperty(dataset, name, value));
      } else {
        throw new PoolException(
            "file system " + dataset + " has no property \"" + name + "\": remove it");
      }
    }
    return stored;
  }

  /** Parses one pool property; null if it is not kept on disk. */
  static SortedMap<String, PropertyValue> pool(String pool, Map<String, String> given)
      throws PoolException {
    SortedMap<String, PropertyValue> stored = new TreeMap<>();
    for (Map.Entry<String, String> entry : given.entrySet()) {
      String name = entry.getKey();
      PropertyKind kind = POOL.get(name);
      if (kind != null) {
        stored.put(
            name.equals("listsnaps") ? "listsnapshots" : name,
            value("pool " + pool, name, entry.getValue(), kind));
      } else if (!POOL_UNSTORED.contains(name)) {
        throw new PoolException("pool " + pool + " has no option \"" + name + "\": remove it");
      }
    }
    return stored;
  }

  static PoolException bad(String where, String name, String value, String expected) {
    return new PoolException(where + ": " + name + "=" + value + " is not " + expected);
  }

  private static PropertyValue value(String where, String name, String value, PropertyKind kind)
      throws PoolException {
    PropertyValue stored = kind.parse(value);
    if (stored == null) {
      throw bad(where, name, value, kind.expected());
    }
    return stored;
  }

  private static PropertyValue userProperty(String dataset, String name, String value)
      throws PoolException {
    if (!USER_PROPERTY.matcher(name).matches() || name.length() > MAX_USER_NAME) {
      throw new PoolException(
          dataset
              + ": \""
              + name
              + "\" is no name for a user property: lower-case letters, digits and . _ : - only");
    }
    if (value.indexOf('\0') >= 0
        || value.getBytes(StandardCharsets.UTF_8).length > MAX_USER_VALUE) {
      throw bad(dataset, name, value, "a text of at most " + MAX_USER_VALUE + " bytes");
    }
    return new PropertyValue.Text(value);
  }

  private static PropertyKind compression() {
    Map<String, Long> values = new TreeMap<>();
    values.put("on", 1L);
    values.put("off", (long) Compression.OFF.code());
    values.put("lzjb", (long) Compression.LZJB.code());
    values.put("zle", (long) Compression.ZLE.code());
    values.put("lz4", (long) Compression.LZ4.code());
    values.put("gzip", (long) Compression.gzip(6).code());
    for (int level = 1; level <= 9; level++) {
      values.put("gzip-" + level, (long) Compression.gzip(level).code());
    }
    return new Choice(values);
  }

  private static PropertyKind choice(Object... wordsAndNumbers) {
    Map<String, Long> values = new TreeMap<>();
    for (int i = 0; i < wordsAndNumbers.length; i += 2) {
      values.put((String) wordsAndNumbers[i], ((Integer) wordsAndNumbers[i + 1]).longValue());
    }
    return new Choice(values);
  }
}
