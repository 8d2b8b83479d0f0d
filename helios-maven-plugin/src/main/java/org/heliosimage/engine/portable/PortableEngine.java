package org.heliosimage.engine.portable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.Engine;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.engine.work.StageRecord;
import org.heliosimage.ips.image.LockFile;

/** Builds images from file trees in memory; needs no privileges and no particular system. */
public final class PortableEngine implements Engine {

  private static final List<String> SEED_STAGES = List.of("-01-strap", "-02-image", "-03-archive");

  @Override
  public BuildResult setup(BuildRequest request, BuildLog log) throws IOException {
    return Build.locked(
        request, log, build -> new Setup(build).run(seedStages(build), imageStage(build)));
  }

  @Override
  public BuildResult strap(BuildRequest request, BuildLog log) throws IOException {
    return Build.locked(
        request,
        log,
        build -> {
          while (true) {
            try {
              List<Stage.Done> done = seed(build);
              // Stages see that all they install is locked; that all is installed shows here.
              new PackageLock(request.folders().lock(), new InputTrace(build.digests()))
                  .requireAll(installed(build));
              return result(build, done);
            } catch (LostTreeException e) {
              log.warn(e.getMessage() + ": the stage that made it runs again");
              StageRecord.delete(build.area().record(e.stage()));
            }
          }
        });
  }

  /**
   * The packages that the last build of the seed has installed, including those that it removed
   * again: what a lock file is to hold.
   */
  public LockFile installed(BuildRequest request, BuildLog log) throws IOException {
    return Build.locked(request, log, PortableEngine::installed);
  }

  private static LockFile installed(Build build) throws IOException {
    List<LockFile> installed = new ArrayList<>();
    for (Stage stage : seedStages(build)) {
      Optional<Stage.Done> last = stage.last();
      if (last.isPresent()) {
        installed.add(StageRun.packages(last.get().record()));
      }
    }
    return LockFile.union(installed);
  }

  @Override
  public BuildResult image(BuildRequest request, BuildLog log) throws IOException {
    boolean force = request.force().reset() || request.force().fullReset();
    return Build.locked(
        request,
        log,
        build -> result(build, List.of(imageStage(build).bring(Optional.empty(), force))));
  }

  @Override
  public BuildResult verify(BuildRequest request, BuildLog log) throws IOException {
    return Build.locked(request, log, build -> new Verification(build, imageStage(build)).run());
  }

  private static List<Stage> seedStages(Build build) throws BuildException {
    List<String> features = build.strapFeatures();
    String variant = build.request().image().variant();
    return SEED_STAGES.stream()
        .map(part -> new Stage(build, variant + part, features, "variant"))
        .toList();
  }

  private static Stage imageStage(Build build) {
    return new Stage(build, build.request().image().template(), build.imageFeatures(), "machine");
  }

  private static List<Stage.Done> seed(Build build) throws IOException {
    BuildRequest.Force force = build.request().force();
    List<Stage> stages = seedStages(build);
    List<Stage.Done> done = new ArrayList<>();
    Optional<Stage.Done> previous = Optional.empty();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      boolean last = i == stages.size() - 1;
      if (force.archiveOnly() && !last) {
        previous = stage.last();
        continue;
      }
      if (force.archiveOnly() && previous.isEmpty()) {
        throw new BuildException(
            "there is no tree to archive yet: build once without archiveOnly", "archiveOnly", null);
      }
      boolean again =
          force.fullReset() || (force.reset() && i > 0) || (force.archiveOnly() && last);
      Stage.Done now = stage.bring(previous, again);
      done.add(now);
      previous = Optional.of(now);
    }
    return done;
  }

  /** Files of the last stages come first: they are what the goal is for. */
  private static BuildResult result(Build build, List<Stage.Done> stages) throws IOException {
    List<BuildResult.Artifact> artifacts = new ArrayList<>();
    boolean unchanged = true;
    for (int i = stages.size() - 1; i >= 0; i--) {
      Stage.Done done = stages.get(i);
      unchanged &= done.unchanged();
      for (StageRecord.Output output : done.record().outputs()) {
        artifacts.add(ResultFile.write(build, done, output));
      }
    }
    String main =
        artifacts.isEmpty() ? "no files" : artifacts.get(0).path().getFileName().toString();
    return new BuildResult(
        artifacts, unchanged, unchanged ? main + " is up to date" : main + " is ready");
  }
}
