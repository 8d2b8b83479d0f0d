package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.Engine;
import org.heliosimage.engine.GivenSeed;
import org.heliosimage.engine.MirrorResult;
import org.heliosimage.engine.PackageNews;
import org.heliosimage.engine.plan.BuildPlan;
import org.heliosimage.engine.script.Call;
import org.heliosimage.engine.script.Scripts;

/** Builds images with the tools of the illumos host that it runs on. */
public final class NativeEngine implements Engine {

  private final Launcher launcher;

  public NativeEngine(Host host) {
    this.launcher = new Launcher(host);
  }

  /** Whether the host is an illumos system that has image-builder. */
  public boolean available(BuildRequest request) throws IOException {
    if (launcher.host().find("uname").isEmpty()) {
      return false;
    }
    try {
      Path anywhere = Path.of("").toAbsolutePath();
      return new HostCheck(launcher, anywhere, new NoLog()).isIllumos()
          && new ImageBuilder(launcher, request).find().isPresent();
    } catch (CommandException e) {
      return false;
    }
  }

  @Override
  public BuildResult setup(BuildRequest request, BuildLog log) throws IOException {
    return NativeBuild.locked(request, launcher, log, NativeBuild::setup);
  }

  /** Which packages there are is for {@code pkg} to say: goals about them are refused anyway. */
  @Override
  public boolean installsPackages(BuildRequest request, BuildLog log) {
    return request.parts().given().isEmpty();
  }

  @Override
  public BuildPlan plan(BuildRequest request, BuildLog log) throws IOException {
    Scripts scripts = new Scripts(request.complete());
    List<Call> calls = new ArrayList<>();
    if (request.parts().given().isEmpty()) {
      calls.addAll(scripts.strap());
    }
    if (request.parts().image()) {
      calls.addAll(scripts.image());
    }
    // Nothing is written there.
    TemplateFolder templates =
        new TemplateFolder(request, request.folders().work().resolve("plan"));
    List<BuildPlan.Stage> stages = new ArrayList<>();
    for (Call call : calls) {
      stages.add(new BuildPlan.Stage(templates.load(call), call.output(), call.features()));
    }
    return new BuildPlan("native", request.parts().given().map(GivenSeed::coordinates), stages);
  }

  @Override
  public BuildResult strap(BuildRequest request, BuildLog log) throws IOException {
    return NativeBuild.locked(request, launcher, log, NativeBuild::strap);
  }

  @Override
  public BuildResult image(BuildRequest request, BuildLog log) throws IOException {
    return NativeBuild.locked(request, launcher, log, NativeBuild::image);
  }

  @Override
  public BuildResult verify(BuildRequest request, BuildLog log) throws IOException {
    return NativeBuild.locked(request, launcher, log, NativeBuild::verify);
  }

  @Override
  public BuildResult lock(BuildRequest request, BuildLog log) throws IOException {
    throw refused("lock packages");
  }

  @Override
  public PackageNews outdated(BuildRequest request, BuildLog log) throws IOException {
    throw refused("compare packages");
  }

  @Override
  public BuildResult goOffline(BuildRequest request, BuildLog log) throws IOException {
    throw refused("keep packages for builds without network");
  }

  @Override
  public MirrorResult mirror(BuildRequest request, Path to, BuildLog log) throws IOException {
    throw refused("write a repository");
  }

  private static BuildException refused(String what) {
    return new BuildException(
        "the native engine cannot "
            + what
            + ", because image-builder leaves packages to the pkg of the host: use portable for this goal",
        "engine",
        null);
  }
}
