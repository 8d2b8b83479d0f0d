package org.heliosimage.it;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.disk.Label;
import org.heliosimage.disk.Slice;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.zfs.read.PoolReader;

/**
 * A build of two modules: a Java service, and an image that it goes into.
 *
 * @param folder the build's folder
 */
record ServiceReactor(Path folder) {

  private static final String HEAD =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
      """;

  /** Writes the build's files; the image is that of the archetype, on a smaller disk. */
  static ServiceReactor in(Path parent) throws IOException {
    ServiceReactor reactor = new ServiceReactor(parent.resolve("reactor"));
    reactor
        .write("pom.xml", parentPom())
        .write(
            "service/pom.xml",
            HEAD
                + """
                  <parent>
                    <groupId>com.example</groupId>
                    <artifactId>reactor</artifactId>
                    <version>1.0-SNAPSHOT</version>
                  </parent>
                  <artifactId>service</artifactId>
                  <description>Answers.</description>
                  <!-- plugins -->
                </project>
                """)
        .main("Hello from the first build")
        .write(
            "image/pom.xml",
            HEAD
                + """
                  <parent>
                    <groupId>com.example</groupId>
                    <artifactId>reactor</artifactId>
                    <version>1.0-SNAPSHOT</version>
                  </parent>
                  <artifactId>image</artifactId>
                  <packaging>helios-image</packaging>
                  <properties>
                    <!-- properties -->
                  </properties>
                  <dependencies>
                    <dependency>
                      <groupId>com.example</groupId>
                      <artifactId>service</artifactId>
                      <version>${project.version}</version>
                      <scope>provided</scope>
                    </dependency>
                  </dependencies>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>org.heliosimage</groupId>
                        <artifactId>helios-maven-plugin</artifactId>
                        <extensions>true</extensions>
                        <configuration>
                          <machine>qemu</machine>
                          <!-- configuration -->
                        </configuration>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """)
        .write("image/src/main/helios/helios/qemu-ttya-base.json", ImageProject.imageTemplate(128));
    return reactor;
  }

  /** The service's only class. */
  ServiceReactor main(String greeting) throws IOException {
    return write(
        "service/src/main/java/com/example/Main.java",
        """
        package com.example;

        public class Main {
          public static void main(String[] arguments) {
            System.out.println("%s");
          }
        }
        """
            .formatted(greeting));
  }

  ServiceReactor write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Puts something in the place of a comment. */
  ServiceReactor fill(String name, String comment, String text) throws IOException {
    String place = "<!-- " + comment + " -->";
    String old = Files.readString(folder.resolve(name));
    if (!old.contains(place)) {
      throw new IllegalArgumentException(place + " is not in " + old);
    }
    return write(name, old.replace(place, text));
  }

  /** Builds it. */
  BuildLog run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-Dmaven.test.skip");
    all.add("-Dhelios.workDirectory=" + folder.resolveSibling("helios"));
    return Maven.THIS.run(folder, all);
  }

  Path jar() {
    return folder.resolve("service/target/service-1.0-SNAPSHOT.jar");
  }

  /** A file of the image, read from the raw disk. */
  RegularFile inImage(String path) throws IOException {
    Path raw = folder.resolve("image/target/helios/output").resolve(ImageProject.RAW);
    try (FileChannel image = FileChannel.open(raw)) {
      Slice zfs = Label.read(image).zfs();
      try (PoolReader pool = PoolReader.open(image, zfs.offset(), zfs.length())) {
        String root =
            pool.datasets().stream()
                .filter(name -> name.matches("rpool/ROOT/[^/]+"))
                .findFirst()
                .orElseThrow();
        FileTree tree = pool.tree(root);
        RegularFile file = (RegularFile) tree.get(path);
        return new RegularFile(file.attributes(), Content.of(file.content().bytes()));
      }
    }
  }

  private static String parentPom() {
    return (HEAD
            + """
              <groupId>com.example</groupId>
              <artifactId>reactor</artifactId>
              <version>1.0-SNAPSHOT</version>
              <packaging>pom</packaging>
              <modules>
                <module>service</module>
                <module>image</module>
              </modules>
              <properties>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                <project.build.outputTimestamp>2026-11-01T00:00:00Z</project.build.outputTimestamp>
                <maven.compiler.release>17</maven.compiler.release>
                <helios.dataset>rpool/images/it</helios.dataset>
                <helios.packageMirrors>*=sample:</helios.packageMirrors>
              </properties>
              <build>
                <pluginManagement>
                  <plugins>
                    PLUGINS
                  </plugins>
                </pluginManagement>
              </build>
            </project>
            """)
        .replace(
            "PLUGINS",
            plugin("org.heliosimage", "helios-maven-plugin", "it.version")
                + plugin("org.apache.maven.plugins", "maven-compiler-plugin", "it.compilerPlugin")
                + plugin("org.apache.maven.plugins", "maven-jar-plugin", "it.jarPlugin")
                + plugin("org.apache.maven.plugins", "maven-deploy-plugin", "it.deployPlugin")
                + plugin("org.apache.maven.plugins", "maven-install-plugin", "it.installPlugin")
                + plugin("org.apache.maven.plugins", "maven-resources-plugin", "it.resourcesPlugin")
                + plugin("org.apache.maven.plugins", "maven-surefire-plugin", "it.surefire"));
  }

  private static String plugin(String group, String artifact, String property) {
    return "<plugin><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></plugin>\n"
        .formatted(group, artifact, System.getProperty(property));
  }
}
