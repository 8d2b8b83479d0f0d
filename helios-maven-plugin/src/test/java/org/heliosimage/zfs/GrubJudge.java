package org.heliosimage.zfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.Peers;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;

/**
 * Lets GRUB's own implementation of ZFS read a pool. It runs without environment: where LANG is
 * C.UTF-8, grub-fstest 2.06 cannot list a large directory that it lists elsewhere.
 */
final class GrubJudge {

  private final PoolFile pool;
  private final String grub;
  private final String env;

  /** Skips the test if there is no grub-fstest. */
  GrubJudge(PoolFile pool) {
    this.pool = pool;
    this.grub = Peers.require("grub-fstest", "grub-common");
    this.env = Peers.require("env", "coreutils");
  }

  /** A path in the boot environment, as GRUB writes it. */
  static String path(String path) {
    return "(loop0)/ROOT/be@" + path;
  }

  /** Has GRUB look at the pool; its output. */
  String run(String command, String... arguments) throws Exception {
    return run(pool.file(), command, arguments);
  }

  /** Names in a directory of a disk. */
  String list(Path disk, String path) throws Exception {
    return run(disk, "ls", path);
  }

  private String run(Path disk, String command, String... arguments) throws Exception {
    List<String> all =
        new ArrayList<>(List.of(env, "-i", grub, disk.toString(), "-r", "loop0", command));
    all.addAll(List.of(arguments));
    return Peers.run(pool.folder(), all).ok();
  }

  /** GRUB reads every regular file of the tree. */
  void assertSameFiles(String dataset, FileTree tree) throws Exception {
    Path local = Files.createTempDirectory(pool.folder(), "local");
    tree.walk(
        (path, entry) -> {
          // The locale of the machine may not be able to name the others.
          boolean plain = path.chars().allMatch(c -> c < 128);
          Path target = plain ? Path.of(local + path) : local;
          if (plain && entry.node() instanceof Directory && !path.equals("/")) {
            Files.createDirectory(target);
          } else if (plain && entry.node() instanceof RegularFile file) {
            try (OutputStream out = Files.newOutputStream(target)) {
              file.content().copyTo(out);
            }
          }
        });
    String differences = run("cmp", "(loop0)/" + dataset + "@/", local.toString());
    assertEquals("", differences.strip());
    if (dataset.equals("ROOT/be")) {
      assertArrayEquals(Files.readAllBytes(local.resolve("text-5000")), tail("/links/text", 0));
    }
  }

  /** A file of the boot environment from some byte on. */
  byte[] tail(String path, long from) throws Exception {
    Path output = pool.folder().resolve("output");
    Process process =
        new ProcessBuilder(
                env,
                "-i",
                grub,
                "-s",
                Long.toString(from),
                pool.file().toString(),
                "-r",
                "loop0",
                "cat",
                path(path))
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor());
    return Files.readAllBytes(output);
  }
}
