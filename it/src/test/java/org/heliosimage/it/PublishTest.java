package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A module makes a package, and the image of the same build installs it. */
class PublishTest {

  private static final String FMRI = "pkg://com.example/service/answers@1.0,5.11:20261101T000000Z";

  private static final String EXECUTIONS =
      """
      <build>
        <plugins>
          <plugin>
            <groupId>org.heliosimage</groupId>
            <artifactId>helios-maven-plugin</artifactId>
            <configuration>
              <packageName>service/answers</packageName>
              <classification>System/Services</classification>
              <files>
                <file>
                  <path>/opt/answers/answers.jar</path>
                  <mode>0444</mode>
                </file>
              </files>
            </configuration>
            <executions>
              <execution>
                <id>package</id>
                <goals><goal>publish</goal></goals>
              </execution>
              <execution>
                <id>archive</id>
                <goals><goal>publish</goal></goals>
                <configuration>
                  <to>${project.build.directory}/answers.p5p</to>
                  <attach>true</attach>
                </configuration>
              </execution>
            </executions>
          </plugin>
        </plugins>
      </build>
      """;

  private static final String INSTALL =
      """
      {
        "dataset": { "name": "base", "input_snapshot": "strap", "output_snapshot": "image" },
        "steps": [
          { "t": "include", "name": "software" },
          { "t": "pkg_set_publisher", "publisher": "com.example", "uri": "https://pkg.example.com/" },
          { "t": "pkg_install", "pkgs": [ "service/answers" ] },
          { "t": "include", "name": "platform" },
          { "t": "seed_smf", "apply_profiles": ["platform"] }
        ]
      }
      """;

  @Test
  void imageInstallsThePackageOfAnotherModule(TestInfo test) throws IOException {
    Path folder = Workspace.of(test);
    ServiceReactor reactor =
        ServiceReactor.in(folder)
            .fill("service/pom.xml", "plugins", EXECUTIONS)
            .write("service/src/main/ips/root/etc/answers.conf", "answer=42\n")
            .write("service/src/main/ips/root/lib/svc/manifest/site/answers.xml", "<x/>\n")
            .write(
                "service/src/main/ips/answers.p5m",
                """
                # What is not in root.
                set name=info.source value=$(project.artifactId)
                license LICENSE license=Example
                link path=opt/answers/current.jar target=answers.jar
                # The sample packages differ from the system here.
                dir path=lib/svc group=sys
                """)
            .write("service/LICENSE", "Take it.\n")
            .write("image/src/main/helios/helios/base-02-image.json", INSTALL)
            .fill(
                "image/pom.xml",
                "properties",
                """
                <helios.packageMirrors>
                  https://pkg.example.com/=file:${project.basedir}/../service/target/helios/repository,
                  *=sample:
                </helios.packageMirrors>
                """);
    Path repository = reactor.folder().resolve("service/target/helios/repository");

    BuildLog first = reactor.run("package").succeeded();
    long bytes = Files.size(reactor.jar()) + "answer=42\n".length() + "<x/>\n".length();
    assertEquals(
        "3 files, " + bytes + " bytes, published to " + repository,
        first.lines().stream()
            .filter(line -> line.contains(FMRI) && line.endsWith("repository"))
            .map(line -> line.substring(line.indexOf(FMRI) + FMRI.length() + 2))
            .findFirst()
            .orElseThrow());
    assertInstalled(reactor);
    assertEquals("answer=42\n", reactor.inImage("/etc/answers.conf").content().text());

    reactor.run("package").succeeded().saying("unchanged in").leavingOut(BuildLog.STAGES);

    // The same version and time again, as in any development build.
    reactor.main("Changed").run("package").succeeded().leavingOut(BuildLog.STRAP);
    assertInstalled(reactor);

    Path remote = folder.resolve("remote");
    reactor
        .run(
            "deploy",
            "-pl",
            "service",
            "-Dmaven.install.skip",
            "-DaltDeploymentRepository=remote::file://" + remote)
        .succeeded();
    try (Stream<Path> files = Files.walk(remote)) {
      Path archive =
          files.filter(file -> file.toString().endsWith(".p5p")).findFirst().orElseThrow();
      assertEquals(
          FMRI,
          RepositorySource.open(archive.toUri().toString())
              .catalog("com.example")
              .versions("service/answers")
              .get(0)
              .fmri()
              .toString());
    }
  }

  private static void assertInstalled(ServiceReactor reactor) throws IOException {
    RegularFile installed = reactor.inImage("/opt/answers/answers.jar");
    assertArrayEquals(Files.readAllBytes(reactor.jar()), installed.content().bytes());
    assertEquals(0444, installed.attributes().mode());
    String manifest =
        reactor
            .inImage(
                "/var/pkg/publisher/com.example/pkg/service%2Fanswers/"
                    + "1.0%2C5.11%3A20261101T000000Z")
            .content()
            .text();
    assertTrue(manifest.contains("restart_fmri=svc:/system/manifest-import:default"), manifest);
    assertTrue(manifest.contains("value=org.opensolaris.category.2008:System/Services"), manifest);
    assertTrue(manifest.contains("value=Answers."), manifest);
  }
}
