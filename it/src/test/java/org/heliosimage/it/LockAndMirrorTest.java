package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The goals about packages: lock, outdated, mirror, go-offline. */
class LockAndMirrorTest {

  private static final String MIRRORS = "-Dhelios.packageMirrors=";

  @Test
  void lockedPackagesAreComparedAndKept(TestInfo test) throws IOException {
    Path workspace = Workspace.of(test);
    ImageProject project = ImageProject.in(workspace);
    Path lock = project.folder().resolve("helios.lock");
    BuildLog first = project.run("-o", "helios:lock", "helios:outdated").succeeded();
    String packages = first.after("helios.lock: ").orElseThrow();
    assertTrue(packages.endsWith(" packages locked"), packages);
    String count = packages.substring(0, packages.indexOf(' '));
    first
        .saying("Newer versions, which other packages hold back:")
        .saying("  name            locked        newest")
        .saying(
            "  system/network  0.5.11-2.0.1  0.5.11-2.0.2  "
                + "consolidation/osnet/osnet-incorporation@0.5.11-2.0.1 admits only ")
        .notSaying("Newer versions, which helios:lock takes:");
    String text = Files.readString(lock);
    assertEquals(Integer.parseInt(count), text.lines().filter(l -> l.startsWith("pkg:")).count());

    // As if a package had been of an older version then.
    String name =
        text.lines()
            .filter(line -> line.startsWith("pkg:"))
            .map(line -> line.replaceFirst("pkg://[^/]*/(.*)@.*", "$1"))
            .findFirst()
            .orElseThrow();
    Files.writeString(lock, text.replaceFirst("(pkg://[^/]*/" + name + ")@[^ ]*", "$1@0.1,5.11"));
    project
        .run("-o", "helios:outdated", "-Dhelios.outdated.fail")
        .saying("Newer versions, which helios:lock takes:")
        .saying("  " + name + "  ")
        .failedSaying("1 of " + count + " locked packages is outdated", "-Dhelios.outdated.fail");
    project.run("-o", "prepare-package").failedSaying(name + " is locked as ", "helios:lock");

    // From the folder above, whose pom has nothing to do with images.
    Files.writeString(
        workspace.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId>
          <artifactId>all</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <modules><module>my-image</module></modules>
        </project>
        """);
    Maven.THIS
        .run(
            workspace,
            List.of(
                "-o",
                "org.heliosimage:helios-maven-plugin:" + System.getProperty("it.version") + ":lock",
                "-Dhelios.workDirectory=" + project.work()))
        .succeeded()
        .saying("skipped: this module does not use the plugin")
        .saying(
            "helios.lock: " + count + " packages locked, 1 not as before: " + name + " 0.1 -> ");
    assertEquals(text, Files.readString(lock));
  }

  @Test
  void buildsGoOnWithoutTheRepository(TestInfo test) throws IOException {
    Path workspace = Workspace.of(test);
    ImageProject project = ImageProject.in(workspace);
    BuildLog folder = project.run("-o", "helios:mirror").succeeded();
    String seed = ImageProject.sha256(project.seed());
    Path mirror = project.folder().resolve("target/helios/mirror");
    assertTrue(Files.exists(mirror.resolve("pkg5.repository")));
    assertEquals(seed, seedFrom(workspace.resolve("folder"), "-o", use(folder)));

    Path archive = workspace.resolve("packages.p5p");
    BuildLog packed =
        project.run("-o", "helios:mirror", "-Dhelios.mirror.to=" + archive).succeeded();
    assertTrue(use(packed).endsWith("packages.p5p"), use(packed));
    assertEquals(seed, seedFrom(workspace.resolve("archive"), "-o", use(packed)));

    ImageProject remote = ImageProject.in(workspace.resolve("remote"));
    HttpServer server = serve(mirror);
    String uri = "*=http://127.0.0.1:" + server.getAddress().getPort() + "/";
    try {
      remote
          .run("helios:go-offline", MIRRORS + uri)
          .succeeded()
          .saying(" are on this machine: it can build offline");
    } finally {
      server.stop(0);
    }
    assertEquals(seed, ImageProject.sha256(remote.seed()));
    Workspace.delete(remote.work().resolve("rpool"));
    Workspace.delete(remote.outputs());
    assertFalse(Files.exists(remote.seed()));
    remote.run("-o", "prepare-package", MIRRORS + uri).succeeded();
    assertEquals(seed, ImageProject.sha256(remote.seed()));
  }

  /** What a mirror says about its use. */
  private static String use(BuildLog log) {
    return log.lines().stream()
        .filter(line -> line.contains(MIRRORS))
        .map(line -> line.substring(line.indexOf(MIRRORS)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(log.text()));
  }

  private static String seedFrom(Path workspace, String... arguments) throws IOException {
    Files.createDirectories(workspace);
    ImageProject project = ImageProject.in(workspace);
    List<String> all = new ArrayList<>(List.of("prepare-package"));
    all.addAll(List.of(arguments));
    project.run(all.toArray(String[]::new)).succeeded();
    return ImageProject.sha256(project.seed());
  }

  private static HttpServer serve(Path folder) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, folder));
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, Path folder) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      // Names of packages and versions are quoted in the names of files too.
      Path file = folder.resolve(uri.getPath().substring(1)).normalize();
      if (file.startsWith(folder) && Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(200, Files.size(file));
        Files.copy(file, exchange.getResponseBody());
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  @Test
  void parametersAreDocumented(TestInfo test) throws IOException {
    ImageProject.in(Workspace.of(test))
        .run("-o", "helios:help", "-Ddetail", "-Dgoal=mirror")
        .succeeded()
        .saying("User property: helios.mirror.to")
        .saying("User property: helios.packageMirrors")
        .saying("User property: helios.skip");
  }
}
