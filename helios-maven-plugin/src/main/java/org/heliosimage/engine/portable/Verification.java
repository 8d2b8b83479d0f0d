package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.heliosimage.disk.Label;
import org.heliosimage.disk.Slice;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog.Task;
import org.heliosimage.engine.BuildLog.Unit;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.work.Hex;
import org.heliosimage.engine.work.StageRecord;
import org.heliosimage.engine.work.TreeFile;
import org.heliosimage.engine.work.WorkException;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.TreeComparison;
import org.heliosimage.zfs.read.Finding;
import org.heliosimage.zfs.read.PoolReader;
import org.heliosimage.zfs.read.PoolReport;

/** Reads a finished image with the independent reader and compares it with what was meant. */
final class Verification {

  private static final int SHOWN = 20;

  private final Build build;
  private final Stage stage;

  private Verification(Build build, Stage stage) {
    this.build = build;
    this.stage = stage;
  }

  /**
   * Verifies what the stages of an image made, of which the last one made the image; anything that
   * is not as it should be is an exception.
   */
  static BuildResult run(Build build, List<Stage> images) throws IOException {
    List<BuildResult.Artifact> artifacts = new ArrayList<>();
    for (Stage stage : images) {
      artifacts.add(0, new Verification(build, stage).run());
    }
    return new BuildResult(
        artifacts,
        true,
        artifacts.get(0).path().getFileName() + " is sound and holds what was meant");
  }

  private BuildResult.Artifact run() throws IOException {
    Stage.Done done =
        stage
            .last()
            .orElseThrow(
                () ->
                    new BuildException(
                        "there is no finished image "
                            + stage.name()
                            + ": run the goal image first"));
    if (done.record().outputs().isEmpty()) {
      throw new BuildException("the template of " + stage.name() + " makes no image to verify");
    }
    StageRecord.Output output = done.record().outputs().get(0);
    Path file = build.area().outputs().resolve(output.name());
    if (!Files.isRegularFile(file)) {
      throw new BuildException("the image " + file + " is gone: run the goal image again");
    }
    try (Task task = build.log().task("verify");
        FileChannel image = FileChannel.open(file, StandardOpenOption.READ)) {
      if (image.size() != output.size()) {
        throw new BuildException(
            file + " has " + image.size() + " bytes and should have " + output.size());
      }
      if (StageRun.keptDatasets(done.record()).isEmpty()) {
        return packed(file, output, task);
      }
      ImageKind<?> kind = ImageKinds.ofName(output.name()).orElse(null);
      if (kind != null) {
        return files(kind, file, done.record(), output, task);
      }
      Slice zfs = Label.read(image).zfs();
      try (PoolReader reader = PoolReader.open(image, zfs.offset(), zfs.length())) {
        AtomicLong bytes = new AtomicLong();
        PoolReport report = reader.verify(n -> task.progress(bytes.addAndGet(n), 0, Unit.BYTES));
        List<Finding> findings = new ArrayList<>(report.findings());
        if (findings.isEmpty()) {
          findings.addAll(compare(reader, done.record()));
        }
        fail(file, findings);
        task.done(report.summary());
        return sound(file, output);
      }
    }
  }

  private static BuildResult.Artifact sound(Path file, StageRecord.Output output) {
    return new BuildResult.Artifact(file, output.size(), output.sha256());
  }

  /** What a dataset packed was streamed from its tree, which nobody keeps: the bytes must do. */
  private static BuildResult.Artifact packed(Path file, StageRecord.Output output, Task task)
      throws IOException {
    if (!Hex.sha256(file).equals(output.sha256())) {
      throw new BuildException(file + " has changed since it was made: run the goal image again");
    }
    task.done(Sizes.text(output.size()));
    return sound(file, output);
  }

  private BuildResult.Artifact files(
      ImageKind<?> kind, Path file, StageRecord record, StageRecord.Output output, Task task)
      throws IOException {
    FileTree found;
    try {
      found = kind.read(file);
    } catch (IOException e) {
      throw new BuildException(file + " is not as it should be: " + e.getMessage(), e);
    }
    List<Finding> findings = new ArrayList<>();
    for (String name : StageRun.keptDatasets(record).values()) {
      new TreeComparison(found, kind.kept(meant(name, record)))
          .run()
          .forEach(each -> findings.add(new Finding(each.path(), each.problem())));
    }
    fail(file, findings);
    task.done(StageRun.counts(found));
    return sound(file, output);
  }

  private List<Finding> compare(PoolReader reader, StageRecord record) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, String> kept : StageRun.keptDatasets(record).entrySet()) {
      findings.addAll(reader.compare(kept.getKey(), meant(kept.getValue(), record)));
    }
    return findings;
  }

  private FileTree meant(String name, StageRecord record) throws IOException {
    try {
      return TreeFile.read(
          build.area().snapshot(name),
          ForeignSeed.lasting(build.area().lasting(), record, build.area().outputs()),
          build.digests());
    } catch (WorkException e) {
      throw new BuildException(
          "the image cannot be compared with what was meant, because "
              + e.getMessage()
              + ": run the goal image again",
          e);
    }
  }

  private void fail(Path file, List<Finding> findings) throws BuildException {
    if (findings.isEmpty()) {
      return;
    }
    findings.stream().skip(1).limit(SHOWN).forEach(more -> build.log().warn(more.toString()));
    throw new BuildException(
        file
            + " is not as it should be: "
            + findings.get(0)
            + (findings.size() == 1
                ? ""
                : " (and " + (findings.size() - 1) + " further findings)"));
  }
}
