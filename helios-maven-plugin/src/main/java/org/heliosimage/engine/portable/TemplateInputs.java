package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.work.Digests;
import org.heliosimage.engine.work.Input;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.engine.work.StageRecord;
import org.heliosimage.template.Template;
import org.heliosimage.template.TemplateFile;
import org.heliosimage.template.TemplateSource;

/**
 * The template files that a stage depends on: those it used, and the places before them on the
 * search path where a file would have been used instead.
 */
final class TemplateInputs {

  private static final String PREFIX = "template:";
  private static final String ARTIFACT = PREFIX + "artifact:";
  private static final String EXTERNAL = "external";

  private final String group;
  private final TemplateSource source;

  /** Template roots that are folders, by a name that is the same on every machine. */
  private final Map<String, Path> roots = new LinkedHashMap<>();

  private final Map<String, Path> externals = new LinkedHashMap<>();
  private final Map<String, Optional<Path>> artifacts;

  TemplateInputs(BuildRequest request) {
    BuildRequest.Folders folders = request.folders();
    this.group = request.image().group();
    roots.put("overlay", folders.overlay());
    folders.templates().ifPresent(templates -> roots.put("root", templates));
    for (Path folder : folders.externalSources()) {
      externals.put(EXTERNAL + externals.size(), folder);
    }
    this.artifacts = folders.artifacts();
    this.source =
        TemplateSource.overlaying(
            new ArrayList<>(roots.values()), folders.externalSources(), artifacts);
  }

  TemplateSource source() {
    return source;
  }

  /** Whether the input is one of a template: its effect is in the template's fingerprint. */
  static boolean isTemplate(Input input) {
    return input.label().startsWith(PREFIX);
  }

  /**
   * Whether the artifacts that a stage used are still the same ones, wherever they are now. The
   * path on record may be that of an older version, which says nothing of the one to use.
   */
  static boolean sameArtifacts(StageRecord record, BuildRequest request, Digests digests)
      throws IOException {
    Map<String, Optional<Path>> artifacts = request.folders().artifacts();
    Map<String, String> used = new LinkedHashMap<>();
    for (Input input : record.inputs()) {
      if (input.label().startsWith(ARTIFACT)) {
        used.put(input.label().substring(ARTIFACT.length()), input.state());
      }
    }
    for (Map.Entry<String, String> each : used.entrySet()) {
      Optional<Path> now = artifacts.get(each.getKey());
      if (now == null
          || (now.isPresent() && !digests.sha256(now.get()).equals(Optional.of(each.getValue())))) {
        return false;
      }
    }
    // One that got the name of an external file since then is a clash.
    return record.inputs().stream()
        .map(Input::label)
        .filter(label -> label.startsWith(PREFIX + EXTERNAL))
        .map(label -> label.substring(label.indexOf(':', PREFIX.length()) + 1))
        .allMatch(name -> used.containsKey(name) || !artifacts.containsKey(name));
  }

  /** Notes everything that loading the template looked at. */
  void trace(Template template, InputTrace trace) throws IOException {
    for (TemplateFile file : template.inputs()) {
      if (file instanceof TemplateFile.InFolder inFolder) {
        if (isArtifact(inFolder)) {
          for (Map.Entry<String, Path> folder : externals.entrySet()) {
            traceNames(folder, file.name(), trace);
          }
          trace.file(ARTIFACT + file.name(), inFolder.path());
        } else if (!traceUpTo(inFolder, roots, trace) && !traceUpTo(inFolder, externals, trace)) {
          trace.file(PREFIX + "absolute:" + inFolder.name(), inFolder.path());
        }
      } else {
        for (Map.Entry<String, Path> root : roots.entrySet()) {
          traceNames(root, file.name(), trace);
        }
      }
    }
  }

  private boolean isArtifact(TemplateFile.InFolder file) {
    return Optional.of(file.path()).equals(artifacts.get(file.name()));
  }

  private boolean traceUpTo(TemplateFile.InFolder file, Map<String, Path> folders, InputTrace trace)
      throws IOException {
    List<Map.Entry<String, Path>> before = new ArrayList<>();
    for (Map.Entry<String, Path> folder : folders.entrySet()) {
      before.add(folder);
      if (folder.getValue().resolve(file.name()).equals(file.path())) {
        for (Map.Entry<String, Path> each : before) {
          traceNames(each, file.name(), trace);
        }
        return true;
      }
    }
    return false;
  }

  /** A file of the group would be used instead of the common one with the same name. */
  private void traceNames(Map.Entry<String, Path> root, String name, InputTrace trace)
      throws IOException {
    trace.file(PREFIX + root.getKey() + ":" + name, root.getValue().resolve(name));
    if (name.startsWith("files/") || name.startsWith("include/")) {
      String own = group + "/" + name;
      trace.file(PREFIX + root.getKey() + ":" + own, root.getValue().resolve(own));
    }
  }
}
