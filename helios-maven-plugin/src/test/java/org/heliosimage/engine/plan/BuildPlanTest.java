package org.heliosimage.engine.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.portable.PortableEngine;
import org.heliosimage.engine.portable.StepTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildPlanTest {

  @TempDir private Path folder;

  private BuildPlan plan(String machine) throws IOException {
    return new PortableEngine().plan(EveryConstruct.request(folder, machine), new RecordingLog());
  }

  @Test
  void everyConstructIsExpanded() throws IOException {
    assertEquals(60, EveryConstruct.write(folder));
    BuildPlan plan = plan("disk");
    Set<Class<?>> kinds =
        plan.stages().stream()
            .flatMap(stage -> stage.template().steps().stream())
            .map(placed -> placed.step().getClass())
            .collect(Collectors.toSet());
    assertEquals(StepTable.standard().kinds(), kinds);
    List<String> lines = plan.lines(folder);
    assertEquals(
        "demo/every-01-strap builds a dataset with name=demo heliosver=2 publisher=helios-dev "
            + String.join(" ", EveryConstruct.FEATURES),
        lines.get(0));
    for (String line :
        List.of(
            "    7  shadow password=$$5$$x username=root  (templates/include/shadow.json:2)",
            "   14  ensure_file file=/srv/f group=root mode=0644 owner=root src=templates/files/f-srv  (templates/include/ensure_file.json:2)",
            "   15  pkg_image_create publisher=helios-dev uri=https://pkg.example.com/2/dev/  (templates/include/pkg_image_create.json:2)",
            "   16  pkg_install include_optional=true pkgs=[/one, /many/a/x, /many/b/x, /sure/a, /sure/b] strip_optional_publishers=false  (templates/include/pkg_install.json:2)",
            "   19  pkg_set_publisher mirror_uri=https://two.example.com/ publisher=p uri=https://one.example.com/ uris=[https://a.example.com/, https://b.example.com/]  (templates/include/pkg_set_publisher.json:2)",
            "   10  ensure_symlink group=other link=/l owner=daemon target=\"../x y\"  (templates/include/ensure_symlink.json:2)",
            "       -> demo-side.tar.gz",
            "    1  ensure_file file=/f1 group=root mode=0644 owner=root src=src/main/helios/files/motd  (templates/demo/include/inner.json:2)",
            "    2  ensure_file extsrc=second/tool file=/f2 group=root mode=0644 owner=root  (templates/demo/include/inner.json:3)",
            "    3  ensure_file extsrc=agent-1.0.jar file=/f3 group=root mode=0644 owner=root  (templates/demo/include/inner.json:4)",
            "    7  ensure_file contents=\"not ${expanded}\\u000a\" file=/f7 group=root mode=0644 owner=root  (templates/demo/include/inner.json:8)",
            "    8  ensure_dir dir=/abs group=root mode=0700 owner=root  (elsewhere/absolute.json:2)",
            "demo/disk-ttyb-every builds a pool with name=demo "
                + String.join(" ", EveryConstruct.FEATURES),
            "       -> demo-disk-ttyb-every.raw",
            "       -> demo-disk-ttyb-every.partonly")) {
      assertTrue(lines.contains(line), () -> line + "\nis missing:\n" + String.join("\n", lines));
    }
    assertFalse(Files.exists(folder.resolve("target")), "something was made");
  }

  @Test
  void everyKindOfBuildIsPlanned() throws IOException {
    EveryConstruct.write(folder);
    Map<String, List<String>> outputs = new TreeMap<>();
    for (String machine : List.of("pool", "disk", "ram", "fat", "cd", "hybrid", "m1")) {
      outputs.put(machine, plan(machine).stages().get(3).outputs());
    }
    assertEquals(
        Map.of(
            "pool", List.of("demo-pool-ttyb-every.raw"),
            "disk", List.of("demo-disk-ttyb-every.raw", "demo-disk-ttyb-every.partonly"),
            "ram", List.of("demo-ram-ttyb-every.ufs"),
            "fat", List.of("demo-fat-ttyb-every.pcfs"),
            "cd", List.of("demo-cd-ttyb-every.iso"),
            "hybrid", List.of("demo-hybrid-ttyb-every.iso"),
            "m1", List.of()),
        outputs);
  }

  @Test
  void jsonIsTheSameWhereverTheProjectIs() throws IOException {
    EveryConstruct.write(folder);
    String json = plan("hybrid").json(folder);
    assertTrue(
        json.contains(
            """
                  "iso": {
                    "boot_bios": "boot/cdboot",
                    "boot_uefi": "efi.img",
                    "hybrid": {
                      "stage1": "boot/mbr",
                      "stage2": "boot/gpt"
                    }
                  },
            """),
        json);
    assertTrue(json.contains("\"link\": \"/mine\""), "the overlay does not count: " + json);
    assertFalse(json.contains(folder.toString()), json);
  }

  @Test
  void bundledTemplatesArePlanned() throws IOException {
    BuildRequest request =
        new BuildRequest(
            "auto",
            new BuildRequest.Folders(
                folder,
                folder.resolve("output"),
                folder.resolve("work"),
                "rpool/images/test",
                folder.resolve("overlay"),
                Optional.empty(),
                List.of(),
                Map.of(),
                Optional.empty()),
            new BuildRequest.Image("helios", "helios", "base", "qemu", "ttya", "2"),
            List.of(),
            Map.of(),
            new BuildRequest.Force(false, false, false),
            0,
            "org.example:test:1",
            BuildRequest.Network.standard(true));
    BuildPlan plan = new PortableEngine().plan(request, new RecordingLog());
    assertEquals(
        List.of("base-01-strap", "base-02-image", "base-03-archive", "qemu-ttya-base"),
        plan.stages().stream().map(stage -> stage.template().name()).toList());
    assertEquals(List.of("helios-base.tar"), plan.stages().get(2).outputs());
    assertEquals(List.of("helios-qemu-ttya-base.raw"), plan.stages().get(3).outputs());
    assertTrue(plan.json(folder).contains("bundled:helios/base-01-strap.json:"));
  }
}
