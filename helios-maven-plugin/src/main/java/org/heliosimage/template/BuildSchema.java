package org.heliosimage.template;

import static org.heliosimage.template.Argument.optional;
import static org.heliosimage.template.Argument.required;

import java.util.List;
import org.heliosimage.template.Argument.Takes;
import org.heliosimage.template.BuildKind.DatasetBuild;
import org.heliosimage.template.BuildKind.IsoBuild;
import org.heliosimage.template.BuildKind.PcfsBuild;
import org.heliosimage.template.BuildKind.PoolBuild;
import org.heliosimage.template.BuildKind.UfsBuild;

/**
 * The declaration of a build kind.
 *
 * @param name key of the template
 * @param doc what it builds
 * @param arguments its keys
 * @param builder makes the build kind of the values of its keys
 */
record BuildSchema(String name, String doc, List<Argument> arguments, Builder builder) {

  /** Makes a build kind. */
  interface Builder {
    BuildKind build(Arguments arguments) throws Invalid;
  }

  /** A pebibyte: far above any image, far below what overflows. */
  private static final long MAX_MEBIBYTES = 1L << 30;

  private static final Argument SIZE = required("size", Takes.NUMBER, "size in MiB");

  static final List<BuildSchema> ALL =
      List.of(
          new BuildSchema(
              "dataset",
              "A file tree, handed over to other templates through snapshots.",
              List.of(
                  required("name", Takes.TEXT, "name of the tree").withMacros(),
                  optional("input_snapshot", Takes.TEXT, "snapshot to start from").withMacros(),
                  optional("output_snapshot", Takes.TEXT, "snapshot to leave").withMacros()),
              a ->
                  new DatasetBuild(
                      datasetName(a),
                      a.optionalText("input_snapshot"),
                      a.optionalText("output_snapshot"))),
          new BuildSchema(
              "pool",
              "A disk image with a ZFS pool: GROUP-OUTNAME`.raw`.",
              List.of(
                  required("name", Takes.TEXT, "name of the pool"),
                  SIZE,
                  optional("bename", Takes.TEXT, "boot environment; derived if not given"),
                  optional("ashift", Takes.NUMBER, "sector size as a power of two; 9"),
                  optional("uefi", Takes.FLAG, "with an EFI system partition; false"),
                  optional("label", Takes.FLAG, "with a partition table; true"),
                  optional(
                      "partition_only",
                      Takes.FLAG,
                      "write the ZFS partition alone as well, `.partonly`; false"),
                  optional("no_features", Takes.FLAG, "a pool without feature flags; **true**"),
                  optional("compression", Takes.TEXT, "compression of the root dataset; `on`"),
                  optional("autoexpand", Takes.FLAG, "grow with the disk; false"),
                  optional("trim", Takes.FLAG, "free unused blocks of the image; true"),
                  optional("options", Takes.TEXTS, "pool properties, `key=value`").withMacros(),
                  optional("fsoptions", Takes.TEXTS, "root dataset properties, `key=value`")
                      .withMacros()),
              BuildSchema::pool),
          new BuildSchema(
              "ufs",
              "A UFS file system without a partition table: GROUP-OUTNAME`.ufs`.",
              List.of(SIZE, required("inode_density", Takes.NUMBER, "bytes per inode")),
              a -> new UfsBuild(size(a), a.numberIn("inode_density", 0, 1, 1 << 30))),
          new BuildSchema(
              "pcfs",
              "A FAT file system without a partition table: GROUP-OUTNAME`.pcfs`.",
              List.of(SIZE, required("label", Takes.TEXT, "volume label")),
              a -> new PcfsBuild(size(a), a.text("label"))),
          new BuildSchema(
              "iso",
              "An ISO 9660 image: GROUP-OUTNAME`.iso`.",
              List.of(
                  optional("boot_bios", Takes.TEXT, "El Torito image for BIOS, below the root"),
                  optional("boot_uefi", Takes.TEXT, "El Torito image for UEFI, below the root"),
                  optional("volume_id", Takes.TEXT, "volume name").withMacros(),
                  optional(
                      "hybrid",
                      Takes.HYBRID,
                      "boot blocks for use as a disk: `stage1` and `stage2`, paths below the root;"
                          + " needs `boot_uefi`")),
              BuildSchema::iso));

  /** Keys of {@code hybrid}. */
  static final List<Argument> HYBRID =
      List.of(
          required("stage1", Takes.TEXT, "first stage"),
          required("stage2", Takes.TEXT, "second stage"));

  private static String datasetName(Arguments a) throws Invalid {
    String name = a.text("name");
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}")) {
      throw new Invalid("has the name \"" + name + "\", which no dataset can have");
    }
    return name;
  }

  private static long size(Arguments a) throws Invalid {
    return a.numberIn("size", 0, 1, MAX_MEBIBYTES);
  }

  private static PoolBuild pool(Arguments a) throws Invalid {
    String name = a.text("name");
    if (!name.matches("[A-Za-z][A-Za-z0-9_.:-]{0,127}")) {
      throw new Invalid("has the name \"" + name + "\", which no pool can have");
    }
    String bename = a.optionalText("bename");
    if (bename != null && !bename.matches("[A-Za-z0-9_.:-]{1,127}")) {
      throw new Invalid("has the bename \"" + bename + "\", which no dataset can have");
    }
    for (String key : List.of("options", "fsoptions")) {
      for (String option : a.texts(key)) {
        if (option.indexOf('=') < 1) {
          throw new Invalid("has \"" + option + "\" in " + key + ", which is not key=value");
        }
      }
    }
    boolean label = a.flag("label", true);
    return new PoolBuild(
        name,
        size(a),
        bename,
        (int) a.numberIn("ashift", 9, 9, 16),
        a.flag("uefi", false),
        label,
        label && a.flag("partition_only", false),
        a.flag("no_features", true),
        a.text("compression", "on"),
        a.flag("autoexpand", false),
        a.flag("trim", true),
        a.texts("options"),
        a.texts("fsoptions"));
  }

  private static IsoBuild iso(Arguments a) throws Invalid {
    BuildKind.Hybrid hybrid = null;
    if (a.has("hybrid")) {
      if (!a.has("boot_uefi")) {
        throw new Invalid("has \"hybrid\", which needs \"boot_uefi\"");
      }
      Arguments stages = a.nested("hybrid");
      hybrid = new BuildKind.Hybrid(stages.text("stage1"), stages.text("stage2"));
    }
    return new IsoBuild(
        a.optionalText("boot_bios"),
        a.optionalText("boot_uefi"),
        a.optionalText("volume_id"),
        hybrid);
  }
}
