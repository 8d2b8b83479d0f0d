package org.heliosimage.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.heliosimage.engine.publish.Publication;
import org.jspecify.annotations.Nullable;

/** A file for a package: an artifact or any other one. */
public class PackageFile {

  /**
   * An artifact: {@code GROUP:ARTIFACT}, perhaps followed by {@code :TYPE} and {@code :CLASSIFIER}.
   */
  private @Nullable String coordinates;

  /** A file, in place of coordinates. */
  private @Nullable File file;

  /** Where it is in the image, such as {@code /opt/service/service.jar}. */
  private @Nullable String path;

  /** Name of the user who owns it. */
  private @Nullable String owner;

  /** Name of its group. */
  private @Nullable String group;

  /** Its mode, octal, such as {@code 0644}. */
  private @Nullable String mode;

  /** The files with what is known of them; artifacts are looked up. */
  static List<Publication.Placed> placed(
      @Nullable List<PackageFile> files, ArtifactFiles artifacts, String own)
      throws MojoExecutionException {
    List<PackageFile> all = files == null ? List.of() : files;
    List<Coordinates> wanted = new ArrayList<>();
    for (PackageFile each : all) {
      if (each.file == null) {
        wanted.add(each.parsed(own));
      }
    }
    List<Path> found = artifacts.find(wanted);
    List<Publication.Placed> placed = new ArrayList<>();
    int artifact = 0;
    for (PackageFile each : all) {
      placed.add(each.placed(each.file == null ? found.get(artifact++) : each.file.toPath()));
    }
    return placed;
  }

  private Coordinates parsed(String own) throws MojoExecutionException {
    return Coordinates.parse(coordinates == null ? own : coordinates)
        .orElseThrow(
            () ->
                new MojoExecutionException(
                    "<files> needs <coordinates> like com.example:service or"
                        + " com.example:service:jar:CLASSIFIER, or a <file>, not \""
                        + coordinates
                        + "\"."));
  }

  private Publication.Placed placed(Path found) throws MojoExecutionException {
    if (coordinates != null && file != null) {
      throw new MojoExecutionException(
          "<files> has both <coordinates> " + coordinates + " and <file> " + file + ": drop one.");
    }
    String where = path;
    if (where == null || where.isEmpty() || where.endsWith("/")) {
      throw new MojoExecutionException(
          "<files> does not say where "
              + found.getFileName()
              + " is to be: give its whole <path>, such as /opt/service/"
              + found.getFileName()
              + ".");
    }
    return new Publication.Placed(found, where, new Publication.Owner(owner, group, mode));
  }
}
