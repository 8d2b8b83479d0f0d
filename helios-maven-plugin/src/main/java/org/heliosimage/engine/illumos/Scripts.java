package org.heliosimage.engine.illumos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;

/**
 * What the scripts of helios-engvm run, which are {@code strap.sh}, {@code image.sh} (also as
 * {@code aws.sh}), {@code ufs.sh}, {@code zfs.sh} and {@code iso.sh}: the same arguments in the
 * same order. Further features, a reset and folders of external files, which the scripts do not
 * know, come last.
 */
final class Scripts {

  private static final String ONU = "onu";
  private static final String SERDEV = "serdev";

  private final BuildRequest request;
  private final BuildRequest.Image image;
  private final Switches switches;

  Scripts(BuildRequest request) throws BuildException {
    this.request = request;
    this.image = request.image();
    this.switches = Switches.of(request.features());
  }

  Switches switches() {
    return switches;
  }

  /** The name of the seed, which depends on what is in it. */
  private String seedName() {
    if (switches.onu().isPresent()) {
      return image.name() + "-onu";
    }
    return switches
        .opte()
        .map(version -> image.name() + "-opte-" + version)
        .orElse(switches.serdev() ? image.name() + "-serdev" : image.name());
  }

  /** Name of the dataset in which the seed is made. */
  String workName() {
    if (switches.onu().isPresent()) {
      return image.variant() + "-onu";
    }
    if (switches.opte().isPresent()) {
      return image.variant() + "-opte";
    }
    return image.variant() + (switches.serdev() ? "-serdev" : "");
  }

  /** {@code strap.sh}. */
  List<Call> strap() throws BuildException {
    List<Call> calls = new ArrayList<>();
    if (!request.force().archiveOnly()) {
      calls.add(strap("01-strap"));
      calls.add(strap("02-image"));
    }
    calls.add(strap("03-archive"));
    return calls;
  }

  private Call strap(String step) throws BuildException {
    boolean first = step.equals("01-strap");
    String template = image.variant() + "-" + step;
    String major = major();
    Arguments arguments =
        new Arguments()
            .feature("name=" + seedName())
            .feature("heliosver=" + major)
            .feature(
                "publisher=" + (major.equals("1") || major.equals("2") ? "helios-dev" : "helios"))
            .flagIf(first && request.force().fullReset(), "--fullreset");
    switches.onu().ifPresent(repo -> arguments.output(template + "-onu").feature("onu=" + repo));
    arguments.featureIf(switches.omicron1(), "omicron1");
    switches
        .opte()
        .ifPresent(version -> arguments.output(template + "-opte").feature("opte=" + version));
    arguments
        .featureIf(switches.ssh(), "ssh")
        .featureIf(switches.pkg(), "pkg")
        .featureIf(switches.serdev(), SERDEV)
        .featureIf(switches.debug(), "debug")
        .features(switches.others())
        .flagIf(!first && request.force().reset(), "--reset");
    return new Call(
        template,
        arguments.outputName(),
        arguments.words(),
        Map.of("VARIANT", image.variant()),
        switches.omicron1() && step.equals("02-image"));
  }

  private String major() throws BuildException {
    String release = image.release();
    if (!release.matches("[0-9]+(\\.[0-9]+)?")) {
      throw new BuildException(
          "\"" + release + "\" is no release of Helios: give its number, such as 2",
          "release",
          null);
    }
    return release.replaceFirst("\\..*", "");
  }

  /** The script that makes the image, which depends on the variant. */
  List<Call> image() {
    return switch (image.variant()) {
      case "ufs" -> List.of(ufs());
      case "zfs" -> List.of(zfs());
      case "iso" -> iso();
      default -> List.of(disk());
    };
  }

  private Call disk() {
    Arguments arguments = new Arguments().feature("name=" + seedName());
    if (switches.onu().isPresent()) {
      arguments.output("onu-" + image.template()).feature(ONU);
    }
    // These are no options of the script, but a seed with another name can be asked for all the
    // same.
    switches.opte().ifPresent(version -> arguments.feature("opte=" + version));
    arguments
        .featureIf(switches.serdev(), SERDEV)
        .featureIf(switches.noMetadataAgent(), "no-metadata-agent");
    return call(image.template(), arguments);
  }

  private Call ufs() {
    Arguments arguments = new Arguments().feature("name=" + seedName());
    switches
        .opte()
        .ifPresent(version -> arguments.output(named("-opte-" + version)).feature("opte"));
    if (switches.onu().isPresent()) {
      arguments.output(named("-onu"));
    }
    if (switches.serdev()) {
      arguments.output(named("-serdev")).feature(SERDEV);
    }
    arguments.featureIf(switches.usbPostboot(), "usb-postboot");
    return call(image.template(), arguments);
  }

  private Call zfs() {
    Arguments arguments =
        new Arguments().feature("name=" + seedName()).feature("baud=" + switches.baud());
    if (switches.onu().isPresent()) {
      arguments.output(named("-onu"));
    }
    return call(image.template(), arguments);
  }

  private String named(String extra) {
    return image.machine() + extra + "-" + image.console() + "-" + image.variant();
  }

  private List<Call> iso() {
    boolean install = !switches.noInstall();
    boolean framebuffer = image.console().equals("vga");
    String extra = extra();
    List<String> features = new ArrayList<>();
    features.add("name=" + seedName());
    features.add("ufs=" + (install ? "install" : "generic"));
    features.add(
        "iso_type="
            + (framebuffer
                ? "Framebuffer Installer"
                : "Serial (" + image.console() + ") Installer"));
    features.add("console=" + (framebuffer ? "text" : image.console()));
    if (install) {
      features.add("install");
    }
    if (switches.onu().isPresent()) {
      features.add(ONU);
    }
    switches.opte().ifPresent(version -> features.add("opte=" + version));
    if (image.console().startsWith("tty")) {
      features.add("console_serial");
    }
    Arguments efi = new Arguments();
    if (switches.onu().isPresent()) {
      efi.output(extra + "eltorito-efi");
    }
    Arguments iso =
        new Arguments()
            .output(extra + (install ? "install" : image.machine()) + "-" + image.console());
    return List.of(
        call("eltorito-efi", efi.features(features)),
        call(image.machine() + "-iso", iso.features(features)));
  }

  private String extra() {
    if (switches.onu().isPresent()) {
      return "onu-";
    }
    return switches.opte().map(version -> "-opte-" + version).orElse("");
  }

  private Call call(String template, Arguments arguments) {
    arguments.features(switches.others());
    boolean iso = image.variant().equals("iso");
    return new Call(
        template,
        arguments.outputName(),
        arguments.words(),
        iso
            ? Map.of("MACHINE", image.machine(), "SERIAL", image.console())
            : Map.of(
                "MACHINE", image.machine(), "CONSOLE", image.console(), "VARIANT", image.variant()),
        false);
  }
}
