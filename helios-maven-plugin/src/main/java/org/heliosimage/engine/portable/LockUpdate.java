package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.work.AtomicFiles;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.image.LockFile;

/** Locks the packages that a build takes if nothing binds it. */
final class LockUpdate {

  private static final List<String> HEADER =
      List.of("The packages of this build. Written by mvn helios:lock; builds take no others.");

  /** Differences in the log line; the file has them all. */
  private static final int NAMED = 5;

  private LockUpdate() {}

  static BuildResult run(BuildRequest request, BuildLog log) throws IOException {
    Path file =
        request
            .folders()
            .lock()
            .orElseThrow(() -> new BuildException("there is no lock file that could be written"));
    return Build.locked(
        request.unlocked(),
        log,
        build -> {
          LockFile now = Stages.installed(new Stages(build).bringPackages());
          return write(file, now, log);
        });
  }

  private static BuildResult write(Path file, LockFile now, BuildLog log) throws IOException {
    Optional<LockFile> before = before(file, log);
    String name = file.getFileName() + ": ";
    String count = count(now.digests().size());
    if (before.isPresent() && before.get().equals(now)) {
      return new BuildResult(List.of(), true, name + count + ", all as they were");
    }
    AtomicFiles.write(file, now.text(HEADER));
    if (before.isEmpty()) {
      return new BuildResult(List.of(), false, name + count + " locked");
    }
    List<String> differences = differences(before.get(), now);
    String first = String.join(", ", differences.subList(0, Math.min(NAMED, differences.size())));
    int more = differences.size() - NAMED;
    return new BuildResult(
        List.of(),
        false,
        "%s%s locked, %d not as before: %s%s"
            .formatted(
                name, count, differences.size(), first, more > 0 ? " and " + more + " more" : ""));
  }

  private static String count(int packages) {
    return packages == 1 ? "1 package" : packages + " packages";
  }

  /** What was locked; what nobody can read is replaced. */
  private static Optional<LockFile> before(Path file, BuildLog log) throws IOException {
    try {
      return PackageLock.read(file);
    } catch (BuildException e) {
      log.warn(e.getMessage() + "; the file is written anew");
      return Optional.empty();
    }
  }

  private static List<String> differences(LockFile before, LockFile now) throws IpsException {
    SortedMap<String, SortedSet<Fmri>> old = byName(before);
    SortedMap<String, SortedSet<Fmri>> fresh = byName(now);
    SortedSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(fresh.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      SortedSet<Fmri> from = old.getOrDefault(name, new TreeSet<>());
      SortedSet<Fmri> to = fresh.getOrDefault(name, new TreeSet<>());
      if (from.isEmpty()) {
        differences.add(name + " " + VersionText.of(to.last()) + " (new)");
      } else if (to.isEmpty()) {
        differences.add(name + " (gone)");
      } else if (!from.equals(to)) {
        differences.add(
            "%s %s -> %s"
                .formatted(
                    name,
                    VersionText.of(from.last(), to.last()),
                    VersionText.of(to.last(), from.last())));
      } else if (to.stream()
          .anyMatch(fmri -> !Objects.equals(now.digests().get(fmri), before.digests().get(fmri)))) {
        differences.add(name + " (another manifest)");
      }
    }
    return differences;
  }

  private static SortedMap<String, SortedSet<Fmri>> byName(LockFile lock) {
    SortedMap<String, SortedSet<Fmri>> names = new TreeMap<>();
    for (Fmri fmri : lock.digests().keySet()) {
      names.computeIfAbsent(fmri.stem(), stem -> new TreeSet<>()).add(fmri);
    }
    return names;
  }
}
