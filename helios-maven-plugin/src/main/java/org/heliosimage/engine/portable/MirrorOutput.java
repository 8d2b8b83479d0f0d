package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.work.AtomicFiles;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.image.UsedPackages;
import org.heliosimage.ips.publish.P5pArchive;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.RepositoryWriter;

/** Writes packages as they are into an archive or a repository folder, which appears complete. */
final class MirrorOutput {

  private static final String PARAMETER = "to";
  private static final String ARCHIVE = ".p5p";
  private static final String MARK = "pkg5.repository";
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);

  private MirrorOutput() {}

  /** Insists that nothing but a repository is lost if one is written there. */
  static void check(Path target) throws IOException {
    if (isArchive(target)) {
      if (Files.isDirectory(target)) {
        throw new BuildException(
            target + " is a folder, and no archive can take its place", PARAMETER, null);
      }
    } else if (Files.exists(target) && !Files.exists(target.resolve(MARK)) && !isEmpty(target)) {
      throw new BuildException(
          target + " is there and is no package repository that could be replaced",
          PARAMETER,
          null);
    }
  }

  private static boolean isEmpty(Path target) throws IOException {
    if (!Files.isDirectory(target)) {
      return false;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
      return !entries.iterator().hasNext();
    }
  }

  private static boolean isArchive(Path target) {
    return target.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ARCHIVE);
  }

  static UsedPackages.Total write(UsedPackages used, Path target, long time) throws IOException {
    Instant newest = newest(used, time);
    return isArchive(target) ? archive(used, target, newest) : folder(used, target, newest);
  }

  /** A mirror with newer packages must look newer to those who have seen the one before. */
  private static Instant newest(UsedPackages used, long time) throws IOException {
    String last = "";
    for (Fmri fmri : used.packages()) {
      String timestamp = fmri.requireVersion().timestamp();
      if (timestamp != null && timestamp.compareTo(last) > 0) {
        last = timestamp;
      }
    }
    return last.isEmpty()
        ? Instant.ofEpochSecond(time)
        : LocalDateTime.parse(last, TIMESTAMP).toInstant(ZoneOffset.UTC);
  }

  private static UsedPackages.Total archive(UsedPackages used, Path target, Instant time)
      throws IOException {
    P5pArchive archive = new P5pArchive(target, time);
    used.publishers().forEach(archive::addPublisher);
    UsedPackages.Total total =
        used.visit(
            (fmri, manifest, payloads) ->
                archive.add(new PublishedPackage(fmri, manifest, payloads)));
    archive.finish();
    return total;
  }

  private static UsedPackages.Total folder(UsedPackages used, Path target, Instant time)
      throws IOException {
    Path fresh = target.resolveSibling(".helios-tmp-" + target.getFileName());
    Path old = target.resolveSibling(".helios-tmp-old-" + target.getFileName());
    AtomicFiles.removeTree(fresh);
    AtomicFiles.removeTree(old);
    try {
      RepositoryWriter writer = new RepositoryWriter(fresh, time);
      used.publishers().forEach(writer::addPublisher);
      UsedPackages.Total total =
          used.visit(
              (fmri, manifest, payloads) ->
                  writer.add(new PublishedPackage(fmri, manifest, payloads)));
      writer.finish();
      if (Files.exists(target)) {
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      return total;
    } finally {
      AtomicFiles.removeTree(fresh);
      AtomicFiles.removeTree(old);
    }
  }
}
