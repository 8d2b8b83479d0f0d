package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Projects that say by executions what to build, several of them at once. */
class ExecutionsTest {

  private static final String VERSION = System.getProperty("it.version");

  @Test
  void imagesOfTwoModulesSideBySide(TestInfo test) throws IOException {
    Path folder = Workspace.of(test);
    Path reactor = Files.createDirectories(folder.resolve("reactor"));
    Files.writeString(reactor.resolve("pom.xml"), parent());
    Path one = module(reactor, "one");
    Path two = module(reactor, "two");
    Path remote = folder.resolve("remote");

    Maven.THIS
        .run(
            reactor,
            List.of(
                "-T2",
                "deploy",
                "-Dmaven.install.skip",
                "-DaltDeploymentRepository=remote::file://" + remote,
                "-Dhelios.workDirectory=" + folder.resolve("helios")))
        .succeeded();

    for (Path module : List.of(one, two)) {
      Path outputs = module.resolve("target/helios/output");
      String artifact = module.getFileName().toString();
      String seed = ImageProject.sha256(outputs.resolve(ImageProject.SEED));
      assertEquals(seed, deployed(remote, artifact, "seed.tar"));
      for (String image : List.of("qemu-ttya-base", "generic-ttyb-base")) {
        String raw = ImageProject.sha256(outputs.resolve("helios-" + image + ".raw"));
        assertEquals(raw, deployed(remote, artifact, image + ".raw"));
      }
    }
    // Identifiers in an image derive from the coordinates of its project.
    assertNotEquals(
        deployed(remote, "one", "qemu-ttya-base.raw"),
        deployed(remote, "two", "qemu-ttya-base.raw"));
    assertEquals(deployed(remote, "one", "seed.tar"), deployed(remote, "two", "seed.tar"));
  }

  private static Path module(Path reactor, String name) throws IOException {
    Path folder = Files.createDirectories(reactor.resolve(name));
    Files.writeString(
        folder.resolve("pom.xml"),
        """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <parent>
            <groupId>com.example</groupId>
            <artifactId>reactor</artifactId>
            <version>1</version>
          </parent>
          <artifactId>NAME</artifactId>
          <packaging>pom</packaging>
          <build>
            <plugins>
              <plugin>
                <groupId>org.heliosimage</groupId>
                <artifactId>helios-maven-plugin</artifactId>
              </plugin>
            </plugins>
          </build>
        </project>
        """
            .replace("NAME", name));
    Path templates = Files.createDirectories(folder.resolve("src/main/helios/helios"));
    Files.writeString(templates.resolve("qemu-ttya-base.json"), ImageProject.imageTemplate(128));
    Files.writeString(templates.resolve("generic-ttyb-base.json"), ImageProject.imageTemplate(100));
    return folder;
  }

  /** Digest of the one file of an artifact's folder in a repository that ends so. */
  private static String deployed(Path remote, String artifact, String end) throws IOException {
    Path file = remote.resolve("com/example/" + artifact + "/1/" + artifact + "-1-" + end);
    assertTrue(Files.isRegularFile(file), file::toString);
    return ImageProject.sha256(file);
  }

  private static String parent() {
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>reactor</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <modules>
            <module>one</module>
            <module>two</module>
          </modules>
          <properties>
            <project.build.outputTimestamp>2026-11-01T00:00:00Z</project.build.outputTimestamp>
          </properties>
          <build>
            <pluginManagement>
              <plugins>
                <plugin>
                  <groupId>org.heliosimage</groupId>
                  <artifactId>helios-maven-plugin</artifactId>
                  <version>VERSION</version>
                  <configuration>
                    <dataset>rpool/images/it</dataset>
                    <packageMirrors>
                      <packageMirror>
                        <from>*</from>
                        <to>sample:</to>
                      </packageMirror>
                    </packageMirrors>
                  </configuration>
                  <executions>
                    <execution>
                      <id>seed</id>
                      <goals>
                        <goal>strap</goal>
                      </goals>
                      <configuration>
                        <attachSeed>true</attachSeed>
                      </configuration>
                    </execution>
                    <execution>
                      <id>qemu</id>
                      <goals>
                        <goal>image</goal>
                        <goal>verify</goal>
                      </goals>
                      <configuration>
                        <machine>qemu</machine>
                      </configuration>
                    </execution>
                    <execution>
                      <id>generic</id>
                      <goals>
                        <goal>image</goal>
                        <goal>verify</goal>
                      </goals>
                      <configuration>
                        <machine>generic</machine>
                        <console>ttyb</console>
                      </configuration>
                    </execution>
                  </executions>
                </plugin>
                <plugin>
                  <groupId>org.apache.maven.plugins</groupId>
                  <artifactId>maven-deploy-plugin</artifactId>
                  <version>DEPLOY</version>
                </plugin>
              </plugins>
            </pluginManagement>
          </build>
        </project>
        """
        .replace("VERSION", VERSION)
        .replace("DEPLOY", System.getProperty("it.deployPlugin"));
  }
}
