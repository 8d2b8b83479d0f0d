package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.heliosimage.engine.RecordingLog;
import org.heliosimage.engine.work.Digests;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;

/** Contexts for tests of single steps, below a temporary folder. */
public final class StepContexts {

  /** The time that all test contexts give to what steps make. */
  public static final long TIME = 1_700_000_000L;

  private StepContexts() {}

  /** An empty tree whose root is root:root 0755. */
  public static FileTree emptyTree() {
    return new FileTree(Attributes.of(0755, 0, 0, TIME));
  }

  /** A context of a dataset build. */
  public static StepContext dataset(FileTree tree, Path folder) throws IOException {
    return context(tree, Optional.empty(), folder);
  }

  /** A context of a build of a pool named rpool with the boot environment be. */
  public static StepContext pool(FileTree tree, Path folder) throws IOException {
    return context(tree, Optional.of(new PoolPlan("rpool", "be")), folder);
  }

  private static StepContext context(FileTree tree, Optional<PoolPlan> pool, Path folder)
      throws IOException {
    return new StepContext(
        tree,
        pool,
        new FolderSources(folder),
        new Aside(),
        new DirectRepositories(folder.resolve("cache/payloads")),
        new PackageLock(Optional.empty(), new InputTrace(Digests.load(folder.resolve("digests")))),
        new StepContext.Folders(
            Files.createDirectories(folder.resolve("cache")),
            Files.createDirectories(folder.resolve("scratch"))),
        TIME,
        "org.example:test:1",
        new Differences(),
        new Shared(),
        new RecordingLog());
  }

  /** Takes outputs from the sub-folder {@code output}. */
  private record FolderSources(Path folder) implements Sources {
    @Override
    public Consumer<ByteBuffer> watch(String name) {
      return bytes -> {};
    }

    @Override
    public Path output(String name) throws IOException {
      Path file = folder.resolve("output").resolve(name);
      if (!Files.isRegularFile(file)) {
        throw new IOException(name + " is not in the output area");
      }
      return file;
    }

    @Override
    public Path newOutput(String name) throws IOException {
      return Files.createDirectories(folder.resolve("output")).resolve(name);
    }
  }

  private record DirectRepositories(Path cache) implements Repositories {
    @Override
    public RepositorySource open(String uri) throws IOException {
      return RepositorySource.open(uri);
    }

    @Override
    public PayloadCache payloads() throws IOException {
      return new PayloadCache(cache);
    }
  }
}
