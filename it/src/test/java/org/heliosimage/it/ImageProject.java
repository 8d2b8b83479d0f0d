package org.heliosimage.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A project that the archetype has generated.
 *
 * @param folder its folder
 * @param maven what builds it
 * @param work the value of helios.workDirectory
 */
record ImageProject(Path folder, Maven maven, Path work) {

  static final String RAW = "helios-qemu-ttya-base.raw";
  static final String SEED = "helios-base.tar";

  /** Generates a project by the archetype, with all defaults. */
  static ImageProject generate(Path parent, Maven maven, Path work) {
    maven
        .run(
            parent,
            List.of(
                "org.apache.maven.plugins:maven-archetype-plugin:"
                    + System.getProperty("it.archetypePlugin")
                    + ":generate",
                "-DinteractiveMode=false",
                "-DarchetypeCatalog=local",
                "-DarchetypeGroupId=org.heliosimage",
                "-DarchetypeArtifactId=helios-archetype",
                "-DarchetypeVersion=" + System.getProperty("it.version")))
        .succeeded();
    return new ImageProject(parent.resolve("my-image"), maven, work);
  }

  /** A fresh copy of a generated project in a folder, with a work directory of its own. */
  static ImageProject in(Path parent) throws IOException {
    Path folder = parent.resolve("my-image");
    Workspace.copy(Generated.PROJECT.folder(), folder);
    return new ImageProject(folder, Maven.THIS, parent.resolve("helios"));
  }

  /** Builds it. */
  BuildLog run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-Dhelios.workDirectory=" + work);
    return maven.run(folder, all);
  }

  /** Lets the image be on a smaller disk than usual, for tests that are not about large files. */
  ImageProject onDiskOf(int mebibytes) throws IOException {
    return overlay("helios/qemu-ttya-base.json", imageTemplate(mebibytes));
  }

  /** The template of the image as it comes with the plugin, but for the size of the disk. */
  static String imageTemplate(int mebibytes) {
    return """
        {
          "pool": { "name": "rpool", "size": %d, "ashift": 9, "uefi": false, "no_features": false, "autoexpand": true },
          "steps": [
            { "t": "include", "name": "base-root" },
            { "t": "include", "name": "console-ttya" },
            { "t": "include", "name": "bootable" }
          ]
        }
        """
        .formatted(mebibytes);
  }

  /** Writes a file or template of the project. */
  ImageProject overlay(String name, String text) throws IOException {
    Path file = folder.resolve("src/main/helios").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Changes the pom. */
  ImageProject pom(String from, String to) throws IOException {
    Path pom = folder.resolve("pom.xml");
    String old = Files.readString(pom);
    if (!old.contains(from)) {
      throw new IllegalArgumentException(from + " is not in " + old);
    }
    Files.writeString(pom, old.replace(from, to));
    return this;
  }

  Path outputs() {
    return folder.resolve("target/helios/output");
  }

  Path raw() {
    return outputs().resolve(RAW);
  }

  Path seed() {
    return outputs().resolve(SEED);
  }

  /** Digest of a file's bytes. */
  static String sha256(Path file) throws IOException {
    try (InputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Generated once for all tests that only need such a project. */
  private static final class Generated {
    static final ImageProject PROJECT = make();

    private static ImageProject make() {
      Path parent = Workspace.empty("generated");
      return generate(parent, Maven.THIS, parent.resolve("helios"));
    }
  }
}
