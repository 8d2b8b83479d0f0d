package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A Java service goes into an image of the same build. */
class ServiceTest {

  private static final String IN_IMAGE = "/opt/service/service.jar";
  private static final String SMF = "/lib/svc/manifest/site/service.xml";
  private static final String TEMPLATE = "image/src/main/helios/helios/qemu-ttya-base.json";

  private static final String MANIFEST =
      """
      <?xml version="1.0"?>
      <!DOCTYPE service_bundle SYSTEM "/usr/share/lib/xml/dtd/service_bundle.dtd.1">
      <service_bundle type="manifest" name="service">
        <service name="site/service" type="service" version="1">
          <create_default_instance enabled="true"/>
          <single_instance/>
          <exec_method type="method" name="start" exec="/usr/bin/java -jar /opt/service/service.jar"
              timeout_seconds="60"/>
          <exec_method type="method" name="stop" exec=":kill" timeout_seconds="60"/>
        </service>
      </service_bundle>
      """;

  /** What is bundled, and the service. */
  private static String template() {
    return ImageProject.imageTemplate(128)
        .replace(
            "{ \"t\": \"include\", \"name\": \"bootable\" }",
            """
            { "t": "ensure_dir", "dir": "/opt/service", "owner": "root", "group": "bin", "mode": "0755" },
            { "t": "ensure_file", "file": "/opt/service/service.jar", "extsrc": "service.jar",
              "owner": "root", "group": "bin", "mode": "0444" },
            { "t": "ensure_file", "file": "/lib/svc/manifest/site/service.xml", "src": "service.xml",
              "owner": "root", "group": "sys", "mode": "0444" },
            { "t": "include", "name": "bootable" }
            """);
  }

  @Test
  void jarAndManifestGoIntoTheImageInOneBuild(TestInfo test) throws IOException {
    ServiceReactor reactor =
        ServiceReactor.in(Workspace.of(test))
            .write(TEMPLATE, template())
            .write("image/src/main/helios/helios/files/service.xml", MANIFEST)
            .fill(
                "image/pom.xml",
                "configuration",
                """
                <artifacts>
                  <artifact>
                    <coordinates>com.example:service</coordinates>
                    <name>service.jar</name>
                  </artifact>
                </artifacts>
                """);
    // Without a jar there is nothing to place, only classes.
    reactor
        .run("prepare-package")
        .failedSaying(
            "com.example:service:jar", "<artifacts>", "not packaged yet", "phase package");

    reactor.run("verify").succeeded();
    assertPlaced(reactor);
    assertEquals(0444, reactor.inImage(IN_IMAGE).attributes().mode());
    assertEquals(MANIFEST, reactor.inImage(SMF).content().text());

    reactor.run("verify").succeeded().leavingOut(BuildLog.STAGES);

    byte[] before = Files.readAllBytes(reactor.jar());
    reactor
        .main("Hello from another build")
        .run("package")
        .succeeded()
        .leavingOut(BuildLog.STRAP, BuildLog.INSTALL, BuildLog.ARCHIVE);
    assertPlaced(reactor);
    assertFalse(Arrays.equals(before, Files.readAllBytes(reactor.jar())));
  }

  private static void assertPlaced(ServiceReactor reactor) throws IOException {
    assertArrayEquals(
        Files.readAllBytes(reactor.jar()), reactor.inImage(IN_IMAGE).content().bytes());
  }

  @Test
  void mistakesAreOneSentence(TestInfo test) throws IOException {
    Path folder = Workspace.of(test);
    ServiceReactor reactor =
        ServiceReactor.in(folder)
            .write(TEMPLATE, template())
            .write("image/src/main/helios/helios/files/service.xml", MANIFEST);
    reactor
        .run("package", "-Dhelios.artifacts=com.example:sevrice=service.jar")
        .failedSaying("com.example:sevrice", "-Dhelios.artifacts", "<dependencies>");
    reactor
        .run("package", "-pl", "image", "-Dhelios.artifacts=com.example:service=service.jar")
        .failedSaying("com.example:service:jar", "cannot be resolved", "same run");

    Path external = Files.createDirectories(folder.resolve("external"));
    Files.writeString(external.resolve("service.jar"), "not the one");
    reactor
        .run(
            "package",
            "-Dhelios.artifacts=com.example:service=service.jar",
            "-Dhelios.externalSources=" + external)
        .failedSaying("service.jar", external.toString(), "another name", "qemu-ttya-base.json");
  }
}
