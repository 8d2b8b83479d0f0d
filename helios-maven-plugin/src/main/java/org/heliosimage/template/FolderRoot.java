package org.heliosimage.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of templates. Symbolic links are followed as long as they stay inside of the folder, so
 * that a foreign template tree cannot pull the builder's own files into an image.
 */
public record FolderRoot(Path folder) implements TemplateRoot {

  @Override
  public Optional<TemplateFile> find(String path) throws TemplateException {
    Path file;
    try {
      file = folder.resolve(path);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw new TemplateException(file + " is a link that leads out of " + folder);
      }
      if (!Files.isRegularFile(file)) {
        throw new TemplateException(file + " is not a regular file");
      }
      return Optional.of(new TemplateFile.InFolder(path, file, Files.size(file)));
    } catch (TemplateException e) {
      throw e;
    } catch (IOException e) {
      throw new TemplateException(file + " cannot be read: " + e.getMessage());
    }
  }

  @Override
  public SortedSet<String> templates(String group) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    Path groupFolder = folder.resolve(group);
    if (Files.isDirectory(groupFolder)) {
      try (Stream<Path> files = Files.list(groupFolder)) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> name.endsWith(".json"))
            .forEach(name -> names.add(name.substring(0, name.length() - ".json".length())));
      }
    }
    return names;
  }

  @Override
  public String location() {
    return folder.toString();
  }
}
