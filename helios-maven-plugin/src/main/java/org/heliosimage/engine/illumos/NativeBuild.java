package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.MirrorTable;
import org.heliosimage.engine.plan.BuildPlan;
import org.heliosimage.engine.script.Call;
import org.heliosimage.engine.script.Scripts;
import org.heliosimage.engine.script.Switch;
import org.heliosimage.engine.work.WorkArea;
import org.heliosimage.engine.work.WorkLock;
import org.heliosimage.template.Step;
import org.heliosimage.template.Template;

/** One goal at work on an illumos host. */
final class NativeBuild {

  private final BuildRequest request;
  private final Launcher launcher;
  private final BuildLog log;
  private final Path top;
  private final Scripts scripts;
  private final TemplateFolder templates;
  private final HostCheck host;
  private final ImageBuilder imageBuilder;
  private final String dataset;
  private final MadeStages made;

  /** What a goal does. */
  interface Work {
    BuildResult run(NativeBuild build) throws IOException;
  }

  private NativeBuild(BuildRequest request, Launcher launcher, BuildLog log, Path top)
      throws BuildException {
    this.request = request;
    this.launcher = launcher;
    this.log = log;
    this.top = top;
    this.scripts = new Scripts(request);
    this.templates = new TemplateFolder(request, top);
    this.host = new HostCheck(launcher, top, log);
    this.imageBuilder = new ImageBuilder(launcher, request);
    this.dataset = request.folders().dataset();
    this.made = new MadeStages(request.folders().work().resolve(dataset).resolve("native"), log);
  }

  /** Runs a goal while no other one uses the dataset or the work area of the project. */
  static BuildResult locked(BuildRequest request, Launcher launcher, BuildLog log, Work work)
      throws IOException {
    BuildRequest.Folders folders = request.folders();
    WorkArea area =
        WorkArea.of(folders.work(), folders.dataset(), folders.project(), folders.outputs());
    Path datasetLock = folders.work().resolve(folders.dataset()).resolve("native.lock");
    WorkLock project = area.enter();
    try {
      WorkLock shared = WorkLock.take(datasetLock);
      try {
        Path top = Files.createDirectories(area.project().resolve("native"));
        return work.run(new NativeBuild(request, launcher, log, top));
      } finally {
        shared.close();
      }
    } finally {
      project.close();
    }
  }

  /** Checks the host, the tools and the templates. */
  BuildResult setup() throws IOException {
    host.requireIllumos();
    host.requirePrivilege();
    host.requireDataset(dataset, request.tools().createDataset());
    host.mountpoint(dataset);
    imageBuilder.prepare(log);
    log.info("image-builder is " + imageBuilder.require());
    templates.clear();
    refuseWhatImageBuilderCannotDo();
    if (request.parts().given().isPresent()) {
      log.info("The seed is " + request.parts().given().get().coordinates());
    } else {
      check(scripts.strap());
    }
    if (!request.parts().image()) {
      return new BuildResult(List.of(), false, request.image().variant() + " can be built");
    }
    check(scripts.image());
    return new BuildResult(List.of(), false, request.image().template() + " can be built");
  }

  private void check(List<Call> calls) throws IOException {
    boolean afterBaseline = false;
    List<Template> loaded = new ArrayList<>();
    for (Call call : calls) {
      // The baseline is a file of the template after it.
      if (!afterBaseline) {
        Template template = templates.load(call);
        loaded.add(template);
        template.warnings().forEach(log::warn);
        log.info(
            template.name()
                + ": "
                + template.steps().size()
                + (template.steps().size() == 1 ? " step" : " steps"));
      }
      afterBaseline |= call.baseline();
    }
    requireRepositories(loaded);
  }

  /** Makes the seed. */
  BuildResult strap() throws IOException {
    if (request.parts().given().isPresent()) {
      return NativeSeed.result(request.parts().given().get());
    }
    refuseWhatImageBuilderCannotDo();
    Path mountpoint = host.mountpoint(dataset);
    if (scripts.switches().has(Switch.OMICRON1)) {
      Baseline.requireTools(host);
    }
    return run(scripts.strap(), mountpoint, scripts.seedTar());
  }

  /** Makes the image. */
  BuildResult image() throws IOException {
    refuseWhatImageBuilderCannotDo();
    return run(scripts.image(), host.mountpoint(dataset), "");
  }

  private BuildResult run(List<Call> calls, Path mountpoint, String tar) throws IOException {
    Path program = imageBuilder.require();
    NativeOutputs outputs = new NativeOutputs(request, mountpoint);
    List<BuildResult.Artifact> artifacts = new ArrayList<>();
    templates.clear();
    NativeSeed seed = new NativeSeed(request, mountpoint);
    for (Call call : calls) {
      Template template = templates.load(call);
      requireRepositories(List.of(template));
      for (List<String> words : seed.commands(template)) {
        execute("the seed for " + template.name(), words, call, line -> {});
      }
      templates.write(template);
      try (BuildLog.Task task = log.task(call.output())) {
        boolean rolledBack = pfexec(program, call);
        made.ended(template, NativeOutputs.inputs(call, template), rolledBack);
        List<BuildResult.Artifact> files = outputs.collect(call, template);
        artifacts.addAll(0, files);
        task.done(files.size() == 1 ? "1 output" : files.size() + " outputs");
      }
      templates.clear();
      if (call.baseline()) {
        Path image =
            mountpoint.resolve("work").resolve(request.image().group()).resolve(scripts.workName());
        Files.createDirectories(templates.files());
        execute(
            "the baseline of omicron1",
            Baseline.command(image, templates.files()),
            call,
            line -> {});
      }
    }
    if (artifacts.isEmpty()) {
      return new BuildResult(artifacts, false, "no files are ready");
    }
    artifacts = BuildResult.withFirst(artifacts, tar);
    return new BuildResult(artifacts, false, artifacts.get(0).path().getFileName() + " is ready");
  }

  /** Runs image-builder; gives whether it found a snapshot and left the template out. */
  private boolean pfexec(Path program, Call call) throws IOException {
    List<String> words = new ArrayList<>(List.of("pfexec", program.toString(), "build"));
    words.addAll(call.words(dataset, request.image().group(), templates.templates()));
    for (Path folder : templates.externals()) {
      Collections.addAll(words, "-E", folder.toString());
    }
    AtomicBoolean rolledBack = new AtomicBoolean();
    execute(
        "image-builder for the template " + call.template(),
        words,
        call,
        line -> {
          if (MadeStages.isRollback(line)) {
            rolledBack.set(true);
          }
        });
    return rolledBack.get();
  }

  private void execute(String title, List<String> words, Call call, Consumer<String> lines)
      throws IOException {
    Command command =
        new Command(title, words, top, call.environment(), request.tools().patience());
    log.info(command.text());
    launcher.run(
        command,
        line -> {
          log.info(line);
          lines.accept(line);
        });
  }

  /** Compares the image with what was made. */
  BuildResult verify() throws IOException {
    Path mountpoint = host.mountpoint(dataset);
    NativeOutputs outputs = new NativeOutputs(request, mountpoint);
    List<BuildResult.Artifact> artifacts = new ArrayList<>();
    templates.clear();
    for (Call call : scripts.image()) {
      List<BuildResult.Artifact> files = new ArrayList<>();
      for (String name :
          new BuildPlan.Stage(templates.load(call), call.output(), List.of()).outputs()) {
        files.add(outputs.verified(name));
      }
      artifacts.addAll(0, files);
    }
    log.difference(
        "only the portable engine compares every file of an image with what was meant: the native one compares the whole image with its digest");
    return new BuildResult(
        artifacts,
        true,
        artifacts.isEmpty()
            ? "there is no file to verify"
            : artifacts.get(0).path().getFileName() + " is as it was made");
  }

  private void refuseWhatImageBuilderCannotDo() throws BuildException {
    if (request.folders().lock().filter(Files::isRegularFile).isPresent()) {
      throw new BuildException(
          request.folders().lock().get().getFileName()
              + " locks packages, which image-builder does not know of: use portable, or remove the file",
          "engine",
          null);
    }
  }

  private void requireRepositories(List<Template> loaded) throws BuildException {
    boolean offline = request.network().transport().offline();
    for (Template template : loaded) {
      for (String uri : templates.repositories(template)) {
        if (uri.startsWith(MirrorTable.SAMPLE)) {
          throw new BuildException(
              "the packages that come with this plugin cannot be installed by the pkg of the host: name a repository instead of "
                  + uri
                  + " for "
                  + template.name(),
              "packageMirrors",
              null);
        }
        if (offline && !uri.startsWith("file:") && usesRepositories(template)) {
          throw new BuildException(
              template.name()
                  + " needs the package repository "
                  + uri
                  + ", which the pkg of the host asks over the network: run Maven without -o, or name a file: repository for it",
              "packageMirrors",
              null);
        }
      }
    }
  }

  private static boolean usesRepositories(Template template) {
    return template.steps().stream()
        .map(Template.PlacedStep::step)
        .anyMatch(
            step ->
                step instanceof Step.PkgImageCreate
                    || step instanceof Step.PkgInstall
                    || step instanceof Step.Onu);
  }
}
