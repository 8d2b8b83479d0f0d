package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heliosimage.boot.BootEnvironment;
import org.heliosimage.disk.RawFile;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog.Task;
import org.heliosimage.engine.BuildLog.Unit;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.engine.work.StageRecord;
import org.heliosimage.engine.work.StageRecord.Output;
import org.heliosimage.engine.work.TreeFile;
import org.heliosimage.engine.work.WorkException;
import org.heliosimage.engine.work.WrittenChannel;
import org.heliosimage.ips.image.InstallException;
import org.heliosimage.ips.image.LockFile;
import org.heliosimage.ips.image.PackageUse;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.template.BuildKind;
import org.heliosimage.template.BuildKind.DatasetBuild;
import org.heliosimage.template.BuildKind.PoolBuild;
import org.heliosimage.template.Template;
import org.heliosimage.template.Template.PlacedStep;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.DamagedContentException;
import org.heliosimage.tree.FileTree;
import org.jspecify.annotations.Nullable;

/** Runs the steps of one template and keeps what they made. */
final class StageRun {

  private static final String KEPT = "kept";
  private static final String SNAPSHOT = "snapshot";
  private static final String DATASET = "dataset ";
  private static final String PACKAGES = "packages";
  private static final String USE = "package use";

  private final Build build;
  private final String stage;
  private final String output;
  private final Template template;
  private final InputTrace trace;
  private final OutputArea outputs;
  private final PackageLock lock;
  private final Differences differences = new Differences();
  private final Map<String, String> facts = new TreeMap<>();
  private Optional<FileTree> left = Optional.empty();
  private Optional<FileTree> snapshot = Optional.empty();
  private Optional<String> main = Optional.empty();

  /**
   * What things of a stage are called.
   *
   * @param stage in the work area
   * @param output its files, before their extensions
   */
  record Names(String stage, String output) {}

  StageRun(Build build, Names names, Template template, InputTrace trace) {
    this.build = build;
    this.stage = names.stage();
    this.output = names.output();
    this.template = template;
    this.trace = trace;
    this.outputs = new OutputArea(build.area().outputs(), build.seed(), trace);
    this.lock = new PackageLock(build.request().folders().lock(), trace);
  }

  /** Names of the trees that a stage has left in the work area. */
  static List<String> keptTrees(StageRecord record) {
    String kept = record.facts().getOrDefault(KEPT, "");
    return kept.isEmpty() ? List.of() : List.of(kept.split(" ", -1));
  }

  /**
   * Names of the trees that an image was made of, by the full names of their datasets, or by the
   * extension of an image without datasets.
   */
  static Map<String, String> keptDatasets(StageRecord record) {
    Map<String, String> trees = new TreeMap<>();
    record
        .facts()
        .forEach(
            (fact, value) -> {
              if (fact.startsWith(DATASET)) {
                trees.put(fact.substring(DATASET.length()), value);
              }
            });
    return trees;
  }

  /** The packages that a stage has installed, also those it has removed again. */
  static LockFile packages(StageRecord record) throws IOException {
    return LockFile.parse(record.facts().getOrDefault(PACKAGES, ""), "the record of the stage");
  }

  /** What a stage has asked of repositories. */
  static PackageUse use(StageRecord record) throws IOException {
    return PackageUse.parse(record.facts().getOrDefault(USE, ""));
  }

  /** What a step sees that is to change nothing but a tree without files. */
  StepContext settings() throws IOException {
    return context(empty(), Optional.empty());
  }

  /** The tree that the stage has handed over, which is in the work area too. */
  Optional<FileTree> left() {
    return left;
  }

  /** Writes the tree as it was at the end of the stage, whatever the next one does with it. */
  void keepLeft() throws IOException {
    if (snapshot.isPresent()) {
      TreeFile.write(snapshot.get(), build.area().snapshot(stage), lasting(), build.digests());
    }
  }

  /** Runs the stage. */
  StageRecord run(String asked, Optional<Stage.Done> previous) throws IOException {
    facts.put(Stage.FINGERPRINT, template.fingerprint());
    try (Task task = build.log().task(template.name())) {
      BuildKind kind = template.kind();
      String summary;
      if (kind instanceof DatasetBuild dataset) {
        summary = dataset(dataset, previous, task);
      } else if (kind instanceof PoolBuild pool) {
        summary = pool(pool, task);
      } else {
        summary = image(ImageKinds.of(kind).orElseThrow(), task);
      }
      facts.put(PACKAGES, lock.installed().text(List.of()));
      facts.put(USE, lock.use().text());
      facts.put(Stage.REMOTES, Remotes.text(trace.remotes()));
      List<Output> made = mainFirst(outputs.publish(build.digests()));
      differences.stated().forEach(build.log()::difference);
      task.done(summary);
      return new StageRecord(
          asked,
          previous.map(Stage.Done::key).orElse(""),
          trace.inputs(),
          made,
          new ArrayList<>(differences.stated()),
          facts);
    } finally {
      outputs.discard();
    }
  }

  /** Tars are packed before the image is made, but the image is what the stage is for. */
  private List<Output> mainFirst(List<Output> made) {
    List<Output> sorted = new ArrayList<>(made);
    sorted.sort(Comparator.comparing(each -> !Optional.of(each.name()).equals(main)));
    return sorted;
  }

  private String dataset(DatasetBuild kind, Optional<Stage.Done> previous, Task task)
      throws IOException {
    FileTree tree = kind.inputSnapshot() == null ? empty() : continued(kind, previous);
    steps(context(tree, Optional.empty()), task);
    if (kind.outputSnapshot() != null) {
      facts.put(KEPT, stage);
      facts.put(SNAPSHOT, kind.name() + "@" + kind.outputSnapshot());
      left = Optional.of(tree);
      snapshot = Optional.of(tree.snapshot());
    }
    return counts(tree);
  }

  /** The tree that the stage before has handed over. */
  private FileTree continued(DatasetBuild kind, Optional<Stage.Done> previous) throws IOException {
    String wanted = kind.name() + "@" + kind.inputSnapshot();
    String offered = previous.map(done -> done.record().facts().get(SNAPSHOT)).orElse("");
    if (previous.isEmpty() || !wanted.equals(offered)) {
      throw new BuildException(
          "template "
              + template.name()
              + " goes on from the snapshot "
              + wanted
              + ", but the template before it leaves "
              + (offered == null || offered.isEmpty() ? "none" : offered)
              + ": make input_snapshot and output_snapshot agree");
    }
    if (previous.get().tree().isPresent()) {
      return previous.get().tree().get();
    }
    try {
      return TreeFile.read(
          build.area().snapshot(previous.get().stage()), lasting(), build.digests());
    } catch (WorkException e) {
      throw new LostTreeException(previous.get().stage(), e);
    }
  }

  private String pool(PoolBuild kind, Task task) throws IOException {
    String bename = kind.bename();
    PoolPlan plan =
        new PoolPlan(
            kind.name(), bename == null ? BootEnvironment.defaultName(identity()) : bename);
    StepContext context = context(empty(), Optional.of(plan));
    steps(context, task);
    main = Optional.of(output + ".raw");
    PoolImage.Written written;
    try {
      written = new PoolImage(kind, plan, context, seed()).write(output, outputs, task);
    } catch (IOException e) {
      throw new BuildException(template.inputs().get(0).location() + ": " + e.getMessage(), e);
    }
    List<String> kept = new ArrayList<>();
    for (Map.Entry<String, FileTree> tree : written.trees().entrySet()) {
      String dataset = tree.getKey().isEmpty() ? kind.name() : kind.name() + "/" + tree.getKey();
      String name = stage + "@" + dataset.replace('/', '@');
      keep(tree.getValue(), dataset, name);
      kept.add(name);
    }
    facts.put(KEPT, String.join(" ", kept));
    return written.summary();
  }

  private String image(ImageKind<?> kind, Task task) throws IOException {
    StepContext context = context(empty(), Optional.empty());
    steps(context, task);
    String file = output + "." + kind.extension();
    main = Optional.of(file);
    String summary;
    try (WrittenChannel image = new WrittenChannel(RawFile.create(outputs.newOutput(file), 0))) {
      summary = kind.writeAny(template.kind(), context, image, task);
      outputs.written(file, image.written());
    } catch (IOException e) {
      throw new BuildException(template.inputs().get(0).location() + ": " + e.getMessage(), e);
    }
    keep(context.tree(), kind.extension(), stage + "@" + kind.extension());
    facts.put(KEPT, stage + "@" + kind.extension());
    return summary;
  }

  /** Keeps a tree for the verification of what it was stored in. */
  private void keep(FileTree tree, String dataset, String name) throws IOException {
    TreeFile.write(tree, build.area().snapshot(name), lasting(), build.digests());
    facts.put(DATASET + dataset, name);
  }

  private Map<String, Path> lasting() throws IOException {
    return build.seed().lasting(build.area().lasting());
  }

  /** Identifiers depend on what goes into the image, but not on the plugin's own build. */
  private String seed() {
    BuildRequest request = build.request();
    StageRecord inputs = new StageRecord("", "", trace.inputs(), List.of(), List.of(), Map.of());
    return inputs.key(
        String.join(
            "\n", request.identity(), stage, Long.toString(request.time()), template.fingerprint()),
        input ->
            input.label().startsWith(OutputArea.LABEL) || input.label().startsWith("repository:"));
  }

  private void steps(StepContext context, Task task) throws IOException {
    List<PlacedStep> steps = template.steps();
    for (int i = 0; i < steps.size(); i++) {
      PlacedStep placed = steps.get(i);
      task.progress(i, steps.size(), Unit.STEPS);
      build.log().debug(placed.origin() + " " + placed.type());
      try {
        StepTable.standard().run(placed.step(), context);
      } catch (IOException e) {
        String parameter = e instanceof BuildException said ? said.parameter().orElse(null) : null;
        String problem = problem(e, context);
        throw new BuildException(
            placed.origin() + " (" + placed.type() + "): " + problem, parameter, e);
      }
    }
  }

  /** What is wrong. Payloads are checked when they are read, by whichever step that is. */
  private static @Nullable String problem(IOException e, StepContext context) throws IOException {
    for (Throwable cause = e;
        cause != null && !(cause instanceof InstallException);
        cause = cause.getCause()) {
      if (cause instanceof DamagedContentException damaged) {
        IOException named = PkgImage.named(context.tree(), context.time(), damaged);
        return named == damaged ? e.getMessage() : named.getMessage();
      }
    }
    return e.getMessage();
  }

  private StepContext context(FileTree tree, Optional<PoolPlan> plan) throws IOException {
    BuildRequest request = build.request();
    return new StepContext(
        tree,
        plan,
        outputs,
        new Aside(),
        new Mirrors(request.packageMirrors(), build.repositories(), trace),
        lock,
        new StepContext.Folders(build.area().cache(), build.area().makeScratch()),
        request.time(),
        identity(),
        differences,
        new Shared(),
        build.log());
  }

  private String identity() {
    return build.request().identity() + "/" + stage;
  }

  private FileTree empty() {
    return new FileTree(Attributes.of(0755, 0, 0, build.request().time()));
  }

  static String counts(FileTree tree) {
    FileTree.Totals totals = tree.totals();
    return totals.entries() + " files, " + Sizes.text(totals.bytes());
  }
}
