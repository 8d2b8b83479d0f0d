package org.heliosimage.it;

import static org.heliosimage.it.BuildLog.ARCHIVE;
import static org.heliosimage.it.BuildLog.IMAGE;
import static org.heliosimage.it.BuildLog.INSTALL;
import static org.heliosimage.it.BuildLog.STRAP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What a change runs again, and what it leaves as it is. */
class PartialBuildTest {

  @Test
  void changeRunsWhatDependsOnIt(TestInfo test) throws IOException {
    ImageProject project = ImageProject.in(Workspace.of(test)).onDiskOf(128);
    project.run("package").succeeded();
    String first = ImageProject.sha256(project.raw());

    project.overlay("files/motd", "Another message of the day.\n");
    project.run("verify").succeeded().leavingOut(STRAP, INSTALL, ARCHIVE);
    String second = ImageProject.sha256(project.raw());
    assertNotEquals(first, second);

    project.overlay("files/nobody-names-this", "Nothing takes this file.\n");
    project.run("package").succeeded().leavingOut(STRAP, INSTALL, ARCHIVE, IMAGE);

    project.overlay(
        "files/platform-pc.xml", "<!-- The second stage and the image take this. -->\n");
    project.run("verify").succeeded().leavingOut(STRAP);
    String third = ImageProject.sha256(project.raw());
    assertNotEquals(second, third);

    // The way back gives the old bytes again.
    Files.delete(project.folder().resolve("src/main/helios/files/platform-pc.xml"));
    project.run("package").succeeded().leavingOut(STRAP);
    assertEquals(second, ImageProject.sha256(project.raw()));
  }

  @Test
  void resetRunsAgainAndChangesNothing(TestInfo test) throws IOException {
    ImageProject project = ImageProject.in(Workspace.of(test)).onDiskOf(128);
    project.run("package").succeeded();
    String raw = ImageProject.sha256(project.raw());

    project.run("package", "-Dhelios.reset").succeeded().leavingOut(STRAP);
    assertEquals(raw, ImageProject.sha256(project.raw()));
    project.run("package", "-Dhelios.fullReset").succeeded().leavingOut();
    assertEquals(raw, ImageProject.sha256(project.raw()));

    // What is gone is made again, of the stages that are still there.
    Workspace.delete(project.folder().resolve("target"));
    project.run("package").succeeded().leavingOut(STRAP, INSTALL);
    assertEquals(raw, ImageProject.sha256(project.raw()));
  }
}
