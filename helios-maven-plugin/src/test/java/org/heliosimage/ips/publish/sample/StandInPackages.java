package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.RepositoryFolder;
import org.heliosimage.ips.repository.RepositorySource;

/** A repository with the sample packages, and one for every other name that somebody asks for. */
public final class StandInPackages {

  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

  private static final String REST = "stand-in/files";

  private StandInPackages() {}

  /**
   * Writes it.
   *
   * @param names of packages
   * @param folders paths without a slash in front, which all packages have that are no samples
   * @param files such paths of files, which are there if any package is that is no sample
   */
  public static void write(
      Path repository,
      Collection<String> names,
      Collection<String> folders,
      Collection<String> files)
      throws IOException {
    SampleRepository.write(repository);
    for (String publisher : new String[] {"helios-dev", "helios"}) {
      Set<String> missing = new TreeSet<>(names);
      RepositorySource source = RepositorySource.open(repository.toUri().toString());
      missing.removeAll(source.catalog(publisher).stems());
      Release release = new Release(publisher, "2.0", new SharedPacker());
      SamplePackage rest = release.other(REST, "1", "Files of many packages");
      Set<String> others = new TreeSet<>(files);
      others.removeAll(paths(source, publisher));
      for (String file : others) {
        rest.text(file, "stands for " + file + "\n");
      }
      release.add(rest);
      for (String name : missing) {
        SamplePackage standIn = release.other(name, "1", "Stands for " + name);
        // What the real ones bring along, by one way or another.
        standIn
            .require(REST)
            .require("SUNWcs")
            .require("system/boot/loader")
            .require("system/file-system/zfs")
            .require("system/kernel/platform")
            .folders(folders.toArray(new String[0]));
        release.add(standIn);
      }
      for (PublishedPackage each : release.packages()) {
        new RepositoryFolder(repository).add(each, TIME);
      }
    }
  }

  /** All paths of the packages of a publisher. */
  private static Set<String> paths(RepositorySource source, String publisher) throws IOException {
    Set<String> paths = new TreeSet<>();
    Catalog catalog = source.catalog(publisher);
    for (String stem : catalog.stems()) {
      for (CatalogEntry entry : catalog.versions(stem)) {
        for (Action action : source.manifest(entry).actions()) {
          paths.addAll(action.values("path"));
        }
      }
    }
    return paths;
  }
}
