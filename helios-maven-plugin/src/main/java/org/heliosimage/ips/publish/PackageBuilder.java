package org.heliosimage.ips.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
import org.heliosimage.tree.Content;

/**
 * Collects the actions of one package. Attributes beyond the arguments of a method are given as
 * further manifest text, such as {@code "preserve=renamenew variant.arch=i386"}.
 */
public final class PackageBuilder {

  private final Fmri fmri;
  private final List<Action> actions = new ArrayList<>();
  private final SortedMap<String, Content> payloads = new TreeMap<>();
  private final Packer packer;

  /** Compresses payloads. */
  @FunctionalInterface
  public interface Packer {
    /** The compressed form of a content. */
    PackedPayload pack(Content content) throws IOException;
  }

  /** A package of this full name: publisher, stem and version, with its timestamp. */
  public PackageBuilder(Fmri fmri) {
    this(fmri, PackedPayload::inMemory);
  }

  /** The same with payloads that are not kept in memory, or are known already. */
  public PackageBuilder(Fmri fmri, Packer packer) {
    this.fmri = fmri;
    this.packer = packer;
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
      throws IOException {
    Action file =
        Action.of(ActionType.FILE)
            .with("path", path)
            .with("mode", mode)
            .with("owner", owner)
            .with("group", group);
    return payload(file, Content.of(content), more);
  }

  /** Adds a text file. */
  public PackageBuilder file(
      String path, String mode, String owner, String group, String content, String... more)
      throws IOException {
    return file(path, mode, owner, group, content.getBytes(StandardCharsets.UTF_8), more);
  }

  /** Adds a licence. */
  public PackageBuilder license(String name, String text) throws IOException {
    return payload(Action.of(ActionType.LICENSE).with("license", name), Content.of(text));
  }

  /** Adds an action with its payload. */
  public PackageBuilder payload(Action action, Content content, String... more) throws IOException {
    PackedPayload payload = packer.pack(content);
    payloads.put(payload.name(), payload.packed());
    return add(payload.describe(action), more);
  }

  /** Adds an action, which is checked as if it had been read. */
  public PackageBuilder add(Action action, String... more) throws ManifestException {
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
}
