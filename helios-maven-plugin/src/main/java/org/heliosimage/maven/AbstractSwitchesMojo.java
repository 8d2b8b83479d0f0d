package org.heliosimage.maven;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.heliosimage.engine.script.Options;
import org.heliosimage.engine.script.Switch;
import org.jspecify.annotations.Nullable;

/** What the goals are told in the way of the options of helios-engvm's scripts. */
abstract class AbstractSwitchesMojo extends AbstractGoal {

  /**
   * Folder of the package repository of a build of the operating system, the value of the feature
   * {@code onu}: the seed is updated from it, and seed and image are named so ({@code
   * helios-onu-base.tar}). Options of the scripts: {@code strap.sh -O}, {@code image.sh -O}, {@code
   * ufs.sh -O}, {@code zfs.sh -O}, {@code iso.sh -O}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.ONU)
  private @Nullable String onu;

  /**
   * Version of OPTE to install, which names the outputs too ({@code helios-opte-VERSION-base.tar}).
   * The same as the feature {@code opte}. Options of the scripts: {@code strap.sh -o}, {@code
   * ufs.sh -o}, {@code iso.sh -o}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.OPTE)
  private @Nullable String opte;

  /**
   * Whether to take the packages for serial development, which names the outputs too ({@code
   * helios-serdev-base.tar}). The same as the feature {@code serdev}. Options of the scripts:
   * {@code strap.sh -E}, {@code ufs.sh -E}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SERDEV)
  private @Nullable Boolean serdev;

  /**
   * Whether the seed has the zone brand omicron1 and its baseline. The same as the feature {@code
   * omicron1}. Option of the scripts: {@code strap.sh -B}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.OMICRON1)
  private @Nullable Boolean omicron1;

  /**
   * Whether the seed has an SSH server. The same as the feature {@code ssh}. Option of the scripts:
   * {@code strap.sh -S}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SSH)
  private @Nullable Boolean ssh;

  /**
   * Whether the seed of a ramdisk keeps what pkg knows of its packages. The same as the feature
   * {@code pkg}. Option of the scripts: {@code strap.sh -P}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.PKG)
  private @Nullable Boolean pkg;

  /**
   * Whether the seed has the debug variant of the operating system. The same as the feature {@code
   * debug}. Option of the scripts: {@code strap.sh -D}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.DEBUG)
  private @Nullable Boolean debug;

  /**
   * Whether to leave the metadata agent out of the image. The same as the feature {@code
   * no-metadata-agent}. Option of the scripts: {@code image.sh -M}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.NO_METADATA_AGENT)
  private @Nullable Boolean noMetadataAgent;

  /**
   * Whether a {@code ufs} ramdisk runs {@code postboot.sh} from the USB drive that it was booted
   * from. The same as the feature {@code usb-postboot}. Option of the scripts: {@code ufs.sh -U}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.USB_POSTBOOT)
  private @Nullable Boolean usbPostboot;

  /**
   * Speed of the serial console of a {@code zfs} ramdisk, 115200 unless told. The same as the
   * feature {@code baud}. Option of the scripts: {@code zfs.sh -3}, which is 3000000.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.BAUD)
  private @Nullable String baud;

  /**
   * Whether an {@code iso} image boots the ramdisk of the machine {@code generic} and is named
   * after its machine, rather than being an installer. The same as the feature directive {@code
   * ^install}. Option of the scripts: {@code iso.sh -N}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.NO_INSTALL)
  private @Nullable Boolean noInstall;

  /**
   * The second template of the seed is {@code VARIANT-02-image-SUFFIX} rather than {@code
   * VARIANT-02-image}. Option of the scripts: {@code strap.sh -s}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.IMAGE_SUFFIX)
  private @Nullable String imageSuffix;

  /**
   * The variant of the seed, which picks its templates. Unless told, it is {@code ramdisk} for an
   * image of the variant {@code ufs}, {@code zfs} or {@code iso}, and the variant of the image for
   * all others.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SEED_VARIANT)
  private @Nullable String seedVariant;

  /**
   * The templates of the seed in their order, for a tree that does not name them {@code
   * VARIANT-01-strap} and so on. The last one packs the seed.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.SEED_TEMPLATES)
  private @Nullable List<String> seedTemplates;

  /**
   * The template of the image, for a tree that does not name it {@code MACHINE-CONSOLE-VARIANT}.
   *
   * @since 1.0.0
   */
  @Parameter(property = PropertyNames.IMAGE_TEMPLATE)
  private @Nullable String imageTemplate;

  /** What was told. */
  final Options options() {
    Map<Switch, String> switches = new EnumMap<>(Switch.class);
    put(switches, Switch.ONU, onu);
    put(switches, Switch.OPTE, opte);
    put(switches, Switch.SERDEV, serdev);
    put(switches, Switch.OMICRON1, omicron1);
    put(switches, Switch.SSH, ssh);
    put(switches, Switch.PKG, pkg);
    put(switches, Switch.DEBUG, debug);
    put(switches, Switch.NO_METADATA_AGENT, noMetadataAgent);
    put(switches, Switch.USB_POSTBOOT, usbPostboot);
    put(switches, Switch.BAUD, baud);
    put(switches, Switch.NO_INSTALL, noInstall);
    return new Options(
        switches,
        Optional.ofNullable(seedVariant),
        Optional.ofNullable(imageSuffix),
        new Options.Names(
            seedTemplates == null ? List.of() : seedTemplates, Optional.ofNullable(imageTemplate)));
  }

  private static void put(Map<Switch, String> switches, Switch about, @Nullable Object value) {
    if (value != null) {
      switches.put(about, value.toString());
    }
  }
}
