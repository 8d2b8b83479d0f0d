package org.heliosimage.engine.portable.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heliosimage.boot.BootException;
import org.heliosimage.codec.Nvlist;
import org.heliosimage.engine.portable.BootFiles;
import org.heliosimage.engine.portable.PoolPlan;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepContexts;
import org.heliosimage.template.Step.CreateBe;
import org.heliosimage.template.Step.CreateDataset;
import org.heliosimage.template.Step.Devfsadm;
import org.heliosimage.template.Step.MakeBootable;
import org.heliosimage.template.Step.SeedSmf;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootStepsTest {

  @TempDir Path folder;

  private FileTree tree;
  private StepContext context;
  private PoolPlan pool;

  @BeforeEach
  void start() throws Exception {
    tree = StepContexts.emptyTree();
    context = StepContexts.pool(tree, folder);
    pool = context.requirePool();
  }

  @Test
  void createBePlansContainerAndEnvironment() throws Exception {
    new CreateBeStep().run(new CreateBe(), context);
    assertEquals(
        List.of("ROOT", "ROOT/be"), pool.datasets().stream().map(PoolPlan.Dataset::name).toList());
    assertEquals(
        Map.of("canmount", "off", "mountpoint", "legacy"), pool.datasets().get(0).properties());
    Map<String, String> properties = pool.datasets().get(1).properties();
    assertEquals("noauto", properties.get("canmount"));
    assertEquals("static", properties.get("org.opensolaris.libbe:policy"));
    assertEquals("ROOT/be", pool.root().orElseThrow());
    assertThrows(IOException.class, () -> new CreateBeStep().run(new CreateBe(), context));
  }

  @Test
  void createDatasetPlansOne() throws Exception {
    CreateDatasetStep step = new CreateDatasetStep();
    step.run(new CreateDataset("home", "/home"), context);
    step.run(new CreateDataset("home/plain", null), context);
    assertEquals(
        List.of(
            new PoolPlan.Dataset("home", Map.of("mountpoint", "/home")),
            new PoolPlan.Dataset("home/plain", Map.of())),
        pool.datasets());
  }

  @Test
  void stepsOfPoolsAreRefusedElsewhere() throws Exception {
    StepContext dataset = StepContexts.dataset(tree, folder);
    assertThrows(IOException.class, () -> new CreateBeStep().run(new CreateBe(), dataset));
    assertThrows(
        IOException.class,
        () -> new CreateDatasetStep().run(new CreateDataset("a", null), dataset));
    assertThrows(IOException.class, () -> new MakeBootableStep().run(new MakeBootable(), dataset));
  }

  @Test
  void theArchiveIsMadeOfFilesAsTheyAreInTheEnd() throws Exception {
    file("/boot/solaris/filelist.ramdisk", "etc/system\n");
    file("/etc/system", "early");
    new CreateBeStep().run(new CreateBe(), context);
    assertFalse(pool.bootable());
    new MakeBootableStep().run(new MakeBootable(), context);
    assertTrue(pool.bootable());
    assertTrue(tree.find("/platform/i86pc/amd64/boot_archive").isEmpty());
    file("/etc/system", "changed later");

    FileTree poolRoot = BootFiles.finish(context);
    assertEquals(
        "title be\nbootfs rpool/ROOT/be\n",
        ((RegularFile) poolRoot.get("/boot/menu.lst")).content().text());
    RegularFile stats = (RegularFile) tree.get("/boot/solaris/filestat.ramdisk");
    assertEquals(
        List.of(13L, StepContexts.TIME),
        Nvlist.decode(stats.content().bytes()).numbers("etc/system"));
    assertTrue(tree.find("/platform/i86pc/amd64/boot_archive").isPresent());
  }

  @Test
  void anImageWithoutKernelFailsInItsStep() throws Exception {
    new CreateBeStep().run(new CreateBe(), context);
    assertThrows(
        BootException.class, () -> new MakeBootableStep().run(new MakeBootable(), context));
  }

  @Test
  void devfsadmAndSeedStateTheirDifferences() throws Exception {
    file("/lib/svc/manifest/system/early-manifest-import.xml", "<xml/>");
    file("/lib/svc/seed/global.db", "seed");
    file("/etc/svc/profile/generic.xml", "<xml/>");
    new DevfsadmStep().run(new Devfsadm(), context);
    assertTrue(tree.find("/dev/console").isPresent());
    assertEquals(1, context.differences().stated().size());
    new SeedSmfStep().run(new SeedSmf(false, List.of("generic"), "global"), context);
    new SeedSmfStep().run(new SeedSmf(false, List.of("generic"), "global"), context);
    assertTrue(tree.find("/etc/svc/repository.db").isPresent());
    assertEquals(2, context.differences().stated().size());
  }

  private void file(String path, String text) throws Exception {
    tree.mkdirs(path.substring(0, path.lastIndexOf('/')), Attributes.of(0755, 0, 0, 1));
    tree.put(path, new RegularFile(Attributes.of(0644, 0, 0, StepContexts.TIME), Content.of(text)));
  }
}
