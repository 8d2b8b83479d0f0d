package org.heliosimage.engine.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.work.AtomicFiles;
import org.heliosimage.engine.work.JsonText;
import org.heliosimage.engine.work.ResultFile;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.publish.OwnerRule;
import org.heliosimage.ips.publish.P5pArchive;
import org.heliosimage.ips.publish.PackageVersion;
import org.heliosimage.ips.publish.PublishRequest;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.Publisher;
import org.heliosimage.ips.publish.RepositoryFolder;
import org.heliosimage.ips.publish.Signer;
import org.jspecify.annotations.Nullable;

/** Makes packages and puts them where they are wanted. */
public final class PackagePublisher {

  private PackagePublisher() {}

  /**
   * The name of a package for something that is called differently elsewhere: characters that
   * cannot be in it become dashes.
   */
  public static String stem(String text) {
    return text.replaceAll("[^A-Za-z0-9_.+-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
  }

  /** The version of a package for one of Maven's: its leading numbers. */
  public static String version(String mavenVersion) throws IOException {
    return PackageVersion.release(mavenVersion);
  }

  /** Makes a package. */
  public static Published publish(Publication publication) throws IOException {
    Path work = publication.target().work();
    AtomicFiles.removeTree(work);
    try {
      PublishedPackage built = Publisher.build(request(publication), work);
      if (built.manifest().actions().stream().noneMatch(PackagePublisher::isContent)) {
        throw new BuildException(
            "the package "
                + publication.name().stem()
                + " would be empty: "
                + publication.root()
                + " has no files, there are no other files, and no manifest template says"
                + " anything else",
            "files",
            null);
      }
      boolean changed =
          publication.target().isArchive()
              ? archive(publication, built)
              : repository(publication, built);
      Published published = result(publication, built, !changed);
      write(publication.target(), published, built);
      return published;
    } finally {
      AtomicFiles.removeTree(work);
    }
  }

  private static boolean isContent(Action action) {
    return action.type() != ActionType.SET && action.type() != ActionType.SIGNATURE;
  }

  private static PublishRequest request(Publication publication) throws IOException {
    Publication.Name name = publication.name();
    if (!Fmri.isPublisher(name.publisher())) {
      throw new BuildException(
          "\"" + name.publisher() + "\" cannot be the name of a publisher", "publisher", null);
    }
    if (!Fmri.isStem(name.stem())) {
      throw new BuildException(
          "\"" + name.stem() + "\" cannot be the name of a package", "packageName", null);
    }
    PublishRequest request;
    try {
      request =
          new PublishRequest(
              name.publisher(),
              name.stem(),
              name.version(),
              Instant.ofEpochSecond(publication.time()));
    } catch (IpsException e) {
      throw new BuildException(String.valueOf(e.getMessage()), "packageVersion", e);
    }
    for (Map.Entry<String, String> each : publication.metadata().entrySet()) {
      if (!each.getValue().isEmpty()) {
        request.metadata(each.getKey(), each.getValue());
      }
    }
    if (publication.template().isPresent()) {
      Path template = publication.template().get();
      request.template(template.toString(), Files.readString(template, StandardCharsets.UTF_8));
      publication.macros().forEach(request::macro);
    }
    publication.sources().forEach(request::source);
    for (Publication.Placed placed : publication.files()) {
      request.file(placed.path(), placed.file(), rule(placed.path(), placed.owner(), null));
    }
    if (Files.isDirectory(publication.root())) {
      request.folder(publication.root());
    }
    for (Publication.Rule rule : publication.rules()) {
      request.rule(rule(rule.paths(), rule.owner(), rule.dirMode()));
    }
    if (publication.signing().isPresent()) {
      Publication.Signing signing = publication.signing().get();
      request.signer(Signer.read(signing.key(), signing.certificates()));
    }
    return request;
  }

  private static OwnerRule rule(String paths, Publication.Owner owner, @Nullable String dirMode) {
    return new OwnerRule(paths, owner.owner(), owner.group(), owner.mode(), dirMode);
  }

  private static boolean repository(Publication publication, PublishedPackage built)
      throws IOException {
    RepositoryFolder folder = new RepositoryFolder(publication.target().path());
    return publication.target().own()
        ? folder.replace(built)
        : folder.add(built, Instant.ofEpochSecond(publication.time()));
  }

  private static boolean archive(Publication publication, PublishedPackage built)
      throws IOException {
    Path target = publication.target().path();
    Path temporary = AtomicFiles.temporary(target);
    try {
      P5pArchive archive = new P5pArchive(temporary, Instant.ofEpochSecond(publication.time()));
      archive.add(built);
      archive.finish();
      if (Files.isRegularFile(target) && Files.mismatch(temporary, target) < 0) {
        return false;
      }
      AtomicFiles.publish(temporary, target);
      return true;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Published result(
      Publication publication, PublishedPackage built, boolean unchanged) {
    long files = 0;
    long bytes = 0;
    for (Action file : built.manifest().actions(ActionType.FILE)) {
      files++;
      String size = file.value("pkg.size");
      bytes += size == null ? 0 : Long.parseLong(size);
    }
    return new Published(
        built.fmri().toString(), files, bytes, publication.target().path(), unchanged);
  }

  private static void write(Publication.Target target, Published published, PublishedPackage built)
      throws IOException {
    Map<String, Object> values = new TreeMap<>();
    values.put("bytes", published.bytes());
    values.put("files", published.files());
    values.put("fmri", published.fmri());
    values.put("manifest", "sha-1:" + built.manifest().signature());
    values.put("path", ResultFile.shown(published.path(), target.project()));
    values.put("unchanged", published.unchanged());
    AtomicFiles.write(target.result(), JsonText.of(values));
  }
}
