package org.heliosimage.ips.publish;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Paths;
import org.jspecify.annotations.Nullable;

/** Says what a package shall consist of; filled in by its own methods, one after another. */
public final class PublishRequest {

  final Fmri fmri;
  final Instant time;
  final Map<String, String> macros = new LinkedHashMap<>();
  final List<Path> folders = new ArrayList<>();
  final Map<String, Path> files = new LinkedHashMap<>();
  final List<Path> sources = new ArrayList<>();
  final Map<String, OwnerRule> placed = new LinkedHashMap<>();
  final List<OwnerRule> rules = new ArrayList<>();
  final List<Action> required = new ArrayList<>();
  final Map<String, String> metadata = new LinkedHashMap<>();
  @Nullable ManifestTemplate template;
  @Nullable Signer signer;

  /**
   * A package without contents.
   *
   * @param version release and perhaps branch, as in {@code 1.2.3-2.0}; the time is added to it
   * @param time when it is published
   */
  public PublishRequest(String publisher, String stem, String version, Instant time)
      throws IpsException {
    if (!Fmri.isPublisher(publisher)) {
      throw new IpsException("\"" + publisher + "\" cannot be the name of a publisher");
    }
    if (!Fmri.isStem(stem)) {
      throw new IpsException("\"" + stem + "\" cannot be the name of a package");
    }
    this.fmri = new Fmri(publisher, stem, PackageVersion.stamped(version, time));
    this.time = time;
  }

  /** The full name of the package, with its timestamp. */
  public Fmri fmri() {
    return fmri;
  }

  /**
   * Takes the lines of a manifest.
   *
   * @param origin names them in messages, such as their file
   * @param text actions, in which {@code $(NAME)} stands for a value; a file, licence or signature
   *     states its payload as a path in a source folder, or a file's is looked up by its own path
   */
  public PublishRequest template(String origin, String text) {
    template = new ManifestTemplate(origin, text);
    return this;
  }

  /** Gives a macro of the template its value. */
  public PublishRequest macro(String name, String value) {
    macros.put(name, value);
    return this;
  }

  /** Delivers everything in a folder; of several the first that has a path wins. */
  public PublishRequest folder(Path folder) {
    folders.add(folder);
    return this;
  }

  /** Delivers one file. */
  public PublishRequest file(String path, Path file) {
    files.put(path, file);
    return this;
  }

  /**
   * Delivers one file and the folders that lead to it.
   *
   * @param owner whose file it is; its pattern does not matter
   */
  public PublishRequest file(String path, Path file, OwnerRule owner) throws IpsException {
    String normal = Paths.normalize(path);
    if (placed.put(normal, owner.checked()) != null) {
      throw new IpsException("two files are to become /" + normal);
    }
    return file(normal, file);
  }

  /** Looks payloads that the template names up in a folder, before those that are delivered. */
  public PublishRequest source(Path folder) {
    sources.add(folder);
    return this;
  }

  /** Says who owns generated files; of several rules the first that matches wins. */
  public PublishRequest rule(OwnerRule rule) throws IpsException {
    rules.add(rule.checked());
    return this;
  }

  /** Adds a package that this one needs, such as {@code pkg:/runtime/java@17}. */
  public PublishRequest require(String other) throws IpsException {
    return depend("require", other);
  }

  /** Adds a dependency of some type, such as {@code optional}. */
  public PublishRequest depend(String type, String other) throws IpsException {
    Fmri target = Fmri.parse(other);
    required.add(Action.of(ActionType.DEPEND).with("fmri", target.toString()).with("type", type));
    return this;
  }

  /** States metadata such as {@code pkg.summary}, unless the template does. */
  public PublishRequest metadata(String name, String value) {
    metadata.put(name, value);
    return this;
  }

  /** Has the package signed. */
  public PublishRequest signer(Signer newSigner) {
    signer = newSigner;
    return this;
  }
}
