package org.heliosimage.engine.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;

/**
 * What the scripts of helios-engvm run, which are {@code strap.sh}, {@code image.sh} (also as
 * {@code aws.sh}), {@code ufs.sh}, {@code zfs.sh} and {@code iso.sh}: the same templates with the
 * same arguments in the same order. Further features and a reset, which the scripts do not know,
 * come last. Trees that are not made for the scripts name their templates as they like; such names
 * take the place of the usual ones.
 */
public final class Scripts {

  private static final String VARIANT = "variant";
  private static final String MACHINE = "machine";
  private static final String BAUD = "115200";

  /** What starts from the seed that fits into memory. */
  private static final Set<String> RAMDISKS = Set.of("ufs", "zfs", "iso");

  private final BuildRequest request;
  private final BuildRequest.Image image;
  private final Switches switches;
  private final String seedVariant;

  public Scripts(BuildRequest request) throws BuildException {
    this.request = request;
    this.image = request.image();
    Options options = request.options();
    this.switches = Switches.of(options.switches(), request.features());
    Switches.requirePart(options.imageSuffix(), "imageSuffix");
    this.seedVariant =
        options
            .seedVariant()
            .orElse(RAMDISKS.contains(image.variant()) ? "ramdisk" : image.variant());
  }

  /** The options of the scripts. */
  public Switches switches() {
    return switches;
  }

  /** What the name of the seed has after the usual one, which depends on what is in it. */
  private String extra() {
    if (switches.has(Switch.ONU)) {
      return "-onu";
    }
    return switches
        .value(Switch.OPTE)
        .map(version -> "-opte-" + version)
        .orElse(switches.has(Switch.SERDEV) ? "-serdev" : "");
  }

  private String seedName() {
    return image.name() + extra();
  }

  /** Name of the seed's tar, before its extension; the templates may pack others beside it. */
  public String seedTar() {
    return seedName() + "-" + seedVariant;
  }

  /** Name of the dataset in which the native tools make the seed. */
  public String workName() {
    return seedVariant + (switches.has(Switch.OPTE) ? "-opte" : extra());
  }

  /** {@code strap.sh}. */
  public List<Call> strap() throws BuildException {
    List<Call> seed = seed();
    return request.force().archiveOnly() ? seed.subList(seed.size() - 1, seed.size()) : seed;
  }

  /** All templates of the seed, the last of which packs it. */
  public List<Call> seed() throws BuildException {
    List<Call> calls = new ArrayList<>();
    List<String> names = seedTemplates();
    // Of other trees nobody knows where they want it.
    boolean baseline = switches.has(Switch.OMICRON1) && request.options().names().seed().isEmpty();
    for (int i = 0; i < names.size(); i++) {
      calls.add(seed(names.get(i), i == 0, i == 1 && baseline));
    }
    return calls;
  }

  private List<String> seedTemplates() {
    List<String> named = request.options().names().seed();
    if (!named.isEmpty()) {
      return named;
    }
    String suffix = request.options().imageSuffix().map(each -> "-" + each).orElse("");
    return List.of(
        seedVariant + "-01-strap", seedVariant + "-02-image" + suffix, seedVariant + "-03-archive");
  }

  private Call seed(String template, boolean first, boolean baseline) throws BuildException {
    String major = major();
    Arguments arguments =
        arguments()
            .feature("heliosver=" + major)
            .feature(
                "publisher=" + (major.equals("1") || major.equals("2") ? "helios-dev" : "helios"))
            .wordIf(first && request.force().fullReset(), "--fullreset")
            .outputIf(switches.has(Switch.ONU), template + "-onu")
            .value(Switch.ONU)
            .flag(Switch.OMICRON1)
            .outputIf(switches.has(Switch.OPTE), template + "-opte")
            .value(Switch.OPTE)
            .flag(Switch.SSH)
            .flag(Switch.PKG)
            .flag(Switch.SERDEV)
            .flag(Switch.DEBUG)
            .features(switches.others())
            .wordIf(!first && request.force().reset(), "--reset");
    return new Call(
        template,
        arguments.outputName(),
        arguments.words(),
        Map.of("VARIANT", seedVariant),
        template + extra(),
        seedParameter(template),
        baseline);
  }

  private String seedParameter(String template) {
    if (!request.options().names().seed().isEmpty()) {
      return "seedTemplates";
    }
    if (request.options().imageSuffix().isPresent() && template.contains("-02-image-")) {
      return "imageSuffix";
    }
    return request.options().seedVariant().isPresent() ? "seedVariant" : VARIANT;
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

  /** The script that makes the image, which depends on the variant; the image comes last. */
  public List<Call> image() {
    if (request.options().names().image().isPresent()) {
      return List.of(named(request.options().names().image().get()));
    }
    return switch (image.variant()) {
      case "ufs" -> List.of(ufs());
      case "zfs" -> List.of(zfs());
      case "iso" -> iso();
      default -> List.of(disk());
    };
  }

  private Call disk() {
    return call(
        arguments()
            .outputIf(switches.has(Switch.ONU), "onu-" + image.template())
            .flag(Switch.ONU)
            // These are no options of the script, but a seed with another name can be asked for
            // all the same.
            .value(Switch.OPTE)
            .flag(Switch.SERDEV)
            .flag(Switch.NO_METADATA_AGENT));
  }

  /** A template that no script runs: every switch reaches it. */
  private Call named(String template) {
    Arguments arguments = arguments();
    for (Switch each : Switch.values()) {
      if (each.takesValue()) {
        arguments.value(each);
      } else if (!each.negated()) {
        arguments.flag(each);
      }
    }
    return call(template, arguments, Map.of(), "imageTemplate");
  }

  private Call ufs() {
    return call(
        arguments()
            .outputIf(!extra().isEmpty(), outputWith(extra()))
            .flag(Switch.OPTE)
            .flag(Switch.SERDEV)
            .flag(Switch.USB_POSTBOOT));
  }

  private Call zfs() {
    return call(
        arguments()
            .feature("baud=" + switches.value(Switch.BAUD).orElse(BAUD))
            .outputIf(switches.has(Switch.ONU), outputWith("-onu")));
  }

  private String outputWith(String extra) {
    return image.machine() + extra + "-" + image.console() + "-" + image.variant();
  }

  private List<Call> iso() {
    boolean install = !switches.has(Switch.NO_INSTALL);
    boolean framebuffer = image.console().equals("vga");
    String extra =
        switches.has(Switch.ONU)
            ? "onu-"
            : switches.value(Switch.OPTE).map(version -> "-opte-" + version).orElse("");
    List<String> features = new ArrayList<>(List.of("name=" + seedName()));
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
    Arguments efi =
        new Arguments(switches).outputIf(switches.has(Switch.ONU), extra + "eltorito-efi");
    Arguments iso =
        new Arguments(switches)
            .output(extra + (install ? "install" : image.machine()) + "-" + image.console());
    for (Arguments each : List.of(efi, iso)) {
      each.features(features).flag(Switch.ONU).value(Switch.OPTE);
      if (image.console().startsWith("tty")) {
        each.feature("console_serial");
      }
    }
    Map<String, String> environment = Map.of("MACHINE", image.machine(), "SERIAL", image.console());
    return List.of(
        call("eltorito-efi", efi, environment, VARIANT),
        call(image.machine() + "-iso", iso, environment, MACHINE));
  }

  /** The arguments that all runs begin with. */
  private Arguments arguments() {
    return new Arguments(switches).feature("name=" + seedName());
  }

  private Call call(Arguments arguments) {
    return call(
        image.template(),
        arguments,
        Map.of("MACHINE", image.machine(), "CONSOLE", image.console(), "VARIANT", image.variant()),
        MACHINE);
  }

  private Call call(
      String template, Arguments arguments, Map<String, String> environment, String parameter) {
    arguments.features(switches.others());
    Optional<String> output = arguments.outputName();
    return new Call(
        template,
        output,
        arguments.words(),
        environment,
        output.orElse(template),
        parameter,
        false);
  }
}
