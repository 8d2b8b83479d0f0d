package org.heliosimage.engine.script;

import java.util.Arrays;
import java.util.Optional;

/**
 * An option of the scripts that is a feature of the templates. Each can be told as a build
 * parameter or as a feature directive.
 */
public enum Switch {
  /** Package repository of an operating system build ({@code -O}). */
  ONU("onu", true),
  /** Version of OPTE ({@code -o}). */
  OPTE("opte", true),
  /** Packages for serial development ({@code -E}). */
  SERDEV("serdev", false),
  /** The baseline of the zone brand omicron1 ({@code -B}). */
  OMICRON1("omicron1", false),
  /** {@code -S} of strap.sh. */
  SSH("ssh", false),
  /** {@code -P}. */
  PKG("pkg", false),
  /** {@code -D}. */
  DEBUG("debug", false),
  /** {@code -M}. */
  NO_METADATA_AGENT("noMetadataAgent", "no-metadata-agent", false, false),
  /** {@code -U}. */
  USB_POSTBOOT("usbPostboot", "usb-postboot", false, false),
  /** Speed of the console of a {@code zfs} ramdisk ({@code -3}). */
  BAUD("baud", true),
  /** {@code -N} of iso.sh, which leaves the feature {@code install} out. */
  NO_INSTALL("noInstall", "install", false, true);

  private final String parameter;
  private final String feature;
  private final boolean takesValue;
  private final boolean negated;

  Switch(String name, boolean takesValue) {
    this(name, name, takesValue, false);
  }

  Switch(String parameter, String feature, boolean takesValue, boolean negated) {
    this.parameter = parameter;
    this.feature = feature;
    this.takesValue = takesValue;
    this.negated = negated;
  }

  /** Name of the build parameter. */
  public String parameter() {
    return parameter;
  }

  /** Name of the feature. */
  public String feature() {
    return feature;
  }

  /** Whether it has a value, rather than being on or off. */
  public boolean takesValue() {
    return takesValue;
  }

  /** Whether it is on where the feature is removed. */
  boolean negated() {
    return negated;
  }

  static Optional<Switch> ofFeature(String feature) {
    return Arrays.stream(values()).filter(each -> each.feature.equals(feature)).findFirst();
  }
}
