package org.heliosimage.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The search path of templates: roots in order, of which an earlier one overlays the later ones,
 * and folders of external files. Within a root the group's own files come before the common ones.
 * Some external files have names of their own and are in none of the folders.
 *
 * @param roots template roots, first match wins
 * @param externalSources folders for {@code extsrc}, first match wins
 * @param artifacts further files for {@code extsrc} by their names; one without a path is only
 *     known to be there later
 */
public record TemplateSource(
    List<TemplateRoot> roots, List<Path> externalSources, Map<String, Optional<Path>> artifacts) {

  public TemplateSource {
    roots = List.copyOf(roots);
    externalSources = List.copyOf(externalSources);
    artifacts = Collections.unmodifiableMap(new TreeMap<>(artifacts));
  }

  /** A template root's folders in order, then the bundled templates; absent folders are fine. */
  public static TemplateSource overlaying(List<Path> folders, List<Path> externalSources) {
    return overlaying(folders, externalSources, Map.of());
  }

  /** The same with artifacts. */
  public static TemplateSource overlaying(
      List<Path> folders, List<Path> externalSources, Map<String, Optional<Path>> artifacts) {
    List<TemplateRoot> roots = new ArrayList<>();
    folders.forEach(folder -> roots.add(new FolderRoot(folder)));
    roots.add(new BundledRoot());
    return new TemplateSource(roots, externalSources, artifacts);
  }

  /** Finds the template of a group. */
  public TemplateFile template(String group, String name) throws TemplateException {
    String path;
    try {
      path = RelativePath.normalize(group + "/" + name + ".json");
    } catch (Invalid e) {
      throw new TemplateException("template " + group + "/" + name + " " + e.problem());
    }
    Optional<TemplateFile> found = find(List.of(path));
    if (found.isPresent()) {
      return found.get();
    }
    throw new TemplateException(
        "there is no template "
            + name
            + " in group "
            + group
            + " (searched "
            + path
            + " in "
            + searched()
            + "); "
            + alternatives(group, name));
  }

  /** Finds an include by name. */
  Optional<TemplateFile> include(String group, String name) throws TemplateException {
    return find(List.of(group + "/include/" + name + ".json", "include/" + name + ".json"));
  }

  /** Finds a file that a template places. */
  Optional<TemplateFile> file(String group, String path) throws TemplateException {
    return find(List.of(group + "/files/" + path, "files/" + path));
  }

  /** Finds an external file. */
  Optional<TemplateFile> external(String path) throws TemplateException {
    for (Path folder : externalSources) {
      Optional<TemplateFile> found = new FolderRoot(folder).find(path);
      if (found.isPresent() && artifacts.containsKey(path)) {
        throw new TemplateException(
            "the external file "
                + path
                + " is both an artifact of the project and in the folder "
                + folder
                + ": give the artifact another name");
      }
      if (found.isPresent()) {
        return found;
      }
    }
    Optional<Path> artifact = artifacts.get(path);
    return artifact == null ? Optional.empty() : Optional.of(artifact(path, artifact));
  }

  private static TemplateFile artifact(String name, Optional<Path> path) throws TemplateException {
    if (path.isEmpty()) {
      return new TemplateFile.Promised(name);
    }
    try {
      return new TemplateFile.InFolder(name, path.get(), Files.size(path.get()));
    } catch (IOException e) {
      throw new TemplateException(
          "the artifact " + name + " (" + path.get() + ") cannot be read: " + e.getMessage());
    }
  }

  /** An include by its absolute path on this machine. */
  static Optional<TemplateFile> absolute(String path) throws TemplateException {
    try {
      Path file = Path.of(path);
      return Files.isRegularFile(file)
          ? Optional.of(
              new TemplateFile.InFolder(String.valueOf(file.getFileName()), file, Files.size(file)))
          : Optional.empty();
    } catch (InvalidPathException | IOException e) {
      throw new TemplateException(path + " cannot be read: " + e.getMessage());
    }
  }

  private Optional<TemplateFile> find(List<String> candidates) throws TemplateException {
    for (TemplateRoot root : roots) {
      for (String candidate : candidates) {
        Optional<TemplateFile> found = root.find(candidate);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The roots, as part of a sentence. */
  String searched() {
    return String.join(", ", roots.stream().map(TemplateRoot::location).toList());
  }

  private String alternatives(String group, String name) throws TemplateException {
    SortedSet<String> names = new TreeSet<>();
    try {
      for (TemplateRoot root : roots) {
        names.addAll(root.templates(group));
      }
    } catch (IOException | InvalidPathException e) {
      throw new TemplateException("group " + group + " cannot be listed: " + e.getMessage());
    }
    if (names.isEmpty()) {
      return "the group has no templates";
    }
    List<String> near = NearNames.of(name, names);
    return near.isEmpty()
        ? "the group has " + NearNames.some(names)
        : "near names are " + String.join(", ", near);
  }
}
