package org.heliosimage.engine.illumos;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.jspecify.annotations.Nullable;

/**
 * The options of the scripts, told as features: {@code -O REPO} is {@code onu=REPO} and so on. Some
 * of them have a say in names, which is why they are more than features.
 *
 * @param onu package repository of an operating system build ({@code -O})
 * @param opte version of OPTE ({@code -o})
 * @param serdev whether for serial development ({@code -E})
 * @param omicron1 whether with the baseline of the omicron1 zone brand ({@code -B})
 * @param ssh {@code -S}
 * @param pkg {@code -P}
 * @param debug {@code -D}
 * @param noMetadataAgent {@code -M}
 * @param usbPostboot {@code -U}
 * @param noInstall {@code -N} of iso.sh, the feature directive {@code ^install}
 * @param baud speed of the console of a {@code zfs} ramdisk ({@code -3})
 * @param others all other feature directives
 */
record Switches(
    Optional<String> onu,
    Optional<String> opte,
    boolean serdev,
    boolean omicron1,
    boolean ssh,
    boolean pkg,
    boolean debug,
    boolean noMetadataAgent,
    boolean usbPostboot,
    boolean noInstall,
    String baud,
    List<String> others) {

  private static final String BAUD = "115200";

  Switches {
    others = List.copyOf(others);
  }

  /** Takes the switches out of feature directives. */
  static Switches of(List<String> directives) throws BuildException {
    List<String> rest = new ArrayList<>(directives);
    Switches switches =
        new Switches(
            Optional.ofNullable(value("onu", rest)),
            Optional.ofNullable(value("opte", rest)),
            rest.remove("serdev"),
            rest.remove("omicron1"),
            rest.remove("ssh"),
            rest.remove("pkg"),
            rest.remove("debug"),
            rest.remove("no-metadata-agent"),
            rest.remove("usb-postboot"),
            rest.remove("^install"),
            Optional.ofNullable(value("baud", rest)).orElse(BAUD),
            List.of());
    long naming =
        List.of(switches.onu.isPresent(), switches.opte.isPresent(), switches.serdev).stream()
            .filter(on -> on)
            .count();
    if (naming > 1) {
      throw new BuildException(
          "the features onu, opte and serdev exclude each other, because each names the outputs in its own way",
          "features",
          null);
    }
    return switches.with(rest);
  }

  private Switches with(List<String> rest) {
    return new Switches(
        onu,
        opte,
        serdev,
        omicron1,
        ssh,
        pkg,
        debug,
        noMetadataAgent,
        usbPostboot,
        noInstall,
        baud,
        rest);
  }

  private static @Nullable String value(String name, List<String> directives) {
    String found = null;
    for (String each : List.copyOf(directives)) {
      if (each.equals(name) || each.startsWith(name + "=")) {
        found = each.equals(name) ? "1" : each.substring(name.length() + 1);
        directives.remove(each);
      }
    }
    return found;
  }
}
