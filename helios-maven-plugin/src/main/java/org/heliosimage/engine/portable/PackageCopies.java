package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildLog.Task;
import org.heliosimage.engine.BuildLog.Unit;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.MirrorResult;
import org.heliosimage.engine.work.AtomicFiles;
import org.heliosimage.engine.work.Hex;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.engine.work.JsonText;
import org.heliosimage.engine.work.ResultFile;
import org.heliosimage.ips.image.LockFile;
import org.heliosimage.ips.image.PackageUse;
import org.heliosimage.ips.image.PkgEnvironment;
import org.heliosimage.ips.image.PkgProgress;
import org.heliosimage.ips.image.UsedPackages;
import org.heliosimage.ips.repository.RepositorySource;

/** Copies of the packages that a build needs: in the cache, or as a repository of their own. */
final class PackageCopies {

  private PackageCopies() {}

  static BuildResult fetch(BuildRequest request, BuildLog log) throws IOException {
    if (request.network().transport().offline()) {
      throw new BuildException("nothing can be fetched in a build that is offline: leave out -o");
    }
    return Build.locked(
        request.complete(),
        log,
        build -> {
          UsedPackages.Total total;
          try (Task task = log.task("Fetch packages")) {
            total = used(build, new Stages(build).bringPackages(), task).fetch();
            task.done(text(total));
          }
          if (total.cached() > request.network().cacheSize()) {
            throw new BuildException(
                "the packages are %s, and the cache keeps only %s of them: allow it more"
                    .formatted(
                        Sizes.text(total.cached()), Sizes.text(request.network().cacheSize())),
                "cacheSize",
                null);
          }
          return new BuildResult(
              List.of(), false, text(total) + " are on this machine: it can build offline");
        });
  }

  static MirrorResult mirror(BuildRequest request, Path to, BuildLog log) throws IOException {
    Path target = to.toAbsolutePath().normalize();
    MirrorOutput.check(target);
    return Build.locked(
        request.complete(),
        log,
        build -> {
          List<Stage.Done> stages = new Stages(build).bringPackages();
          try (Task task = log.task("Mirror packages")) {
            UsedPackages used = used(build, stages, task);
            UsedPackages.Total total = MirrorOutput.write(used, target, request.time());
            task.done(text(total));
            MirrorResult result =
                new MirrorResult(
                    target,
                    new ArrayList<>(used.publishers()),
                    total.packages(),
                    total.payloads(),
                    total.bytes());
            tell(result, request.folders().project());
            return result;
          }
        });
  }

  /** Beside the mirror, for other programs. */
  private static void tell(MirrorResult mirror, Path project) throws IOException {
    Path path = mirror.path();
    Map<String, Object> values = new TreeMap<>();
    values.put("bytes", mirror.bytes());
    values.put("packages", mirror.packages());
    values.put("path", ResultFile.shown(path, project));
    values.put("payloads", mirror.payloads());
    values.put("publishers", mirror.publishers());
    if (Files.isRegularFile(path)) {
      values.put("sha256", Hex.sha256(path));
    }
    AtomicFiles.write(path.resolveSibling(path.getFileName() + ".json"), JsonText.of(values));
  }

  private static String text(UsedPackages.Total total) {
    return "%d packages with %d payloads of %s"
        .formatted(total.packages(), total.payloads(), Sizes.text(total.bytes()));
  }

  private static UsedPackages used(Build build, List<Stage.Done> stages, Task task)
      throws IOException {
    LockFile installed = Stages.installed(stages);
    PackageUse use = Stages.use(stages);
    Mirrors mirrors =
        new Mirrors(
            build.request().packageMirrors(),
            build.repositories(),
            new InputTrace(build.digests()));
    Map<String, RepositorySource> open = new HashMap<>();
    PkgEnvironment environment =
        new PkgEnvironment(
            uri -> {
              RepositorySource known = open.get(uri);
              if (known == null) {
                known = mirrors.open(uri);
                open.put(uri, known);
              }
              return known;
            },
            build.repositories().payloads(),
            build.request().time(),
            build.log()::warn,
            new Progress(task));
    return new UsedPackages(use, installed, environment);
  }

  private static final class Progress implements PkgProgress {
    private final Task task;
    private final AtomicLong done = new AtomicLong();
    private volatile long total;

    Progress(Task task) {
      this.task = task;
    }

    @Override
    public void planned(int packagesAdded, int packagesRemoved, int payloads, long bytes) {
      total = bytes;
    }

    @Override
    public void fetched(long bytes) {
      long now = done.addAndGet(bytes);
      task.progress(now, Math.max(now, total), Unit.BYTES);
    }
  }
}
