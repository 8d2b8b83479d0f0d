package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The way of an image: generated, packaged, verified, published, and taken by another project. */
class ArchetypeTest {

  @Test
  void imageComesBackUnchangedFromRepository(TestInfo test) throws IOException {
    Path folder = Workspace.of(test);
    ImageProject project = ImageProject.generate(folder, Maven.THIS, folder.resolve("helios"));

    BuildLog packaged = project.run("package").succeeded();
    Path raw = project.raw();
    assertEquals(raw.toString(), packaged.after("Image: ").orElseThrow());
    assertEquals(1 << 30, Files.size(raw));

    // Repositories keep no holes: a small disk is enough to see the rest.
    project.onDiskOf(128).run("package").succeeded();
    String rawBytes = ImageProject.sha256(raw);
    String seedBytes = ImageProject.sha256(project.seed());
    Path remote = folder.resolve("remote");
    project
        .run(
            "deploy",
            "-Dmaven.install.skip",
            "-DaltDeploymentRepository=remote::file://" + remote,
            "-Dhelios.attachSeed")
        .succeeded()
        .saying("verify: rpool: ");
    assertEquals(rawBytes, ImageProject.sha256(raw));

    Path consumer = Files.createDirectories(folder.resolve("consumer"));
    Files.writeString(consumer.resolve("pom.xml"), consumerPom(remote));
    Path empty = Files.createDirectories(folder.resolve("consumer-repository"));
    Maven.THIS.run(consumer, empty, List.of("package")).succeeded();
    assertEquals(rawBytes, ImageProject.sha256(consumer.resolve("target/my-image.raw")));
    assertEquals(seedBytes, ImageProject.sha256(consumer.resolve("target/my-image-seed.tar")));
  }

  /** A project that takes the artifacts of the image's project as a user of it would. */
  private static String consumerPom(Path remote) {
    return """
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>com.example</groupId>
          <artifactId>consumer</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <repositories>
            <repository>
              <id>remote</id>
              <url>file://REMOTE</url>
            </repository>
          </repositories>
          <build>
            <plugins>
              <plugin>
                <groupId>org.apache.maven.plugins</groupId>
                <artifactId>maven-dependency-plugin</artifactId>
                <version>VERSION</version>
                <executions>
                  <execution>
                    <phase>package</phase>
                    <goals>
                      <goal>copy</goal>
                    </goals>
                    <configuration>
                      <outputDirectory>${project.build.directory}</outputDirectory>
                      <stripVersion>true</stripVersion>
                      <artifactItems>
                        <artifactItem>
                          <groupId>com.example</groupId>
                          <artifactId>my-image</artifactId>
                          <version>1.0-SNAPSHOT</version>
                          <type>raw</type>
                        </artifactItem>
                        <artifactItem>
                          <groupId>com.example</groupId>
                          <artifactId>my-image</artifactId>
                          <version>1.0-SNAPSHOT</version>
                          <type>tar</type>
                          <classifier>seed</classifier>
                        </artifactItem>
                      </artifactItems>
                    </configuration>
                  </execution>
                </executions>
              </plugin>
            </plugins>
          </build>
        </project>
        """
        .replace("REMOTE", remote.toString())
        .replace("VERSION", System.getProperty("it.dependencyPlugin"));
  }
}
