package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.work.Input;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.template.Template;
import org.heliosimage.template.TemplateFile;
import org.heliosimage.template.TemplateSource;

/**
 * The template files that a stage depends on: those it used, and the places before them on the
 * search path where a file would have been used instead.
 */
final class TemplateInputs {

  private static final String PREFIX = "template:";

  private final String group;
  private final TemplateSource source;

  /** Template roots that are folders, by a name that is the same on every machine. */
  private final Map<String, Path> roots = new LinkedHashMap<>();

  private final Map<String, Path> externals = new LinkedHashMap<>();

  TemplateInputs(BuildRequest request) {
    BuildRequest.Folders folders = request.folders();
    this.group = request.image().group();
    roots.put("overlay", folders.overlay());
    folders.templates().ifPresent(templates -> roots.put("root", templates));
    for (Path folder : folders.externalSources()) {
      externals.put("external" + externals.size(), folder);
    }
    this.source =
        TemplateSource.overlaying(new ArrayList<>(roots.values()), folders.externalSources());
  }

  TemplateSource source() {
    return source;
  }

  /** Whether the input is one of a template: its effect is in the template's fingerprint. */
  static boolean isTemplate(Input input) {
    return input.label().startsWith(PREFIX);
  }

  /** Notes everything that loading the template looked at. */
  void trace(Template template, InputTrace trace) throws IOException {
    for (TemplateFile file : template.inputs()) {
      if (file instanceof TemplateFile.InFolder inFolder) {
        if (!traceUpTo(inFolder, roots, trace) && !traceUpTo(inFolder, externals, trace)) {
          trace.file(PREFIX + "absolute:" + inFolder.name(), inFolder.path());
        }
      } else {
        for (Map.Entry<String, Path> root : roots.entrySet()) {
          traceNames(root, file.name(), trace);
        }
      }
    }
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
