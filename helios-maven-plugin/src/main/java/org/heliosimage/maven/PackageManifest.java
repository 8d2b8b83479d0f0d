package org.heliosimage.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The manifest template of a package.
 *
 * @param named the one that the user names
 * @param folder where to look without that
 */
record PackageManifest(@Nullable File named, Path folder) {

  Optional<Path> find() throws IOException, MojoExecutionException {
    String spelled = "<manifest> (or -D" + PropertyNames.PACKAGE_MANIFEST + ")";
    if (named != null) {
      if (!named.isFile()) {
        throw new MojoExecutionException(
            "The manifest template " + named + ", named by " + spelled + ", does not exist.");
      }
      return Optional.of(named.toPath());
    }
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    List<Path> found;
    try (Stream<Path> files = Files.list(folder)) {
      found = files.filter(file -> file.toString().endsWith(".p5m")).sorted().toList();
    }
    if (found.size() > 1) {
      throw new MojoExecutionException(
          folder
              + " has "
              + found.size()
              + " manifest templates ("
              + String.join(
                  ", ", found.stream().map(file -> file.getFileName().toString()).toList())
              + "): say by "
              + spelled
              + " which one this package has.");
    }
    return found.stream().findFirst();
  }
}
