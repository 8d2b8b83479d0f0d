package org.heliosimage.engine.portable.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepContexts;
import org.heliosimage.engine.portable.StepTable;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.template.Step;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the package steps one after another, as templates do. */
class PackageStepsTest {

  @TempDir private Path folder;

  private final FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
  private StepContext context;
  private String uri;

  @BeforeEach
  void repositories() throws IOException {
    context = StepContexts.dataset(tree, folder);
    uri =
        write(
            "p",
            pkg("p", "a", "1").file("a", "0644", "root", "sys", "one"),
            pkg("p", "b", "1").file("b", "0644", "root", "sys", "b"),
            pkg("p", "entire", "1").depend("optional", "pkg://p/b").depend("require", "a"));
  }

  private static PackageBuilder pkg(String publisher, String stem, String version)
      throws IOException {
    return PackageBuilder.of(publisher, stem, version + ",5.11-1:20240101T000000Z");
  }

  private String write(String name, PackageBuilder... packages) throws IOException {
    RepositoryWriter writer = new RepositoryWriter(folder.resolve(name), Instant.EPOCH);
    for (PackageBuilder each : packages) {
      writer.add(each.build());
    }
    writer.finish();
    return folder.resolve(name).toUri().toString();
  }

  private void run(Step step) throws IOException {
    StepTable.standard().run(step, context);
  }

  private String text(String path) throws IOException {
    return ((RegularFile) tree.get(path)).content().text();
  }

  @Test
  void buildsAnImageStepByStep() throws Exception {
    run(new Step.PkgImageCreate("p", uri));
    run(new Step.PkgSetProperty("auto-be-name", "helios-%r"));
    run(new Step.PkgChangeVariant("opensolaris.zone", "global"));
    run(new Step.PkgInstall(List.of("/entire"), true, true));
    assertEquals("one", text("/a"));
    assertEquals("b", text("/b"));
    run(new Step.PkgUninstall(List.of("/b")));
    assertTrue(tree.find("/b").isEmpty());
    run(new Step.PkgChangeFacet("doc", "false"));
    run(new Step.PkgPurgeHistory());
    String config = text("/var/pkg/pkg5.image");
    assertTrue(config.contains("auto-be-name = helios-%r\n"), config);
    assertTrue(config.contains("facet.doc = False\n"), config);
    assertTrue(context.differences().stated().contains(PkgImage.DIFFERENCE));
  }

  @Test
  void changesOverToAnotherBuild() throws Exception {
    run(new Step.PkgImageCreate("p", uri));
    run(new Step.PkgInstall(List.of("a", "b"), false, true));
    String nightly =
        write("n", pkg("on-nightly", "a", "2").file("a", "0644", "root", "sys", "two"));
    run(new Step.Onu(nightly, "p", List.of("b")));
    assertEquals("two", text("/a"));
    assertTrue(tree.find("/b").isEmpty());
  }

  @Test
  void saysThatThereIsNoImage() {
    IpsException e =
        assertThrows(IpsException.class, () -> run(new Step.PkgInstall(List.of("a"), false, true)));
    assertTrue(e.getMessage().contains("pkg_image_create"), e.getMessage());
  }
}
