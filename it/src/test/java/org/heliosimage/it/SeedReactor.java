package org.heliosimage.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A build of one module that makes a seed, and of one for each of six machines that makes an image
 * of it.
 *
 * @param folder the build's folder
 * @param maven what builds it
 */
record SeedReactor(Path folder, Maven maven) {

  /** The last one is no machine that the plugin knows: its module brings the template. */
  static final List<String> MACHINES =
      List.of("generic", "qemu", "aws", "builder", "barefoot", "appliance");

  static final String SEED = "com.example:six-seed:1";

  private static final String HEAD =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
      """;

  private static final String PARENT =
      """
        <parent>
          <groupId>com.example</groupId>
          <artifactId>six</artifactId>
          <version>1</version>
        </parent>
      """;

  private static final String DEPENDENCY =
      """
        <dependencies>
          <dependency>
            <groupId>com.example</groupId>
            <artifactId>six-seed</artifactId>
            <version>1</version>
            <type>tar</type>
            <scope>provided</scope>
          </dependency>
        </dependencies>
      """;

  /** Writes the build's files. */
  static SeedReactor in(Path parent, Maven maven) throws IOException {
    SeedReactor reactor = new SeedReactor(parent.resolve("six"), maven);
    reactor.write("pom.xml", parentPom());
    // The images come first, so that only the dependencies put the seed before them.
    for (String machine : MACHINES) {
      reactor.image(machine, DEPENDENCY);
    }
    reactor.write(
        "seed/pom.xml",
        HEAD
            + PARENT
            + """
                <artifactId>six-seed</artifactId>
                <packaging>helios-seed</packaging>
              </project>
              """);
    reactor.write(
        "appliance/src/main/helios/helios/appliance-ttya-base.json",
        """
        {
          "pool": { "name": "tank", "size": 160, "no_features": false },
          "steps": [
            { "t": "create_be" },
            { "t": "unpack_tar", "name": "${name}-base.tar" }
          ]
        }
        """);
    return reactor;
  }

  /** Writes the pom of an image. */
  SeedReactor image(String machine, String dependencies) throws IOException {
    return write(
        machine + "/pom.xml",
        HEAD
            + PARENT
            + """
                <artifactId>six-MACHINE</artifactId>
                <packaging>helios-image</packaging>
                <properties>
                  <helios.machine>MACHINE</helios.machine>
                </properties>
              """
                .replace("MACHINE", machine)
            + dependencies
            + "</project>\n");
  }

  private SeedReactor write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Builds it. */
  BuildLog run(String... arguments) {
    return run(folder, List.of(arguments));
  }

  /** Builds one module as if there were no others. */
  BuildLog runIn(String module, String... arguments) {
    return run(folder.resolve(module), List.of(arguments));
  }

  private BuildLog run(Path in, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add("-Dhelios.workDirectory=" + folder.resolveSibling("helios"));
    return maven.run(in, all);
  }

  /** Digests of the images by their machines. */
  Map<String, String> images() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (String machine : MACHINES) {
      digests.put(machine, ImageProject.sha256(image(machine)));
    }
    return digests;
  }

  Path image(String machine) {
    return outputs(machine).resolve("helios-" + machine + "-ttya-base.raw");
  }

  Path outputs(String module) {
    return folder.resolve(module + "/target/helios/output");
  }

  private static String parentPom() {
    return (HEAD
            + """
                <groupId>com.example</groupId>
                <artifactId>six</artifactId>
                <version>1</version>
                <packaging>pom</packaging>
                <modules>
                  MODULES
                  <module>seed</module>
                </modules>
                <properties>
                  <project.build.outputTimestamp>2026-11-01T00:00:00Z</project.build.outputTimestamp>
                  <helios.dataset>rpool/images/it</helios.dataset>
                  <helios.packageMirrors>*=sample:</helios.packageMirrors>
                  <helios.seed>com.example:six-seed:1</helios.seed>
                </properties>
                <build>
                  <plugins>
                    <plugin>
                      <groupId>org.heliosimage</groupId>
                      <artifactId>helios-maven-plugin</artifactId>
                      <version>VERSION</version>
                      <extensions>true</extensions>
                    </plugin>
                  </plugins>
                </build>
              </project>
              """)
        .replace("VERSION", System.getProperty("it.version"))
        .replace(
            "MODULES",
            MACHINES.stream()
                .map(machine -> "<module>" + machine + "</module>")
                .collect(Collectors.joining()));
  }
}
