package org.heliosimage.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.heliosimage.Generator;
import org.heliosimage.ips.image.PkgEnvironment;
import org.heliosimage.ips.image.PkgImage;
import org.heliosimage.ips.image.PkgProgress;
import org.heliosimage.ips.image.PlannedInstall;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;

/**
 * Times the choice of packages for {@code entire} and its optional dependencies in a fresh JVM.
 *
 * <p>{@code generate FOLDER} writes a repository of 700 packages without files in several versions,
 * tied by two consolidation incorporations and {@code entire}; {@code solve FOLDER} reads the
 * catalog and finds both solutions; {@code install FOLDER} also reads manifests and writes the
 * state of an image.
 */
public final class SolveEntire {

  private static final int PACKAGES = 700;
  private static final int VERSIONS = 5;
  private static final int TIED = 330;
  private static final long TIME = 1_700_000_000L;

  private SolveEntire() {}

  /** Generates or runs. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "generate" -> generate(folder);
      case "solve" -> solve(folder);
      default -> install(folder);
    }
  }

  private static String stem(int i) {
    return List.of("system/", "driver/", "library/", "developer/", "service/").get(i % 5) + "p" + i;
  }

  private static String version(int i, int version) {
    return i < TIED
        ? "0.5.11,5.11-2.0." + (22900 + version) + ":20240101T00000" + version + "Z"
        : "%d.%d,5.11-151046.%d:20240101T00000%dZ"
            .formatted(1 + i % 7, i % 13 + version, version, version);
  }

  private static void generate(Path folder) throws IOException {
    Generator g = new Generator(1);
    RepositoryWriter writer = new RepositoryWriter(folder, Instant.ofEpochSecond(TIME));
    List<List<Integer>> requires = new ArrayList<>();
    for (int i = 0; i < PACKAGES; i++) {
      List<Integer> some = new ArrayList<>();
      for (int n = i == 0 ? 0 : g.below(8); n > 0; n--) {
        some.add(g.below(i));
      }
      requires.add(some.stream().distinct().toList());
    }
    for (int version = 0; version < VERSIONS; version++) {
      for (int i = 0; i < PACKAGES; i++) {
        PackageBuilder builder =
            PackageBuilder.of("helios-dev", stem(i), version(i, version))
                .set("pkg.summary", "Package " + i);
        for (int target : requires.get(i)) {
          builder.depend(
              "require",
              "pkg:/"
                  + stem(target)
                  + (g.oneIn(3) ? "" : "@" + withoutBuild(version(target, g.below(version + 1)))));
        }
        if (i < TIED && i > 0) {
          builder.depend("require", "pkg:/consolidation/osnet/osnet-incorporation");
        }
        if (i > 10 && g.oneIn(40)) {
          builder.lines(
              "depend type=require-any fmri=pkg:/%s fmri=pkg:/%s"
                  .formatted(stem(g.below(i)), stem(g.below(i))));
        }
        if (i > 10 && g.oneIn(30)) {
          builder.depend("optional", "pkg:/" + stem(g.below(i)) + "@0.5");
        }
        writer.add(builder.build());
      }
      writer.add(incorporation("osnet", 0, TIED, version).build());
      writer.add(incorporation("userland", TIED, PACKAGES - 40, version).build());
      writer.add(entire(version).build());
    }
    writer.finish();
  }

  private static String withoutBuild(String version) {
    return version.replaceFirst(":.*", "").replace(",5.11", "");
  }

  private static PackageBuilder incorporation(String name, int from, int to, int version)
      throws IOException {
    PackageBuilder builder =
        PackageBuilder.of(
                "helios-dev",
                "consolidation/" + name + "/" + name + "-incorporation",
                "0.5.11,5.11-2.0." + (22900 + version) + ":20240101T00000" + version + "Z")
            .set("pkg.depend.install-hold", "core-os." + name);
    for (int i = from; i < to; i++) {
      builder.depend(
          "incorporate",
          stem(i) + "@" + withoutBuild(version(i, version)),
          "facet.version-lock." + stem(i) + "=true");
    }
    return builder;
  }

  private static PackageBuilder entire(int version) throws IOException {
    PackageBuilder builder =
        PackageBuilder.of(
            "helios-dev",
            "entire",
            "0.5.11,5.11-2.0." + (22900 + version) + ":20240101T00000" + version + "Z");
    builder.depend("require", "pkg://helios-dev/consolidation/userland/userland-incorporation");
    for (int i = 0; i < PACKAGES; i++) {
      if (i % 4 == 0) {
        builder.depend("require", "pkg://helios-dev/" + stem(i));
      } else if (i % 3 == 0) {
        builder.depend(
            "optional", "pkg://helios-dev/" + stem(i), "variant.opensolaris.imagetype=full");
      }
    }
    return builder;
  }

  private static void solve(Path folder) throws IOException {
    long start = System.nanoTime();
    PlannedInstall image =
        new PlannedInstall(RepositorySource.open(folder.toUri().toString()), "helios-dev");
    report("entire", image.install(List.of("entire")), start);
    report("optional", image.install(image.optional("entire")), start);
  }

  private static void install(Path folder) throws IOException {
    long start = System.nanoTime();
    Path cache = Files.createTempDirectory("helios-bench");
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, TIME));
    PkgEnvironment environment =
        new PkgEnvironment(
            uri -> RepositorySource.open(folder.toUri().toString()),
            new PayloadCache(cache),
            TIME,
            warning -> {},
            PkgProgress.NONE);
    PkgImage image = PkgImage.create(tree, environment);
    image.setPublisher("helios-dev", List.of("https://pkg.example/helios-dev"), List.of());
    image.install(List.of("entire"));
    report("entire", image.installedFmris().size(), start);
    image.install(image.optionalDependencies("entire", false));
    report("optional", image.installedFmris().size(), start);
  }

  private static void report(String what, int packages, long start) {
    double cpu =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime()
            / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%s: %d packages, %.2f s since main, %.2f s CPU of the JVM%n",
        what,
        packages,
        (System.nanoTime() - start) / 1e9,
        cpu);
  }
}
