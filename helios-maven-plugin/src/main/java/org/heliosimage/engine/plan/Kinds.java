package org.heliosimage.engine.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heliosimage.template.BuildKind;
import org.heliosimage.template.BuildKind.DatasetBuild;
import org.heliosimage.template.BuildKind.Hybrid;
import org.heliosimage.template.BuildKind.IsoBuild;
import org.heliosimage.template.BuildKind.PcfsBuild;
import org.heliosimage.template.BuildKind.PoolBuild;
import org.heliosimage.template.BuildKind.UfsBuild;
import org.jspecify.annotations.Nullable;

/** What templates build, by the words of the template language. */
final class Kinds {

  private Kinds() {}

  static String name(BuildKind kind) {
    String word = word(kind);
    return (word.equals("iso") ? "an " : "a ") + word;
  }

  /** The key of the build kind in a template. */
  static String word(BuildKind kind) {
    if (kind instanceof DatasetBuild) {
      return "dataset";
    }
    if (kind instanceof PoolBuild) {
      return "pool";
    }
    if (kind instanceof UfsBuild) {
      return "ufs";
    }
    return kind instanceof PcfsBuild ? "pcfs" : "iso";
  }

  /** Names of the images that a build of the kind leaves, beside the tars that its steps pack. */
  static List<String> outputs(BuildKind kind, String name) {
    if (kind instanceof DatasetBuild) {
      return List.of();
    }
    if (kind instanceof PoolBuild pool) {
      List<String> outputs = new ArrayList<>(List.of(name + ".raw"));
      if (pool.label() && pool.partitionOnly()) {
        outputs.add(name + ".partonly");
      }
      return outputs;
    }
    return List.of(name + "." + word(kind));
  }

  /** The keys of a build kind with their values, also those that were left out. */
  static Map<String, Object> values(BuildKind kind) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (kind instanceof DatasetBuild dataset) {
      values.put("name", dataset.name());
      given(values, "input_snapshot", dataset.inputSnapshot());
      given(values, "output_snapshot", dataset.outputSnapshot());
    } else if (kind instanceof PoolBuild pool) {
      pool(values, pool);
    } else if (kind instanceof UfsBuild ufs) {
      values.put("size", ufs.size());
      values.put("inode_density", ufs.inodeDensity());
    } else if (kind instanceof PcfsBuild pcfs) {
      values.put("size", pcfs.size());
      values.put("label", pcfs.label());
    } else if (kind instanceof IsoBuild iso) {
      given(values, "boot_bios", iso.bootBios());
      given(values, "boot_uefi", iso.bootUefi());
      given(values, "volume_id", iso.volumeId());
      Hybrid hybrid = iso.hybrid();
      if (hybrid != null) {
        Map<String, Object> stages = new LinkedHashMap<>();
        stages.put("stage1", hybrid.stage1());
        stages.put("stage2", hybrid.stage2());
        values.put("hybrid", stages);
      }
    }
    return values;
  }

  private static void pool(Map<String, Object> values, PoolBuild pool) {
    values.put("name", pool.name());
    values.put("size", pool.size());
    given(values, "bename", pool.bename());
    values.put("ashift", pool.ashift());
    values.put("uefi", pool.uefi());
    values.put("label", pool.label());
    values.put("partition_only", pool.partitionOnly());
    values.put("no_features", pool.noFeatures());
    values.put("compression", pool.compression());
    values.put("autoexpand", pool.autoexpand());
    values.put("trim", pool.trim());
    values.put("options", pool.options());
    values.put("fsoptions", pool.fsoptions());
  }

  private static void given(Map<String, Object> values, String key, @Nullable Object value) {
    if (value != null) {
      values.put(key, value);
    }
  }
}
