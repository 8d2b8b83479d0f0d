package org.heliosimage.engine.portable;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.plan.BuildPlan;
import org.heliosimage.engine.script.Call;
import org.heliosimage.engine.work.Hex;
import org.heliosimage.engine.work.Input;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.engine.work.StageRecord;
import org.heliosimage.template.Features;
import org.heliosimage.template.Step;
import org.heliosimage.template.Template;
import org.heliosimage.template.TemplateException;
import org.heliosimage.tree.FileTree;

/**
 * One template to be brought up to date. What a stage consulted when it last ran is on record; as
 * long as the request, the stage before and everything consulted are what they were, there is
 * nothing to do, and finding that out takes a few file look-ups and loads no template.
 */
final class Stage {

  /** Changes when the same inputs shall give other results than with an older plugin. */
  private static final String FORMAT = "1";

  static final String FINGERPRINT = "fingerprint";
  static final String REMOTES = "remotes";
  private static final String PLUGIN = "plugin";

  private final Build build;
  private final Call call;

  /**
   * A finished stage.
   *
   * @param tree what it left, if it has just run: the next stage goes on with it and changes it
   */
  record Done(
      String stage, StageRecord record, String key, boolean unchanged, Optional<FileTree> tree) {}

  Stage(Build build, Call call) {
    this.build = build;
    this.call = call;
  }

  /** Name of the stage in the work area. */
  String name() {
    return build.request().image().group() + "-" + call.work();
  }

  /** What the stage names its outputs after. */
  private String output() {
    return build.request().image().group() + "-" + call.output();
  }

  /** What the record says of the last run, whether or not it is up to date. */
  Optional<Done> last() throws IOException {
    return StageRecord.load(build.area().record(name())).map(record -> done(record, true));
  }

  /** The stage as it is, if there is nothing to do. */
  Optional<Done> current(Optional<Done> previous) throws IOException {
    Optional<StageRecord> last = answering(previous);
    return last.isPresent() && unchanged(last.get(), input -> true)
        ? Optional.of(done(last.get(), true))
        : Optional.empty();
  }

  /** Loads the template and looks for its package repositories, without running anything. */
  Template check() throws IOException {
    Template loaded = template();
    Mirrors mirrors =
        new Mirrors(
            build.request().packageMirrors(),
            build.repositories(),
            new InputTrace(build.digests()));
    for (Template.PlacedStep placed : loaded.steps()) {
      for (String uri : repositories(placed.step())) {
        mirrors.locate(uri);
      }
    }
    return loaded;
  }

  /** Whether the template installs packages; a project may have no template of this name. */
  boolean installsPackages() throws IOException {
    try {
      return template().steps().stream()
          .map(Template.PlacedStep::step)
          .anyMatch(
              step ->
                  step instanceof Step.PkgInstall
                      || step instanceof Step.PkgUninstall
                      || step instanceof Step.PkgChangeFacet
                      || step instanceof Step.PkgChangeVariant
                      || step instanceof Step.Onu);
    } catch (BuildException e) {
      if (e.getCause() instanceof TemplateException template && template.file().isEmpty()) {
        return false;
      }
      throw e;
    }
  }

  /** The template. */
  Template template() throws IOException {
    return load(new TemplateInputs(build.request()));
  }

  /** What the stage would do. */
  BuildPlan.Stage plan() throws IOException {
    return new BuildPlan.Stage(template(), call.output(), call.features());
  }

  /** What steps see that are to change the settings of a package image and nothing else. */
  StepContext settings() throws IOException {
    return run(template(), new InputTrace(build.digests())).settings();
  }

  private static List<String> repositories(Step step) {
    if (step instanceof Step.PkgImageCreate create) {
      String uri = create.uri();
      return uri == null ? List.of() : List.of(uri);
    }
    if (step instanceof Step.PkgSetPublisher publisher) {
      return publisher.uris();
    }
    return step instanceof Step.Onu onu ? List.of(onu.repo()) : List.of();
  }

  /**
   * Does what is to be done.
   *
   * @param previous the stage whose tree this one may go on with
   * @param force whether to run the stage even if nothing has changed
   */
  Done bring(Optional<Done> previous, boolean force) throws IOException {
    Optional<StageRecord> last = force ? Optional.empty() : answering(previous);
    if (last.isPresent()) {
      Remotes.refresh(last.get(), build);
    }
    if (last.isPresent() && unchanged(last.get(), input -> true)) {
      return upToDate(last.get());
    }
    InputTrace trace = new InputTrace(build.digests());
    Optional<Path> plugin = plugin();
    if (plugin.isPresent()) {
      trace.file(PLUGIN, plugin.get());
    }
    TemplateInputs inputs = new TemplateInputs(build.request());
    Template loaded = load(inputs);
    inputs.trace(loaded, trace);
    Path recordFile = build.area().record(name());
    if (last.isPresent()
        && loaded.fingerprint().equals(last.get().facts().get(FINGERPRINT))
        && unchanged(last.get(), input -> !TemplateInputs.isTemplate(input))) {
      StageRecord refreshed = last.get().withInputs(TemplateInputs::isTemplate, trace.inputs());
      refreshed.save(recordFile);
      return upToDate(refreshed);
    }
    StageRecord.delete(recordFile);
    StageRun run = run(loaded, trace);
    StageRecord record = run.run(asked(), previous);
    build
        .keeping()
        .later(
            () -> {
              run.keepLeft();
              record.save(recordFile);
            });
    return done(record, false, run.left());
  }

  private StageRun run(Template loaded, InputTrace trace) {
    return new StageRun(build, new StageRun.Names(name(), output()), loaded, trace);
  }

  /** The record of the last run if it was asked the same and what it left is still there. */
  private Optional<StageRecord> answering(Optional<Done> previous) throws IOException {
    Optional<StageRecord> last = StageRecord.load(build.area().record(name()));
    String previousKey = previous.map(Done::key).orElse("");
    return last.isPresent()
            && last.get().answers(asked(), previousKey, build.area().outputs())
            && treesKept(last.get())
            && TemplateInputs.sameArtifacts(last.get(), build.request(), build.digests())
        ? last
        : Optional.empty();
  }

  private boolean unchanged(StageRecord record, Predicate<Input> which) throws IOException {
    return record.inputsUnchanged(which, build.digests()) && build.seed().unchanged(record);
  }

  private Template load(TemplateInputs inputs) throws IOException {
    Features features;
    try {
      features = Features.parse(call.features());
    } catch (TemplateException e) {
      throw new BuildException(String.valueOf(e.getMessage()), "features", e);
    }
    String group = build.request().image().group();
    Template loaded;
    try {
      loaded = Template.load(inputs.source(), group, call.template(), features);
    } catch (TemplateException e) {
      // Without a place in a file it is the template itself that is missing.
      String parameter = e.file().isEmpty() ? call.parameter() : null;
      throw new BuildException(String.valueOf(e.getMessage()), parameter, e);
    }
    loaded.warnings().forEach(build.log()::warn);
    return loaded;
  }

  private Done upToDate(StageRecord record) {
    build.log().info(call.template() + ": nothing to do, no input has changed");
    return done(record, true);
  }

  private Done done(StageRecord record, boolean unchanged) {
    return done(record, unchanged, Optional.empty());
  }

  private Done done(StageRecord record, boolean unchanged, Optional<FileTree> tree) {
    String fingerprint = record.facts().getOrDefault(FINGERPRINT, "");
    String key =
        record.key(salt() + "\n" + fingerprint, input -> !TemplateInputs.isTemplate(input));
    return new Done(name(), record, key, unchanged, tree);
  }

  private boolean treesKept(StageRecord record) {
    return StageRun.keptTrees(record).stream()
        .allMatch(tree -> Files.isRegularFile(build.area().snapshot(tree)));
  }

  /** What the request says apart from folders of this machine. */
  private String salt() {
    BuildRequest request = build.request();
    String named = call.template() + call.outputName().map(output -> " as " + output).orElse("");
    return String.join(
        "\n",
        FORMAT,
        request.image().group(),
        named,
        String.join("\n", call.features()),
        Long.toString(request.time()),
        request.identity());
  }

  private String asked() {
    BuildRequest.Folders folders = build.request().folders();
    return Hex.sha256(
        String.join(
            "\n",
            salt(),
            build.request().packageMirrors().toString(),
            folders.outputs().toString(),
            folders.overlay().toString(),
            folders.templates().toString(),
            folders.externalSources().toString(),
            folders.lock().toString(),
            build.request().parts().given().isPresent() ? "given seed" : ""));
  }

  /** The plugin's own file: another build of it may give other results. */
  private static Optional<Path> plugin() {
    CodeSource source = Stage.class.getProtectionDomain().getCodeSource();
    try {
      return source == null
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
