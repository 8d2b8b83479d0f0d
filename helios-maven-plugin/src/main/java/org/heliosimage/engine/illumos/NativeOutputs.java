package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.plan.BuildPlan;
import org.heliosimage.engine.script.Call;
import org.heliosimage.engine.work.FileSurvey;
import org.heliosimage.engine.work.Hex;
import org.heliosimage.engine.work.JsonText;
import org.heliosimage.engine.work.ResultFile;
import org.heliosimage.template.Template;

/**
 * The files that image-builder leaves below the mount point of the dataset. They belong to root, so
 * what is said of them is in the output area of the project.
 */
final class NativeOutputs {

  private final BuildRequest request;
  private final Path folder;

  NativeOutputs(BuildRequest request, Path mountpoint) {
    this.request = request;
    this.folder = mountpoint.resolve("output");
  }

  /** The files of a run that has ended, the image before what else was packed. */
  List<BuildResult.Artifact> collect(Call call, Template template) throws IOException {
    List<BuildResult.Artifact> artifacts = new ArrayList<>();
    String inputs = inputs(call, template);
    for (String name : new BuildPlan.Stage(template, call.output(), call.features()).outputs()) {
      Path file = file(name);
      FileSurvey survey = FileSurvey.of(file, Optional.empty());
      ResultFile result = new ResultFile(file, Files.size(file), survey, inputs, false);
      result.write(json(name), request.folders().project());
      artifacts.add(new BuildResult.Artifact(file, result.size(), survey.sha256()));
    }
    return artifacts;
  }

  /** Key of all that a run was asked for. */
  static String inputs(Call call, Template template) {
    return Hex.sha256(template.fingerprint() + "\n" + String.join("\n", call.features()));
  }

  /** A file that is as the goal that made it has said. */
  BuildResult.Artifact verified(String name) throws IOException {
    Path file = file(name);
    Path json = json(name);
    if (!Files.isRegularFile(json)) {
      throw new BuildException("nothing is known of " + file + ": run the goal image first");
    }
    FileSurvey survey = FileSurvey.of(file, Optional.empty());
    if (!Files.readString(json, StandardCharsets.UTF_8)
        .contains("\"sha256\": " + JsonText.quoted(survey.sha256()))) {
      throw new BuildException(file + " has changed since it was made: run the goal image again");
    }
    return new BuildResult.Artifact(file, Files.size(file), survey.sha256());
  }

  private Path file(String name) throws BuildException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new BuildException(
          "image-builder should have made " + file + ", and that file is not there");
    }
    return file;
  }

  private Path json(String name) {
    return ResultFile.in(request.folders().outputs(), name);
  }
}
