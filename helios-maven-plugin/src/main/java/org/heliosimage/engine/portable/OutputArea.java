package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.work.AtomicFiles;
import org.heliosimage.engine.work.Digests;
import org.heliosimage.engine.work.FileSurvey;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.engine.work.StageRecord.Output;

/** The output area during one stage: what is taken is traced, what is new appears at the end. */
final class OutputArea implements Sources {

  /** What inputs from the output area are labelled with, before their names. */
  static final String LABEL = "output:";

  private final Path folder;
  private final ForeignSeed seed;
  private final InputTrace trace;
  private final Map<String, Path> fresh = new LinkedHashMap<>();
  private final Map<String, BitSet> written = new HashMap<>();
  private final Map<String, FileSurvey.Running> surveys = new HashMap<>();

  OutputArea(Path folder, ForeignSeed seed, InputTrace trace) {
    this.folder = folder;
    this.seed = seed;
    this.trace = trace;
  }

  @Override
  public Path output(String name) throws IOException {
    if (fresh.containsKey(name)) {
      return fresh.get(name);
    }
    Optional<Path> foreign = seed.file(name);
    Path file = foreign.isPresent() ? foreign.get() : inside(name);
    if (trace.file(LABEL + name, file).isEmpty()) {
      Optional<BuildException> mismatch = seed.mismatch(name);
      if (mismatch.isPresent()) {
        throw mismatch.get();
      }
      throw new BuildException(
          name
              + " is not in the output area "
              + folder
              + ": run helios:strap, which makes the seed, or the template that makes this file");
    }
    return file;
  }

  @Override
  public boolean isNew(String name) {
    return fresh.containsKey(name);
  }

  @Override
  public Path newOutput(String name) throws IOException {
    Path file = inside(name);
    Files.createDirectories(file.getParent());
    Path temporary = AtomicFiles.temporary(file);
    fresh.put(name, temporary);
    surveys.remove(name);
    return temporary;
  }

  @Override
  public Consumer<ByteBuffer> watch(String name) {
    FileSurvey.Running survey = new FileSurvey.Running();
    surveys.put(name, survey);
    return survey::add;
  }

  /** Tells where a new file was written; all else of it is zeros. */
  void written(String name, BitSet chunks) {
    written.put(name, chunks);
  }

  /** Gives all new files their names. */
  List<Output> publish(Digests digests) throws IOException {
    List<Output> outputs = new ArrayList<>();
    for (Map.Entry<String, Path> each : fresh.entrySet()) {
      String name = each.getKey();
      Path file = each.getValue();
      FileSurvey.Running watched = surveys.get(name);
      FileSurvey survey =
          watched != null
              ? watched.result(file)
              : FileSurvey.of(file, Optional.ofNullable(written.get(name)));
      outputs.add(Output.publish(file, survey, name, folder, digests));
    }
    return outputs;
  }

  /** Removes the new files of a stage that failed. */
  void discard() throws IOException {
    for (Path temporary : fresh.values()) {
      Files.deleteIfExists(temporary);
    }
  }

  private Path inside(String name) throws BuildException {
    try {
      Path file = folder.resolve(name).normalize();
      if (file.startsWith(folder) && !file.equals(folder)) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw new BuildException("\"" + name + "\" is not the name of a file", e);
    }
    throw new BuildException("\"" + name + "\" leads out of the output area");
  }
}
