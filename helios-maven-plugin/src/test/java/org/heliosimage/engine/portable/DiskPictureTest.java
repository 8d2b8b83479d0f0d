package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The picture in the documentation is of a disk as it is made today. */
class DiskPictureTest {

  @Test
  void documentationShowsTheDiskAsItIs() throws Exception {
    Path drawn = Path.of("target/disk-layout.svg");
    Files.writeString(drawn, DiskPicture.of(SampleImages.of("generic")));
    assertEquals(
        Files.readString(drawn),
        Files.readString(Path.of("../docs/disk-layout.svg")),
        "copy helios-maven-plugin/" + drawn + " to docs");
  }
}
