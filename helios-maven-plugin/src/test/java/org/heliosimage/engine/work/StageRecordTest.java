package org.heliosimage.engine.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRecordTest {

  @TempDir Path folder;

  private Digests digests;
  private Path consulted;
  private Path missing;
  private StageRecord record;

  @BeforeEach
  void record() throws IOException {
    digests = Digests.load(folder.resolve("digests"));
    consulted = Files.writeString(folder.resolve("motd"), "hello\n");
    missing = folder.resolve("overlay-motd");
    InputTrace trace = new InputTrace(digests);
    trace.file("a:motd", consulted);
    trace.file("b:motd", missing);
    trace.names("names", Files.createDirectories(folder.resolve("names")));
    Path temporary = AtomicFiles.temporary(folder.resolve("out.tar"));
    Files.write(temporary, new byte[10_000]);
    record =
        new StageRecord(
            "asked",
            "before",
            trace.inputs(),
            List.of(
                StageRecord.Output.publish(
                    temporary,
                    FileSurvey.of(temporary, Optional.empty()),
                    "out.tar",
                    folder,
                    digests)),
            List.of("a\tdifference\nin \\ two lines"),
            Map.of("fingerprint", "f"));
  }

  private boolean current() throws IOException {
    return record.answers("asked", "before", folder)
        && record.inputsUnchanged(input -> true, Digests.load(folder.resolve("digests")));
  }

  @Test
  void comesBackTheSame() throws IOException {
    Path file = folder.resolve("x.stage");
    record.save(file);
    assertEquals(Optional.of(record), StageRecord.load(file));
  }

  @Test
  void isForgottenWhenDamaged() throws IOException {
    Path file = folder.resolve("x.stage");
    record.save(file);
    String good = Files.readString(file);
    Files.writeString(file, good.replace("before", "behind"));
    assertEquals(Optional.empty(), StageRecord.load(file));
    Files.writeString(file, good.substring(0, good.length() / 2));
    assertEquals(Optional.empty(), StageRecord.load(file));
  }

  @Test
  void isCurrentUntilSomethingChanges() throws IOException {
    assertTrue(current());
    assertFalse(record.answers("other", "before", folder));
    assertFalse(record.answers("asked", "other", folder));
  }

  @Test
  void staysCurrentWhenAFileIsTouchedOnly() throws IOException {
    Files.setLastModifiedTime(consulted, FileTime.fromMillis(1000));
    assertTrue(current());
  }

  @Test
  void noticesAChangedInput() throws IOException {
    Files.writeString(consulted, "other\n");
    assertFalse(current());
  }

  @Test
  void noticesAFileThatTakesTheFirstPlace() throws IOException {
    Files.writeString(missing, "mine\n");
    assertFalse(current());
  }

  @Test
  void noticesANewName() throws IOException {
    Files.writeString(folder.resolve("names/publisher"), "");
    assertFalse(current());
  }

  @Test
  void noticesAnOutputThatWasReplacedOrRemoved() throws IOException {
    Path output = folder.resolve("out.tar");
    Files.setLastModifiedTime(output, FileTime.fromMillis(1000));
    assertFalse(current());
    Files.delete(output);
    assertFalse(current());
  }

  @Test
  void keyDependsOnContentsAndNotOnFolders() throws IOException {
    String key = record.key("salt", input -> true);
    assertNotEquals(key, record.key("other", input -> true));
    assertNotEquals(key, record.key("salt", input -> !input.label().equals("a:motd")));
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    InputTrace trace = new InputTrace(digests);
    trace.file("a:motd", Files.writeString(elsewhere.resolve("motd"), "hello\n"));
    trace.file("b:motd", elsewhere.resolve("none"));
    trace.names("names", Files.createDirectories(elsewhere.resolve("names")));
    StageRecord moved =
        new StageRecord("x", "before", trace.inputs(), List.of(), List.of(), Map.of());
    assertEquals(key, moved.key("salt", input -> true));
  }

  @Test
  void surveysOutputs() {
    assertEquals(10_000, record.outputs().get(0).size());
    assertEquals(0, record.outputs().get(0).allocated());
    assertEquals(Hex.sha256(new byte[10_000]), record.outputs().get(0).sha256());
  }
}
