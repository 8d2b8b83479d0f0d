package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.MirrorTable;
import org.heliosimage.engine.script.Call;
import org.heliosimage.engine.work.AtomicFiles;
import org.heliosimage.template.Features;
import org.heliosimage.template.RepositoryRewrite;
import org.heliosimage.template.Template;
import org.heliosimage.template.TemplateException;
import org.heliosimage.template.TemplateFile;
import org.heliosimage.template.TemplateSource;

/**
 * The one template root that image-builder takes, made of the project's templates, a further root
 * and those that come with this plugin. It holds just the files that the next run uses, so that
 * image-builder finds the ones that the search order of this plugin means.
 */
final class TemplateFolder {

  private final BuildRequest request;
  private final Path templates;
  private final Path artifacts;
  private final MirrorTable mirrors;

  /**
   * A folder of templates.
   *
   * @param top the folder in which the commands run
   */
  TemplateFolder(BuildRequest request, Path top) {
    this.request = request;
    this.templates = top.resolve("templates");
    this.artifacts = top.resolve("artifacts");
    this.mirrors = new MirrorTable(request.packageMirrors());
  }

  Path templates() {
    return templates;
  }

  /** Where programs leave files for templates, as the scripts let them. */
  Path files() {
    return templates.resolve("files");
  }

  /** Forgets what was there. */
  void clear() throws IOException {
    AtomicFiles.removeTree(templates);
    AtomicFiles.removeTree(artifacts);
    Files.createDirectories(templates);
  }

  /** Loads the template of a run. */
  Template load(Call call) throws IOException {
    String group = request.image().group();
    Features features;
    try {
      features = Features.parse(call.features());
    } catch (TemplateException e) {
      throw new BuildException(String.valueOf(e.getMessage()), "features", e);
    }
    try {
      return Template.load(source(), group, call.template(), features);
    } catch (TemplateException e) {
      throw new BuildException(
          String.valueOf(e.getMessage()), e.file().isEmpty() ? call.parameter() : null, e);
    }
  }

  /** The repositories that packages come from. */
  List<String> repositories(Template template) {
    return RepositoryRewrite.repositories(template, mirrors::locate);
  }

  /** Writes the files of a template. */
  void write(Template template) throws IOException {
    Map<String, String> changed = RepositoryRewrite.of(template, mirrors::locate);
    for (TemplateFile file : template.inputs()) {
      Optional<Path> target = target(file);
      String text = changed.get(file.location());
      if (target.isPresent()) {
        Files.createDirectories(target.get().resolveSibling("."));
        if (text != null) {
          Files.writeString(target.get(), text, StandardCharsets.UTF_8);
        } else if (!isThere(file, target.get())) {
          try (InputStream in = file.open()) {
            Files.copy(in, target.get(), StandardCopyOption.REPLACE_EXISTING);
          }
        }
      } else if (text != null) {
        throw new BuildException(
            file.location()
                + " is included by its path and names a package repository, which cannot be replaced there: include it by its name",
            "packageMirrors",
            null);
      }
    }
  }

  /** Folders of external files for {@code -E}; image-builder takes only those that exist. */
  List<Path> externals() {
    List<Path> folders = new ArrayList<>();
    for (Path folder : request.folders().externalSources()) {
      folders.add(folder.toAbsolutePath().normalize());
    }
    folders.add(artifacts);
    return folders.stream().filter(Files::isDirectory).toList();
  }

  private TemplateSource source() {
    List<Path> folders = roots();
    folders.add(templates);
    return TemplateSource.overlaying(
        folders, request.folders().externalSources(), request.folders().artifacts());
  }

  private List<Path> roots() {
    List<Path> folders = new ArrayList<>(List.of(request.folders().overlay()));
    request.folders().templates().ifPresent(folders::add);
    return folders;
  }

  /** Where image-builder looks for a file; nowhere for one that is found by its path. */
  private Optional<Path> target(TemplateFile file) {
    if (file instanceof TemplateFile.Bundled) {
      return Optional.of(templates.resolve(file.name()));
    }
    if (!(file instanceof TemplateFile.InFolder inFolder)) {
      return Optional.empty();
    }
    if (Optional.of(inFolder.path()).equals(request.folders().artifacts().get(file.name()))) {
      return Optional.of(artifacts.resolve(file.name()));
    }
    List<Path> folders = roots();
    folders.add(templates);
    return folders.stream().anyMatch(root -> root.resolve(file.name()).equals(inFolder.path()))
        ? Optional.of(templates.resolve(file.name()))
        : Optional.empty();
  }

  private static boolean isThere(TemplateFile file, Path target) {
    return file instanceof TemplateFile.InFolder inFolder && inFolder.path().equals(target);
  }
}
