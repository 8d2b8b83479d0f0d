package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.Engine;
import org.heliosimage.engine.GivenSeed;
import org.heliosimage.engine.MirrorResult;
import org.heliosimage.engine.PackageNews;
import org.heliosimage.engine.plan.BuildPlan;
import org.heliosimage.engine.work.FileSurvey;
import org.heliosimage.engine.work.ResultFile;
import org.heliosimage.engine.work.StageRecord;

/** Builds images from file trees in memory; needs no privileges and no particular system. */
public final class PortableEngine implements Engine {

  @Override
  public BuildResult setup(BuildRequest request, BuildLog log) throws IOException {
    return Build.locked(
        request,
        log,
        build -> {
          Stages stages = new Stages(build);
          return new Setup(build).run(stages);
        });
  }

  @Override
  public BuildPlan plan(BuildRequest request, BuildLog log) throws IOException {
    return Build.locked(
        request,
        log,
        build -> {
          Stages stages = new Stages(build);
          List<BuildPlan.Stage> planned = new ArrayList<>();
          for (Stage stage : stages.seed()) {
            planned.add(stage.plan());
          }
          for (Stage stage : stages.images()) {
            planned.add(stage.plan());
          }
          return new BuildPlan(
              "portable", request.parts().given().map(GivenSeed::coordinates), planned);
        });
  }

  @Override
  public BuildResult strap(BuildRequest request, BuildLog log) throws IOException {
    return Build.locked(
        request,
        log,
        build -> {
          Optional<GivenSeed> given = request.parts().given();
          if (given.isPresent()) {
            return ForeignSeed.result(given.get(), build.digests());
          }
          Stages stages = new Stages(build);
          return result(build, stages.bringSeed(), stages.seedTar());
        });
  }

  @Override
  public BuildResult image(BuildRequest request, BuildLog log) throws IOException {
    return Build.locked(request, log, build -> result(build, new Stages(build).bringImage(), ""));
  }

  @Override
  public BuildResult verify(BuildRequest request, BuildLog log) throws IOException {
    return Build.locked(request, log, build -> Verification.run(build, new Stages(build).images()));
  }

  @Override
  public boolean installsPackages(BuildRequest request, BuildLog log) throws IOException {
    return Build.locked(request, log, build -> !new Stages(build).withPackages().isEmpty());
  }

  @Override
  public BuildResult lock(BuildRequest request, BuildLog log) throws IOException {
    return LockUpdate.run(request, log);
  }

  @Override
  public PackageNews outdated(BuildRequest request, BuildLog log) throws IOException {
    return NewerPackages.find(request, log);
  }

  @Override
  public BuildResult goOffline(BuildRequest request, BuildLog log) throws IOException {
    return PackageCopies.fetch(request, log);
  }

  @Override
  public MirrorResult mirror(BuildRequest request, Path to, BuildLog log) throws IOException {
    return PackageCopies.mirror(request, to, log);
  }

  /**
   * Files of the last stages come first: they are what the goal is for.
   *
   * @param tar name of a tar that comes before all others
   */
  private static BuildResult result(Build build, List<Stage.Done> stages, String tar)
      throws IOException {
    List<BuildResult.Artifact> artifacts = new ArrayList<>();
    boolean unchanged = true;
    for (int i = stages.size() - 1; i >= 0; i--) {
      Stage.Done done = stages.get(i);
      unchanged &= done.unchanged();
      for (StageRecord.Output output : done.record().outputs()) {
        artifacts.add(written(build, done, output));
      }
    }
    artifacts = BuildResult.withFirst(artifacts, tar);
    String main =
        artifacts.isEmpty() ? "no files" : artifacts.get(0).path().getFileName().toString();
    return new BuildResult(
        artifacts, unchanged, unchanged ? main + " is up to date" : main + " is ready");
  }

  private static BuildResult.Artifact written(
      Build build, Stage.Done done, StageRecord.Output output) throws IOException {
    Path file = build.area().outputs().resolve(output.name());
    new ResultFile(
            file,
            output.size(),
            new FileSurvey(output.sha256(), output.allocated()),
            done.key(),
            done.unchanged())
        .write(
            ResultFile.in(build.area().outputs(), output.name()),
            build.request().folders().project());
    return new BuildResult.Artifact(file, output.size(), output.sha256());
  }
}
