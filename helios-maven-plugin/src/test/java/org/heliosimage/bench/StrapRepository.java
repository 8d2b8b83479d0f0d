package org.heliosimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.heliosimage.Generator;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.PublishedPackage;
import org.heliosimage.ips.publish.RepositoryWriter;

/**
 * Writes the repository of the strap benchmark: packages of which {@code entire} and what it names
 * as optional need a part, with files whose sizes and contents are those of {@link SeedGenerator}.
 */
public final class StrapRepository {

  static final String PUBLISHER = "helios-dev";
  static final long TIME = 1_700_000_000L;

  private static final String VERSION = "0.5.11,5.11-2.0.22957:20240101T000000Z";
  private static final String TIED = "@0.5.11-2.0.22957";
  private static final String TIE = "consolidation/osnet/osnet-incorporation";
  private static final int FILES_PER_DIRECTORY = 12;
  private static final int SMALL = 500;
  private static final int AHEAD = 8;

  private final int packages;
  private final int wanted;
  private final byte[] text;
  private final byte[] noise;

  private StrapRepository(int packages, int wanted) {
    this.packages = packages;
    this.wanted = wanted;
    Generator pools = new Generator(20261101);
    text = pools.compressible(SeedGenerator.POOL);
    noise = pools.bytes(SeedGenerator.POOL);
  }

  /**
   * Arguments: folder of the repository, file to list the payloads of the wanted packages in,
   * number of packages, how many of them are wanted, number of their files, bytes of these.
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    StrapRepository repository =
        new StrapRepository(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    Files.write(
        Path.of(args[1]),
        repository.write(folder, Integer.parseInt(args[4]), Long.parseLong(args[5])));
  }

  private List<String> write(Path folder, int files, long bytes)
      throws IOException, InterruptedException, ExecutionException {
    int[] sizes = SeedGenerator.sizes(new Generator(1), files, bytes);
    RepositoryWriter writer = new RepositoryWriter(folder, Instant.ofEpochSecond(TIME));
    writer.add(tie().build());
    writer.add(entire().build());
    // Names of payloads that the floor unpacks; equal ones are there once.
    TreeSet<String> payloads = new TreeSet<>();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Deque<Future<PublishedPackage>> ahead = new ArrayDeque<>();
      int finished = 0;
      for (int i = 2; finished < packages - 2; i++) {
        if (i < packages) {
          int number = i;
          int[] own =
              i < wanted
                  ? Arrays.copyOfRange(
                      sizes,
                      (int) ((long) files * (i - 2) / (wanted - 2)),
                      (int) ((long) files * (i - 1) / (wanted - 2)))
                  : new int[] {SMALL, SMALL};
          ahead.add(threads.submit(() -> build(number, own)));
        }
        if (ahead.size() > AHEAD || i >= packages) {
          PublishedPackage published = ahead.remove().get();
          writer.add(published);
          if (finished++ < wanted - 2) {
            for (String hash : published.payloads().keySet()) {
              payloads.add("publisher/" + PUBLISHER + "/file/" + hash.substring(0, 2) + "/" + hash);
            }
          }
        }
      }
    } finally {
      threads.shutdownNow();
    }
    writer.finish();
    return new ArrayList<>(payloads);
  }

  private static String stem(int i) {
    return List.of("system/", "driver/", "library/", "developer/", "service/").get(i % 5) + "p" + i;
  }

  private PackageBuilder tie() throws IOException {
    PackageBuilder builder = PackageBuilder.of(PUBLISHER, TIE, VERSION);
    for (int i = 2; i < packages; i++) {
      builder.depend("incorporate", stem(i) + TIED, "facet.version-lock." + stem(i) + "=true");
    }
    return builder;
  }

  /**
   * Names a quarter of what is wanted and as much again as optional; dependencies bring the rest.
   */
  private PackageBuilder entire() throws IOException {
    PackageBuilder builder = PackageBuilder.of(PUBLISHER, "entire", VERSION);
    builder.depend("require", "pkg://" + PUBLISHER + "/" + TIE);
    for (int i = 2; i < wanted; i++) {
      if (i % 4 == 0 || i == wanted - 1) {
        builder.depend("require", "pkg://" + PUBLISHER + "/" + stem(i));
      } else if (i % 4 == 2) {
        builder.depend("optional", "pkg://" + PUBLISHER + "/" + stem(i));
      }
    }
    return builder;
  }

  private PublishedPackage build(int number, int[] sizes) throws IOException {
    Generator g = new Generator(number);
    PackageBuilder builder =
        PackageBuilder.of(PUBLISHER, stem(number), VERSION)
            .set("pkg.summary", "Package " + number)
            .set("info.classification", "org.opensolaris.category.2008:System/Core");
    builder.depend("require", "pkg:/" + TIE);
    // Whoever has an even number needs the odd one before it, so that all that is wanted comes.
    if (number % 2 == 0 && number > 2) {
      builder.depend("require", "pkg:/" + stem(number - 1) + TIED);
    }
    int limit = number < wanted ? Math.min(number, wanted) : number;
    for (int n = g.below(8); n > 0 && limit > 2; n--) {
      builder.depend("require", "pkg:/" + stem(2 + g.below(limit - 2)));
    }
    String top = String.format(Locale.ROOT, "d%05d", number);
    builder.dir(top, "0755", "root", "root");
    for (int i = 0; i < sizes.length; i++) {
      String parent = top + String.format(Locale.ROOT, "/e%03d", i / FILES_PER_DIRECTORY);
      if (i % FILES_PER_DIRECTORY == 0) {
        builder.dir(parent, "0755", "root", "root");
      }
      byte[] source = g.below(3) < 2 ? text : noise;
      int from = g.below(source.length - sizes[i]);
      builder.file(
          parent + String.format(Locale.ROOT, "/file-%05d", i),
          "0644",
          "root",
          "root",
          Arrays.copyOfRange(source, from, from + sizes[i]));
    }
    return builder.build();
  }
}
