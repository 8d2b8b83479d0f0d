package org.heliosimage.zfs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.heliosimage.tree.FileTree;
import org.jspecify.annotations.Nullable;

/**
 * A specification that was found right, with defaults and inheritance worked out.
 *
 * @param spec the specification
 * @param features the enabled feature flags
 * @param properties pool properties to store, without bootfs and comment
 * @param comment comment of the pool, empty if none
 * @param datasets file systems, the root first, parents before children
 * @param bootfs index of the file system to boot, -1 for none
 */
public record PoolLayout(
    PoolSpec spec,
    Set<Feature> features,
    SortedMap<String, PropertyValue> properties,
    String comment,
    List<DatasetPlan> datasets,
    int bootfs) {

  /** The smallest device that ZFS takes. */
  public static final long MIN_SIZE = 64 << 20;

  private static final long MAX_SIZE = 1L << 47;
  private static final int MAX_NAME = 255;
  private static final Pattern POOL_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.: -]*");
  private static final Pattern RESERVED_NAME =
      Pattern.compile("(mirror|raidz|spare).*|log|c[0-9].*");
  private static final Pattern DATASET_NAME = Pattern.compile("[A-Za-z0-9_.: -]+");
  private static final String FEATURE = "feature@";

  static PoolLayout of(PoolSpec spec) throws PoolException {
    checkDevice(spec);
    EnumSet<Feature> features = features(spec);
    Map<String, String> options = new LinkedHashMap<>(spec.options());
    options.keySet().removeIf(name -> name.startsWith(FEATURE));
    @Nullable String bootfs = bootfs(spec, options.remove("bootfs"));
    checkAshift(spec, options.remove("ashift"));
    SortedMap<String, PropertyValue> properties = PropertyTable.pool(spec.name(), options);
    String comment =
        properties.remove("comment") instanceof PropertyValue.Text text ? text.value() : "";
    properties.put("ashift", new PropertyValue.Amount(spec.ashift()));
    List<DatasetPlan> datasets = datasets(spec, features);
    int boot = -1;
    for (int i = 0; bootfs != null && i < datasets.size(); i++) {
      if (datasets.get(i).name().equals(bootfs)) {
        boot = i;
      }
    }
    if (bootfs != null && boot < 0) {
      throw new PoolException("bootfs=" + bootfs + " is not a file system of the pool");
    }
    return new PoolLayout(
        spec,
        Collections.unmodifiableSet(features),
        Collections.unmodifiableSortedMap(properties),
        comment,
        List.copyOf(datasets),
        boot);
  }

  /** Whether a feature flag is enabled. */
  public boolean has(Feature feature) {
    return features.contains(feature);
  }

  /** What metadata is compressed with, and data where the property says {@code on}. */
  public Compression defaultCompression() {
    return has(Feature.LZ4_COMPRESS) ? Compression.LZ4 : Compression.LZJB;
  }

  private static void checkDevice(PoolSpec spec) throws PoolException {
    String name = spec.name();
    if (!POOL_NAME.matcher(name).matches()
        || RESERVED_NAME.matcher(name).matches()
        || name.length() > MAX_NAME) {
      throw new PoolException("\"" + name + "\" is not a name for a pool: choose another");
    }
    if (spec.ashift() < 9 || spec.ashift() > 13) {
      throw new PoolException(
          "pool " + name + ": ashift " + spec.ashift() + " is not in the range 9 to 13");
    }
    if (spec.size() < MIN_SIZE || spec.size() > MAX_SIZE) {
      throw spec.size() > MAX_SIZE
          ? new PoolException("pool " + name + ": a device of more than 128 TiB is not supported")
          : PoolException.tooSmall(name, spec.size(), MIN_SIZE);
    }
    if (!spec.devicePath().startsWith("/")) {
      throw new PoolException(
          "pool " + name + ": device path " + spec.devicePath() + " is not absolute");
    }
  }

  private static void checkAshift(PoolSpec spec, @Nullable String option) throws PoolException {
    if (option != null && !option.equals(Integer.toString(spec.ashift()))) {
      throw new PoolException(
          "pool "
              + spec.name()
              + ": option ashift="
              + option
              + " contradicts the pool's ashift "
              + spec.ashift());
    }
  }

  private static @Nullable String bootfs(PoolSpec spec, @Nullable String option)
      throws PoolException {
    if (option == null) {
      return spec.bootfs();
    }
    if (spec.bootfs() != null && !spec.bootfs().equals(option)) {
      throw new PoolException(
          "pool " + spec.name() + ": option bootfs=" + option + " contradicts " + spec.bootfs());
    }
    return option;
  }

  private static EnumSet<Feature> features(PoolSpec spec) throws PoolException {
    Map<String, Feature> known = new TreeMap<>();
    for (Feature feature : Feature.values()) {
      known.put(feature.shortName(), feature);
    }
    EnumSet<Feature> asked =
        spec.features() ? EnumSet.allOf(Feature.class) : EnumSet.noneOf(Feature.class);
    for (Map.Entry<String, String> option : spec.options().entrySet()) {
      if (!option.getKey().startsWith(FEATURE)) {
        continue;
      }
      String name = option.getKey().substring(FEATURE.length());
      Feature feature = known.get(name);
      boolean enable = option.getValue().equals("enabled");
      if (!enable && !option.getValue().equals("disabled")) {
        throw PropertyTable.bad(
            "pool " + spec.name(), option.getKey(), option.getValue(), "enabled or disabled");
      }
      if (feature == null && enable) {
        throw new PoolException(
            "pool " + spec.name() + ": feature " + name + " is not one this writer can enable");
      }
      if (feature != null && enable) {
        asked.add(feature);
      } else if (feature != null) {
        asked.remove(feature);
      }
    }
    EnumSet<Feature> enabled = EnumSet.noneOf(Feature.class);
    asked.forEach(feature -> feature.addTo(enabled));
    return enabled;
  }

  private static List<DatasetPlan> datasets(PoolSpec spec, Set<Feature> features)
      throws PoolException {
    Map<String, String> rootProperties = new LinkedHashMap<>(spec.rootOptions());
    @Nullable FileTree rootTree = null;
    List<DatasetSpec> rest = new ArrayList<>(spec.datasets());
    if (!rest.isEmpty() && rest.get(0).name().isEmpty()) {
      DatasetSpec root = rest.remove(0);
      rootProperties.putAll(root.properties());
      rootTree = root.tree();
    }
    Inheritance inheritance = new Inheritance(features);
    List<DatasetPlan> plans = new ArrayList<>();
    plans.add(inheritance.plan(spec.name(), -1, null, rootProperties, rootTree));
    Map<String, Integer> known = new HashMap<>();
    known.put(spec.name(), 0);
    for (DatasetSpec dataset : rest) {
      String name = spec.name() + "/" + dataset.name();
      String last = name.substring(name.lastIndexOf('/') + 1);
      if (!DATASET_NAME.matcher(last).matches() || name.length() > MAX_NAME) {
        throw new PoolException("\"" + name + "\" is not a name for a file system: choose another");
      }
      Integer parent = known.get(name.substring(0, name.lastIndexOf('/')));
      if (parent == null) {
        throw new PoolException("file system " + name + " comes before its parent: create that");
      }
      if (known.putIfAbsent(name, plans.size()) != null) {
        throw new PoolException("file system " + name + " is given twice");
      }
      plans.add(
          inheritance.plan(name, parent, plans.get(parent), dataset.properties(), dataset.tree()));
    }
    return plans;
  }

  /** What children take over from their parents and a writer must know. */
  private record Inheritance(Set<Feature> features) {

    DatasetPlan plan(
        String name,
        int parentIndex,
        @Nullable DatasetPlan parent,
        Map<String, String> given,
        @Nullable FileTree tree)
        throws PoolException {
      SortedMap<String, PropertyValue> stored = PropertyTable.dataset(name, given);
      Compression compression = parent == null ? Compression.OFF : parent.compression();
      if (stored.get("compression") instanceof PropertyValue.Amount number) {
        compression = compression(name, (int) number.value());
      }
      Checksum checksum = parent == null ? Checksum.FLETCHER4 : parent.checksum();
      if (stored.get("checksum") instanceof PropertyValue.Amount number) {
        checksum = checksum((int) number.value());
      }
      int copies = parent == null ? 1 : parent.copies();
      if (stored.get("copies") instanceof PropertyValue.Amount number) {
        copies = (int) number.value();
      }
      int recordSize = parent == null ? 128 << 10 : parent.recordSize();
      if (stored.get("recordsize") instanceof PropertyValue.Amount number) {
        recordSize = (int) number.value();
      }
      return new DatasetPlan(
          name,
          parentIndex,
          Collections.unmodifiableSortedMap(stored),
          tree,
          compression,
          checksum,
          copies,
          recordSize);
    }

    private Compression compression(String name, int code) throws PoolException {
      boolean lz4 = features.contains(Feature.LZ4_COMPRESS);
      if (code == 1) {
        return lz4 ? Compression.LZ4 : Compression.LZJB;
      }
      if (code == Compression.LZ4.code() && !lz4) {
        throw new PoolException(
            name
                + ": compression=lz4 needs the feature lz4_compress, which is not enabled: use"
                + " compression=on or no_features=false");
      }
      return new Compression(code);
    }

    private static Checksum checksum(int code) {
      for (Checksum checksum : Checksum.values()) {
        if (checksum.code() == code) {
          return checksum;
        }
      }
      // The property's "on".
      return Checksum.FLETCHER4;
    }
  }
}
