package org.heliosimage.ips.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.manifest.ManifestException;
import org.heliosimage.ips.repository.Hashes;

/**
 * Collects the actions of one package. Attributes beyond the arguments of a method are given as
 * further manifest text, such as {@code "preserve=renamenew variant.arch=i386"}.
 */
public final class PackageBuilder {

  private final Fmri fmri;
  private final List<Action> actions = new ArrayList<>();
  private final SortedMap<String, byte[]> payloads = new TreeMap<>();
  private final Map<String, byte[]> packed;

  /** A package of this full name: publisher, stem and version, with its timestamp. */
  public PackageBuilder(Fmri fmri) {
    this(fmri, new HashMap<>());
  }

  /**
   * The same, for packages that repeat contents of others.
   *
   * @param packed compressed payloads by name; what is missing is added
   */
  public PackageBuilder(Fmri fmri, Map<String, byte[]> packed) {
    this.fmri = fmri;
    this.packed = packed;
  }

  /** The same from texts. */
  public static PackageBuilder of(String publisher, String stem, String version)
      throws IpsException {
    return new PackageBuilder(new Fmri(publisher, stem, Version.parse(version)));
  }

  /** Adds metadata. */
  public PackageBuilder set(String name, String... values) {
    actions.add(Action.of(ActionType.SET).with("name", name).with("value", values));
    return this;
  }

  /** Adds a dependency. */
  public PackageBuilder depend(String type, String target, String... more)
      throws ManifestException {
    return add(Action.of(ActionType.DEPEND).with("fmri", target).with("type", type), more);
  }

  /** Adds a directory. */
  public PackageBuilder dir(String path, String mode, String owner, String group, String... more)
      throws ManifestException {
    return add(
        Action.of(ActionType.DIR)
            .with("path", path)
            .with("mode", mode)
            .with("owner", owner)
            .with("group", group),
        more);
  }

  /** Adds a symbolic link. */
  public PackageBuilder link(String path, String target, String... more) throws ManifestException {
    return add(Action.of(ActionType.LINK).with("path", path).with("target", target), more);
  }

  /** Adds any action, or several, as lines of manifest text. */
  public PackageBuilder lines(String text) throws ManifestException {
    actions.addAll(parse(text));
    return this;
  }

  /** Adds a file. */
  public PackageBuilder file(
      String path, String mode, String owner, String group, byte[] content, String... more)
      throws ManifestException {
    return payload(
        Action.of(ActionType.FILE)
            .with("path", path)
            .with("mode", mode)
            .with("owner", owner)
            .with("group", group),
        content,
        more);
  }

  /** Adds a text file. */
  public PackageBuilder file(
      String path, String mode, String owner, String group, String content, String... more)
      throws ManifestException {
    return file(path, mode, owner, group, content.getBytes(StandardCharsets.UTF_8), more);
  }

  /** Adds a licence. */
  public PackageBuilder license(String name, String text) throws ManifestException {
    return payload(
        Action.of(ActionType.LICENSE).with("license", name), text.getBytes(StandardCharsets.UTF_8));
  }

  private PackageBuilder payload(Action action, byte[] content, String... more)
      throws ManifestException {
    String name = hex("SHA-1", content);
    byte[] gzip = packed.computeIfAbsent(name, missing -> Gzip.pack(content));
    payloads.put(name, gzip);
    return add(
        action
            .withHash(name)
            .with("chash", hex("SHA-1", gzip))
            .with("pkg.size", Integer.toString(content.length))
            .with("pkg.csize", Integer.toString(gzip.length))
            .with(
                "pkg.content-hash",
                "file:sha512t_256:" + hex("SHA-512/256", content),
                "gzip:sha512t_256:" + hex("SHA-512/256", gzip)),
        more);
  }

  private PackageBuilder add(Action action, String... more) throws ManifestException {
    Action whole = action;
    for (String attributes : more) {
      // An action of type unknown may have any attributes.
      for (var attribute : Action.parse("unknown " + attributes).attributes().entrySet()) {
        whole = whole.with(attribute.getKey(), attribute.getValue().toArray(String[]::new));
      }
    }
    return lines(whole.toString());
  }

  private List<Action> parse(String text) throws ManifestException {
    return Manifest.parse(text.getBytes(StandardCharsets.UTF_8), fmri.toString()).actions();
  }

  /** The finished package. */
  public PublishedPackage build() throws ManifestException {
    List<Action> all = new ArrayList<>();
    all.add(Action.of(ActionType.SET).with("name", "pkg.fmri").with("value", fmri.toString()));
    all.addAll(actions);
    String text = all.stream().map(Action::toString).collect(Collectors.joining("\n", "", "\n"));
    Manifest manifest = Manifest.parse(text.getBytes(StandardCharsets.UTF_8), fmri.toString());
    return new PublishedPackage(fmri, manifest, new TreeMap<>(payloads));
  }

  private static String hex(String algorithm, byte[] bytes) {
    return HexFormat.of().formatHex(Hashes.newDigest(algorithm).digest(bytes));
  }
}
