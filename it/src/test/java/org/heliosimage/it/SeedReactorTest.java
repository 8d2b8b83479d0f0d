package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** One seed for images of six machines: of a module of the same build, or of a repository. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedReactorTest {

  private static final Path LOCAL = Path.of(System.getProperty("it.repository"));

  /** The six images when one module is built after the other. */
  private Map<String, String> images;

  private String seed;

  @BeforeAll
  void oneByOne() throws IOException {
    SeedReactor reactor = SeedReactor.in(Workspace.empty("SeedReactorTest/oneByOne"), Maven.THIS);
    BuildLog log = reactor.run("verify").succeeded();
    images = reactor.images();
    seed = ImageProject.sha256(reactor.outputs("seed").resolve(ImageProject.SEED));
    assertEquals(SeedReactor.MACHINES.size(), new HashSet<>(images.values()).size());
    assertSeedMadeOnce(reactor, log);

    BuildLog again = reactor.run("verify").succeeded();
    assertEquals(0, again.runs(BuildLog.INSTALL), again::text);
    for (String machine : SeedReactor.MACHINES) {
      again.saying(machine + "-ttya-base: nothing to do");
    }
    assertEquals(images, reactor.images());
  }

  private static void assertSeedMadeOnce(SeedReactor reactor, BuildLog log) {
    for (String stage : List.of(BuildLog.STRAP, BuildLog.INSTALL, BuildLog.ARCHIVE)) {
      assertEquals(1, log.runs(stage), () -> stage + ": " + log.text());
    }
    for (String machine : SeedReactor.MACHINES) {
      assertEquals(1, log.runs(machine + "-ttya-base"), () -> machine + ": " + log.text());
      assertFalse(
          Files.exists(reactor.outputs(machine).resolve(ImageProject.SEED)),
          machine + " has a seed of its own");
    }
  }

  @Test
  void twoAtATimeGiveTheSameBytes(TestInfo test) throws IOException {
    for (Maven maven : List.of(Maven.THIS, Maven.FOUR)) {
      SeedReactor reactor = SeedReactor.in(Workspace.of(test).resolve(maven.name()), maven);
      BuildLog log = reactor.run("-T2", "verify").succeeded();
      assertSeedMadeOnce(reactor, log);
      assertEquals(images, reactor.images());
    }
  }

  @Test
  void theSeedOfARepositoryGivesTheSameBytes(TestInfo test) throws IOException {
    Workspace.delete(LOCAL.resolve("com/example/six-seed"));
    for (Maven maven : Maven.values()) {
      SeedReactor reactor = SeedReactor.in(Workspace.of(test).resolve(maven.name()), maven);
      if (maven == Maven.THIS) {
        reactor.runIn("qemu", "package").failedSaying(SeedReactor.SEED, "cannot be found");
        reactor.runIn("seed", "install").succeeded();
        Path installed = LOCAL.resolve("com/example/six-seed/1/six-seed-1.tar");
        assertEquals(seed, ImageProject.sha256(installed));
      }
      BuildLog log = reactor.runIn("qemu", "-o", "verify").succeeded();
      assertEquals(0, log.runs(BuildLog.INSTALL), log::text);
      assertEquals(images.get("qemu"), ImageProject.sha256(reactor.image("qemu")));
      assertFalse(Files.exists(reactor.outputs("qemu").resolve(ImageProject.SEED)));
    }
    Workspace.delete(LOCAL.resolve("com/example/six-seed"));
  }

  @Test
  void mistakesAreOneSentence(TestInfo test) throws IOException {
    SeedReactor reactor = SeedReactor.in(Workspace.of(test), Maven.THIS);
    reactor.image("qemu", "");
    String sentence =
        reactor
            .run("-T2", "verify", "-pl", "seed,qemu")
            .failedSaying(SeedReactor.SEED, "six-qemu", "<type>tar</type>", "<seed>");
    assertTrue(sentence.contains("-Dhelios.seed"), sentence);
    reactor
        .run("verify", "-pl", "qemu", "-Dhelios.seed=com.example:six-seed")
        .failedSaying("com.example:six-seed", "GROUP:ARTIFACT:VERSION");
  }
}
