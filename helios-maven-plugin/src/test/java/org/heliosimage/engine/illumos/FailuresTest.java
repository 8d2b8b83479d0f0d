package org.heliosimage.engine.illumos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.Engines;
import org.heliosimage.engine.NativeTools;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.portable.PortableEngine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on a host: one sentence that says what, and what to do. */
class FailuresTest {

  @TempDir private Path folder;

  private StandIns programs;
  private NativeProject project;

  @BeforeEach
  void project() throws IOException {
    programs = new StandIns(folder);
    project = new NativeProject(folder);
    project.small("base");
  }

  private String setup() {
    return sentence(
        () -> new NativeEngine(programs.host()).setup(project.request(), new RecordingLog()));
  }

  private String image() {
    return sentence(
        () -> new NativeEngine(programs.host()).image(project.request(), new RecordingLog()));
  }

  private String sentence(NativeEngineTest.Failing failing) {
    return programs.shortened(
        String.valueOf(assertThrows(BuildException.class, failing::run).getMessage()));
  }

  @Test
  void notIllumos() throws IOException {
    programs.program("uname", "echo Linux\n");
    assertEquals(
        "the native engine needs an illumos system, and this one is Linux: use portable", setup());
    programs.program("uname", "echo no such option >&2; exit 2\n");
    assertEquals(
        "the native engine needs an illumos system, and uname -s ended with exit status 2; its last line is: no such option: use portable",
        setup());
  }

  @Test
  void noPrivilege() throws IOException {
    programs.program("pfexec", "echo \"uid=100(frank) gid=10(staff)\"\n");
    assertEquals(
        "pfexec does not give frank the privileges of root (pfexec id says uid=100(frank) gid=10(staff)): as root, run usermod -P +'Primary Administrator' frank",
        setup());
    programs.program("pfexec", "exit 1\n");
    assertEquals(
        "pfexec does not give frank the privileges of root (pfexec id ended with exit status 1 and printed nothing): as root, run usermod -P +'Primary Administrator' frank",
        setup());
  }

  @Test
  void noDataset() throws IOException {
    programs.program("zfs", "echo \"cannot open '$4': dataset does not exist\" >&2; exit 1\n");
    String missing =
        "the dataset rpool/images/frank does not exist: run pfexec zfs create -p rpool/images/frank, or set helios.setup.createDataset";
    assertEquals(missing, setup());
    assertEquals(missing, image());
    programs.program("zfs", "echo 'permission denied' >&2; exit 1\n");
    assertEquals(
        "zfs list -Ho name rpool/images/frank ended with exit status 1; its last line is: permission denied",
        setup());
  }

  @Test
  void datasetWithoutFolder() throws IOException {
    programs.program("zfs", "echo legacy\n");
    assertEquals(
        "the dataset rpool/images/frank has the mount point legacy, under which its files cannot be found: set one with pfexec zfs set mountpoint=/rpool/images/frank rpool/images/frank",
        image());
  }

  @Test
  void noTool() throws IOException {
    programs.without("image-builder");
    assertEquals(
        "image-builder is neither in a folder of PATH nor in HERE/work/image-builder: name it, or set helios.imageBuilder.build to have helios:setup build it",
        setup());
    project.tools = tools(Optional.of(folder.resolve("nothing")), false);
    assertEquals("HERE/nothing is no program", image());
    programs.without("zfs");
    assertEquals("the program zfs is in no folder of PATH", image());
  }

  @Test
  void sourcesOfTheToolOffline() throws IOException {
    project.tools = tools(Optional.empty(), true);
    project.offline();
    assertEquals(
        "image-builder abc is not built yet, and to fetch its sources from git:source needs the network: run helios:setup once without -o",
        setup());
  }

  @Test
  void toolFails() throws IOException {
    programs.program("image-builder", "for i in 1 2 3 4 5 6; do echo \"line $i\"; done\nexit 1\n");
    assertEquals(
        "image-builder for the template qemu-ttya-base ended with exit status 1; its last lines are: line 2 | line 3 | line 4 | line 5 | line 6",
        image());
  }

  @Test
  void toolIsKilled() throws IOException {
    programs.program("image-builder", "echo working\nkill -9 $$\n");
    assertEquals(
        "image-builder for the template qemu-ttya-base was killed by signal 9; its last line is: working",
        image());
  }

  @Test
  void toolTakesTooLong() throws IOException {
    programs.program("image-builder", "echo working\n/bin/sleep 60\n");
    project.tools = new NativeTools(Optional.empty(), false, "", "", false, Duration.ofSeconds(1));
    long begin = System.nanoTime();
    assertEquals(
        "image-builder for the template qemu-ttya-base took more than 1 s; its last line is: working",
        image());
    assertTrue(System.nanoTime() - begin < 20e9, "what it had started was waited for");
  }

  @Test
  void toolMakesNothing() throws IOException {
    programs.program("image-builder", "echo done\n");
    assertEquals(
        "image-builder should have made HERE/pool/output/helios-qemu-ttya-base.raw, and that file is not there",
        image());
  }

  @Test
  void noToolsOfTheZoneBrand() throws IOException {
    project.features("omicron1");
    programs.program("pkg", "echo '  Version: 1.0.25'\n");
    NativeEngine engine = new NativeEngine(programs.host());
    assertEquals(
        "the feature omicron1 needs the package /system/zones/brand/omicron1/tools 1.0.26 on the host, and it is 1.0.25: run pfexec pkg install /system/zones/brand/omicron1/tools@1.0.26",
        sentence(() -> engine.strap(project.request(), new RecordingLog())));
    programs.program("pkg", "echo 'pkg: info: no packages matching' >&2; exit 1\n");
    assertTrue(
        sentence(() -> engine.strap(project.request(), new RecordingLog()))
            .contains("it is not there"));
  }

  @Test
  void autoIsNativeOnlyWithEverythingThere() throws IOException {
    BuildRequest auto = named("auto");
    assertInstanceOf(NativeEngine.class, Engines.of(auto, programs.host()));
    programs.program("uname", "case $1 in -s) echo SunOS ;; -o) echo Solaris ;; esac\n");
    assertInstanceOf(PortableEngine.class, Engines.of(auto, programs.host()));
    programs.program("uname", "exit 1\n");
    assertInstanceOf(PortableEngine.class, Engines.of(auto, programs.host()));
    programs.without("uname");
    assertInstanceOf(PortableEngine.class, Engines.of(auto, programs.host()));
    assertInstanceOf(NativeEngine.class, Engines.of(named("native"), programs.host()));
    assertInstanceOf(PortableEngine.class, Engines.of(named("portable"), programs.host()));
    programs.program("uname", "case $1 in -s) echo SunOS ;; -o) echo illumos ;; esac\n");
    programs.without("image-builder");
    assertInstanceOf(PortableEngine.class, Engines.of(auto, programs.host()));
    assertEquals(
        "there is no engine \"steam\": use auto, portable or native",
        sentence(() -> Engines.of(named("steam"), programs.host())));
  }

  private static NativeTools tools(Optional<Path> imageBuilder, boolean build) {
    return new NativeTools(imageBuilder, build, "git:source", "abc", false, Duration.ofMinutes(1));
  }

  private BuildRequest named(String engine) {
    BuildRequest request = project.request();
    return new BuildRequest(
        engine,
        request.folders(),
        request.image(),
        request.features(),
        request.packageMirrors(),
        request.force(),
        request.time(),
        request.identity(),
        request.network(),
        request.tools(),
        request.options(),
        request.parts());
  }
}
