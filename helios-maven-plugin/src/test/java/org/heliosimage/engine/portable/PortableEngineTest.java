package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.heliosimage.disk.DiskLayout;
import org.heliosimage.disk.Slice;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.BuildResult;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.work.Hex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds small images from templates without packages. */
class PortableEngineTest {

  @TempDir Path folder;

  private final PortableEngine engine = new PortableEngine();
  private final RecordingLog log = new RecordingLog();

  @BeforeEach
  void templates() throws IOException {
    write(
        "helios/small-01-strap.json",
        """
        {"dataset": {"name": "small", "output_snapshot": "strap"}, "steps": [
          {"t": "ensure_dir", "dir": "/etc", "owner": "root", "group": "sys", "mode": "755"},
          {"t": "ensure_file", "file": "/etc/release", "contents": "1\\n",
           "owner": "root", "group": "bin", "mode": "644"}
        ]}
        """);
    write(
        "helios/small-02-image.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "strap", "output_snapshot": "image"},
         "steps": [
          {"t": "ensure_file", "file": "/etc/motd", "src": "motd",
           "owner": "root", "group": "sys", "mode": "644"}
        ]}
        """);
    write(
        "helios/small-03-archive.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "image"}, "steps": [
          {"t": "pack_tar", "name": "${name}-small.tar"}
        ]}
        """);
    write(
        "helios/pc-ttya-small.json",
        """
        {"pool": {"name": "rpool", "size": 96, "no_features": false}, "steps": [
          {"t": "create_be"},
          {"t": "create_dataset", "name": "home", "mountpoint": "/home"},
          {"t": "unpack_tar", "name": "${name}-small.tar"}
        ]}
        """);
    write("files/motd", "hello\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("overlay").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private BuildRequest request(List<String> features, BuildRequest.Force force) {
    return new BuildRequest(
        "auto",
        new BuildRequest.Folders(
            folder,
            folder.resolve("target/output"),
            folder.resolve("work"),
            "rpool/images/test",
            folder.resolve("overlay"),
            Optional.empty(),
            List.of(),
            Map.of(),
            Optional.empty()),
        new BuildRequest.Image("helios", "helios", "small", "pc", "ttya", "2.1"),
        features,
        Map.of(),
        force,
        1_700_000_000L,
        "org.example:test:1",
        BuildRequest.Network.standard(true));
  }

  private BuildRequest plain() {
    return request(List.of(), new BuildRequest.Force(false, false, false));
  }

  private Path output(String name) {
    return folder.resolve("target/output").resolve(name);
  }

  private List<String> build() throws IOException {
    log.clear();
    engine.setup(plain(), log);
    engine.strap(plain(), log);
    engine.image(plain(), log);
    engine.verify(plain(), log);
    return digests();
  }

  private List<String> digests() throws IOException {
    return List.of(
        Hex.sha256(output("helios-small.tar")), Hex.sha256(output("helios-pc-ttya-small.raw")));
  }

  private boolean ran(String stage) {
    return log.ran(stage);
  }

  @Test
  void buildsAndThenHasNothingToDo() throws IOException {
    List<String> first = build();
    for (String stage : List.of("small-01-strap", "small-02-image", "small-03-archive")) {
      assertTrue(ran(stage), log.toString());
    }
    assertTrue(ran("pc-ttya-small"));
    assertEquals(first, build());
    for (String stage : List.of("small-01", "small-02", "small-03", "pc-ttya-small")) {
      assertFalse(ran(stage), log.toString());
    }
    BuildResult again = engine.image(plain(), log);
    assertTrue(again.unchanged());
    assertEquals(first.get(1), again.artifacts().get(0).sha256());
  }

  @Test
  void aChangedFileRunsWhatDependsOnIt() throws IOException {
    List<String> first = build();
    write("files/motd", "good evening\n");
    List<String> second = build();
    assertFalse(ran("small-01"));
    assertTrue(ran("small-02") && ran("small-03") && ran("pc-ttya-small"), log.toString());
    assertNotEquals(first, second);
    write("files/motd", "hello\n");
    assertEquals(first, build());
  }

  @Test
  void aCommentOrAnotherPlaceForTheSameFileChangesNothing() throws IOException {
    build();
    write("helios/files/motd", "hello\n");
    build();
    assertFalse(ran("small-02"), log.toString());
    write("helios/files/motd", "mine\n");
    build();
    assertTrue(ran("small-02"), log.toString());
  }

  @Test
  void featuresAndTimeAreInputs() throws IOException {
    build();
    log.clear();
    BuildRequest other = request(List.of("debug"), new BuildRequest.Force(false, false, false));
    engine.strap(other, log);
    assertTrue(ran("small-01") && ran("small-02") && ran("small-03"));
  }

  @Test
  void aLostOrDamagedSnapshotIsMadeAgain() throws IOException {
    List<String> first = build();
    for (boolean delete : new boolean[] {true, false}) {
      Path tree = kept("small-01-strap.tree");
      if (delete) {
        Files.delete(tree);
      } else {
        byte[] bytes = Files.readAllBytes(tree);
        bytes[bytes.length / 2] ^= 1;
        Files.write(tree, bytes);
      }
      write("files/motd", "changed " + delete + "\n");
      build();
      assertTrue(ran("small-01"), log.toString());
    }
    write("files/motd", "hello\n");
    assertEquals(first, build());
  }

  private Path kept(String end) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("work"))) {
      return all.filter(file -> file.toString().endsWith(end)).findFirst().orElseThrow();
    }
  }

  @Test
  void resetsRunStagesAgainAndGiveTheSame() throws IOException {
    List<String> first = build();
    log.clear();
    engine.strap(request(List.of(), new BuildRequest.Force(true, false, false)), log);
    assertTrue(!ran("small-01") && ran("small-02") && ran("small-03"));
    log.clear();
    engine.strap(request(List.of(), new BuildRequest.Force(false, false, true)), log);
    assertTrue(!ran("small-02") && ran("small-03"));
    log.clear();
    engine.strap(request(List.of(), new BuildRequest.Force(false, true, false)), log);
    assertTrue(ran("small-01") && ran("small-02") && ran("small-03"));
    assertEquals(first, build());
  }

  @Test
  void archiveOnlyNeedsATree() {
    BuildRequest archive = request(List.of(), new BuildRequest.Force(false, false, true));
    BuildException e = assertThrows(BuildException.class, () -> engine.strap(archive, log));
    assertEquals(Optional.of("archiveOnly"), e.parameter());
  }

  @Test
  void aMissingSeedIsNamed() {
    IOException e = assertThrows(IOException.class, () -> engine.image(plain(), log));
    assertTrue(e.getMessage().contains("helios-small.tar"), e.getMessage());
    assertTrue(e.getMessage().contains("pc-ttya-small.json"), e.getMessage());
    assertFalse(Files.exists(output("helios-pc-ttya-small.raw")));
  }

  @Test
  void aFailedStageLeavesNothing() throws IOException {
    build();
    write(
        "helios/small-03-archive.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "image"}, "steps": [
          {"t": "pack_tar", "name": "${name}-small.tar"},
          {"t": "remove_files", "file": "/not/there"}
        ]}
        """);
    IOException e = assertThrows(IOException.class, () -> engine.strap(plain(), log));
    assertTrue(e.getMessage().contains("steps[1]"), e.getMessage());
    try (Stream<Path> files = Files.list(folder.resolve("target/output"))) {
      assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith(".")));
    }
  }

  @Test
  void snapshotsMustAgree() throws IOException {
    write(
        "helios/small-02-image.json",
        """
        {"dataset": {"name": "small", "input_snapshot": "other", "output_snapshot": "image"},
         "steps": []}
        """);
    IOException e = assertThrows(BuildException.class, () -> engine.strap(plain(), log));
    assertTrue(e.getMessage().contains("small@other"), e.getMessage());
    assertTrue(e.getMessage().contains("small@strap"), e.getMessage());
  }

  @Test
  void mistakesOfARequestNameTheParameter() {
    BuildRequest.Force none = new BuildRequest.Force(false, false, false);
    BuildException feature =
        assertThrows(
            BuildException.class, () -> engine.setup(request(List.of("9lives"), none), log));
    assertEquals(Optional.of("features"), feature.parameter());
  }

  @Test
  void verifyNoticesADamagedImage() throws IOException {
    build();
    Path image = output("helios-pc-ttya-small.raw");
    try (FileChannel channel =
        FileChannel.open(image, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long at = 256 * 512 + (4 << 20);
      ByteBuffer one = ByteBuffer.allocate(1);
      while (one.get(0) == 0) {
        one.clear();
        channel.read(one, ++at);
      }
      one.put(0, (byte) (one.get(0) ^ 1)).rewind();
      channel.write(one, at);
    }
    IOException e = assertThrows(IOException.class, () -> engine.verify(plain(), log));
    assertTrue(e.getMessage().contains("helios-pc-ttya-small.raw"), e.getMessage());
  }

  @Test
  void anUnlabelledPoolAndASliceOfItsOwn() throws IOException {
    engine.strap(plain(), log);
    write(
        "helios/pc-ttya-small.json",
        """
        {"pool": {"name": "rpool", "size": 64, "label": false, "compression": "gzip-9"},
         "steps": [{"t": "unpack_tar", "name": "${name}-small.tar"}]}
        """);
    engine.image(plain(), log);
    engine.verify(plain(), log);
    write(
        "helios/pc-ttya-small.json",
        """
        {"pool": {"name": "rpool", "size": 96, "partition_only": true},
         "steps": [{"t": "unpack_tar", "name": "${name}-small.tar"}]}
        """);
    engine.image(plain(), log);
    engine.verify(plain(), log);
    Path alone = output("helios-pc-ttya-small.partonly");
    Slice slice = DiskLayout.whole(96 << 20).zfs();
    byte[] disk = Files.readAllBytes(output("helios-pc-ttya-small.raw"));
    assertArrayEquals(
        Arrays.copyOfRange(disk, (int) slice.offset(), (int) (slice.offset() + slice.length())),
        Files.readAllBytes(alone));
    String told = Files.readString(output("helios-pc-ttya-small.partonly.json"));
    assertTrue(told.contains(Hex.sha256(alone)), told);
  }

  @Test
  void whatADatasetPacksIsVerifiedToo() throws IOException {
    engine.strap(plain(), log);
    write(
        "helios/pc-ttya-small.json",
        """
        {"dataset": {"name": "all", "output_snapshot": "all"}, "steps": [
          {"t": "unpack_tar", "name": "${name}-small.tar"},
          {"t": "pack_tar", "name": "all.tar"}
        ]}
        """);
    engine.image(plain(), log);
    assertEquals(
        "all.tar is sound and holds what was meant", engine.verify(plain(), log).summary());
    byte[] bytes = Files.readAllBytes(output("all.tar"));
    bytes[0] ^= 1;
    Files.write(output("all.tar"), bytes);
    IOException e = assertThrows(IOException.class, () -> engine.verify(plain(), log));
    assertTrue(e.getMessage().contains("all.tar has changed"), e.getMessage());
  }

  @Test
  void theImageComesBeforeWhatItsStepsPack() throws IOException {
    engine.strap(plain(), log);
    write(
        "helios/pc-ttya-small.json",
        """
        {"pool": {"name": "rpool", "size": 96}, "steps": [
          {"t": "unpack_tar", "name": "${name}-small.tar"},
          {"t": "pack_tar", "name": "all.tar"}
        ]}
        """);
    BuildResult image = engine.image(plain(), log);
    assertEquals(
        List.of(output("helios-pc-ttya-small.raw"), output("all.tar")),
        image.artifacts().stream().map(BuildResult.Artifact::path).toList());
    assertEquals(
        List.of("helios-pc-ttya-small.raw", "all.tar"),
        engine.plan(plain(), log).stages().get(3).outputs());
    engine.verify(plain(), log);
  }
}
