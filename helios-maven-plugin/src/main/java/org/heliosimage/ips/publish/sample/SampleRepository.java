package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.ips.repository.RepositorySource;

/** Writes the sample repository; run when the plugin is built. */
public final class SampleRepository {

  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

  private SampleRepository() {}

  /**
   * Writes it into a folder, in place of what is there, unless it is there already.
   *
   * @param args the folder, and a file outside of it that notes what it was made by
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("usage: SampleRepository FOLDER STAMP");
    }
    Path folder = Path.of(args[0]);
    BuildStamp stamp = new BuildStamp(Path.of(args[1]));
    if (!Files.exists(folder.resolve("pkg5.repository")) || !stamp.isCurrent()) {
      deleteTree(folder);
      write(folder);
      stamp.put();
    }
  }

  /** Writes the repository into an empty or missing folder. */
  public static void write(Path folder) throws IOException {
    RepositoryWriter writer = new RepositoryWriter(folder, TIME).sharePayloads();
    // Releases 1 and 2 are published under one name, later ones under another.
    SharedPacker packer = new SharedPacker();
    List<Release> releases = new ArrayList<>();
    releases.add(fill(new Release("helios-dev", "2.0", packer)));
    releases.add(fill(new Release("helios", "3.0", packer)));
    releases.add(OtherBuilds.nightly(packer));
    releases.add(OtherBuilds.serdev(packer));
    for (Release release : releases) {
      for (PublishedPackage published : release.packages()) {
        writer.add(published);
      }
    }
    writer.finish();
    // Folders on a class path cannot be listed.
    String listing =
        releases.stream()
            .map(release -> release.publisher() + "\n")
            .sorted()
            .collect(Collectors.joining());
    Files.writeString(
        folder.resolve("publisher").resolve(RepositorySource.LISTING),
        listing,
        StandardCharsets.UTF_8);
  }

  private static Release fill(Release release) throws IOException {
    release.add(Devices.base(release));
    release.add(BaseSystem.of(release));
    release.add(BootFiles.kernel(release));
    release.add(BootFiles.platform(release));
    release.add(BootFiles.machine(release));
    release.add(BootFiles.loader(release));
    release.add(BootFiles.zfs(release));
    release.add(Libraries.system(release));
    release.add(Libraries.math(release));
    release.add(Libraries.gcc(release));
    release.add(Libraries.cxx(release));
    Devices.addAll(release);
    Tools.addCore(release);
    Tools.addOthers(release);
    Consolidation.addAll(release);
    return release;
  }

  private static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
