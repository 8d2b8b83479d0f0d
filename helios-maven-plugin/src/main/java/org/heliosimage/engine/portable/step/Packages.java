package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildLog.Task;
import org.heliosimage.engine.portable.Sizes;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.ips.image.LockException;
import org.heliosimage.ips.image.PkgEnvironment;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.ips.image.PkgProgress;
import org.heliosimage.ips.repository.RepositorySource;
import org.jspecify.annotations.Nullable;

/** The package image that the package steps of one template work on. */
final class Packages {

  /** Names in a log line; the plan has them all. */
  private static final int NAMED = 3;

  private final PkgEnvironment environment;
  private final Map<String, RepositorySource> repositories = new HashMap<>();
  private final Progress progress = new Progress();
  private @Nullable PkgImage image;

  private Packages(StepContext context) throws IOException {
    environment =
        new PkgEnvironment(
            uri -> repository(uri, context),
            context.repositories().payloads(),
            context.time(),
            context.log()::warn,
            progress);
  }

  private RepositorySource repository(String uri, StepContext context) throws IOException {
    RepositorySource known = repositories.get(uri);
    if (known == null) {
      known = context.repositories().open(uri);
      repositories.put(uri, known);
    }
    return known;
  }

  private static Packages of(StepContext context) throws IOException {
    return context.shared().get(Packages.class, () -> new Packages(context));
  }

  /** Makes the tree an image. */
  static PkgImage create(StepContext context) throws IOException {
    Packages packages = of(context);
    return packages.use(PkgImage.create(context.tree(), packages.environment), context);
  }

  /** The image in the tree: the one at hand, unless another step has unpacked a different one. */
  static PkgImage open(StepContext context) throws IOException {
    Packages packages = of(context);
    PkgImage current = packages.image;
    if (current == null || !current.isCurrent(context.tree())) {
      current = packages.use(PkgImage.open(context.tree(), packages.environment), context);
    }
    return current;
  }

  private PkgImage use(PkgImage other, StepContext context) throws IOException {
    context.lock().wanted().ifPresent(other::lockTo);
    image = other;
    return other;
  }

  /** The first of some packages and how many more there are. */
  static String names(List<String> pkgs) {
    String first = String.join(" ", pkgs.subList(0, Math.min(NAMED, pkgs.size())));
    return pkgs.size() <= NAMED ? first : first + " and " + (pkgs.size() - NAMED) + " more";
  }

  /** An operation on the image. */
  @FunctionalInterface
  interface Operation {
    void run() throws IOException;
  }

  /** Runs an operation and tells how it goes on. */
  static void work(StepContext context, String name, Operation operation) throws IOException {
    Packages packages = of(context);
    try (Task task = context.log().task(name)) {
      packages.progress.start(task);
      try {
        operation.run();
      } catch (LockException e) {
        throw context.lock().broken(e);
      }
      PkgImage current = packages.image;
      if (current != null) {
        context.lock().installed(current.locked(), current.use());
      }
      task.done(packages.progress.summary());
    } finally {
      packages.progress.stop();
    }
  }

  /** Hands what the image tells to the task under way. */
  private static final class Progress implements PkgProgress {
    private final AtomicLong done = new AtomicLong();
    private volatile long total;
    private volatile String summary = "";
    private volatile @Nullable Task task;

    void start(Task newTask) {
      done.set(0);
      total = 0;
      summary = "nothing to do";
      task = newTask;
    }

    void stop() {
      task = null;
    }

    String summary() {
      return summary;
    }

    @Override
    public void planned(int packagesAdded, int packagesRemoved, int payloads, long bytes) {
      total = bytes;
      summary =
          packagesAdded
              + (packagesAdded == 1 ? " package in, " : " packages in, ")
              + packagesRemoved
              + " out, "
              + payloads
              + " payloads of "
              + Sizes.text(bytes);
    }

    @Override
    public void fetched(long bytes) {
      Task current = task;
      long now = done.addAndGet(bytes);
      if (current != null) {
        current.progress(now, Math.max(now, total), BuildLog.Unit.BYTES);
      }
    }
  }
}
