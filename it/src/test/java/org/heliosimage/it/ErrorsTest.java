package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heliosimage.ips.publish.sample.SampleRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Mistakes: one sentence that says where and what to do, and no output. */
class ErrorsTest {

  private ImageProject project;

  @BeforeEach
  void generate(TestInfo test) throws IOException {
    project = ImageProject.in(Workspace.of(test)).onDiskOf(128);
  }

  @Test
  void missingTemplate() throws IOException {
    project
        .run("package", "-Dhelios.machine=toaster")
        .failedSaying("toaster-ttya-base", "src/main/helios");
    assertNothingMade();
  }

  @Test
  void badJson() throws IOException {
    project.overlay("helios/base-02-image.json", "{\n  \"dataset\": {\n    oops\n");
    project.run("package").failedSaying("src/main/helios/helios/base-02-image.json", "3");
    assertNothingMade();
  }

  @Test
  void unknownStep() throws IOException {
    project.overlay(
        "helios/base-02-image.json",
        """
        {
          "dataset": { "name": "base", "input_snapshot": "strap", "output_snapshot": "image" },
          "steps": [
            { "t": "dance" }
          ]
        }
        """);
    project.run("package").failedSaying("helios/base-02-image.json", "4", "dance");
    assertNothingMade();
  }

  @Test
  void unknownPackage() throws IOException {
    project.overlay(
        "helios/base-02-image.json",
        """
        {
          "dataset": { "name": "base", "input_snapshot": "strap", "output_snapshot": "image" },
          "steps": [
            { "t": "pkg_install", "pkgs": [ "no/such/package" ] }
          ]
        }
        """);
    project
        .run("package")
        .failedSaying("no/such/package", "pkg_install", "helios/base-02-image.json");
    assertNothingMade();
  }

  @Test
  void aSwitchToldInTwoWays() throws IOException {
    project
        .run("package", "-Dhelios.onu=/srv/one", "-Dhelios.features=onu=/srv/two")
        .failedSaying("/srv/one", "onu=/srv/two", "<onu> or -Dhelios.onu");
    assertNothingMade();
  }

  @Test
  void badFeature() throws IOException {
    project
        .run("package", "-Dhelios.features=9lives")
        .failedSaying("9lives", "<features>", "-Dhelios.features");
    assertNothingMade();
  }

  @Test
  void unsupportedMirror() throws IOException {
    project
        .pom("*=sample:", "*=gopher://pkg.example.com/")
        .run("package")
        .failedSaying("gopher://pkg.example.com/", "file:", "-Dhelios.packageMirrors");
    assertNothingMade();
  }

  @Test
  void missingRepository() throws IOException {
    Path missing = project.folder().resolve("no-repository");
    project
        .pom("*=sample:", "*=" + missing.toUri())
        .run("package")
        .failedSaying(missing.toString(), "does not exist", "-Dhelios.packageMirrors");
    assertNothingMade();
  }

  @Test
  void missingSeed() throws IOException {
    project.run("package", "-Dhelios.strap.skip").failedSaying(ImageProject.SEED, "unpack_tar");
    assertNothingMade();
  }

  /** The message says the size that suffices. */
  @Test
  void poolTooSmall() throws IOException {
    Path external = Files.createDirectories(project.folder().resolve("external"));
    byte[] noise = new byte[100 << 20];
    new Random(1).nextBytes(noise);
    Files.write(external.resolve("noise"), noise);
    String sources = "-Dhelios.externalSources=" + external;

    for (int size : List.of(70, 80)) {
      noiseOnDiskOf(size);
      String sentence =
          project
              .run("package", sources)
              .failedSaying("helios/qemu-ttya-base.json", size + " MiB", "\"size\"");
      assertFalse(Files.exists(project.raw()));
      assertTrue(Files.exists(project.seed()), "the seed is complete and stays");
      Matcher needed = Pattern.compile("needs ([0-9]+) MiB").matcher(sentence);
      assertTrue(needed.find(), sentence);
      if (size == 80) {
        noiseOnDiskOf(Integer.parseInt(needed.group(1)));
        project.run("verify", sources).succeeded();
      }
    }
  }

  private void noiseOnDiskOf(int mebibytes) throws IOException {
    project.overlay(
        "helios/qemu-ttya-base.json",
        """
        {
          "pool": { "name": "rpool", "size": %d },
          "steps": [
            { "t": "create_be" },
            { "t": "ensure_file", "file": "/noise", "extsrc": "noise",
              "owner": "root", "group": "root", "mode": "0644" }
          ]
        }
        """
            .formatted(mebibytes));
  }

  /** A damaged download must not be taken, and not stay in the cache. */
  @Test
  void corruptPayload() throws IOException {
    Path repository = project.folder().resolve("repository");
    SampleRepository.write(repository);
    Path payload = passwd(repository);
    byte[] good = Files.readAllBytes(payload);
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(payload, bad);
    project.pom("*=sample:", "*=" + repository.toUri());
    project.run("package").failedSaying(payload.getFileName().toString(), "SUNWcs");
    assertNothingMade();

    Files.write(payload, good);
    project.run("package").succeeded();
  }

  @Test
  void twoImagesByOneName() throws IOException {
    project.pom(
        "<extensions>true</extensions>",
        """
        <extensions>true</extensions>
        <executions>
          <execution>
            <id>one</id>
            <goals><goal>image</goal></goals>
            <configuration><classifier>twice</classifier></configuration>
          </execution>
          <execution>
            <id>another</id>
            <goals><goal>image</goal></goals>
            <configuration><classifier>twice</classifier></configuration>
          </execution>
        </executions>
        """);
    project
        .run("package")
        .failedSaying("Execution another", "\"twice\"", "execution one", "<classifier>");
  }

  private void assertNothingMade() throws IOException {
    if (Files.exists(project.outputs())) {
      try (Stream<Path> files = Files.list(project.outputs())) {
        assertTrue(files.toList().isEmpty());
      }
    }
  }

  private static final Pattern PASSWD = Pattern.compile("file ([0-9a-f]{40}) .*path=etc/passwd .*");

  /** Where the contents of /etc/passwd are in a repository, compressed. */
  private static Path passwd(Path repository) throws IOException {
    try (Stream<Path> files = Files.walk(repository.resolve("publisher/helios-dev/pkg"))) {
      for (Path manifest : files.filter(Files::isRegularFile).toList()) {
        for (String line : Files.readAllLines(manifest)) {
          Matcher action = PASSWD.matcher(line);
          if (action.matches()) {
            String hash = action.group(1);
            return repository.resolve("file").resolve(hash.substring(0, 2)).resolve(hash);
          }
        }
      }
    }
    throw new IllegalStateException("no package of the sample repository has /etc/passwd");
  }
}
