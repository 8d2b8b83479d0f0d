package org.heliosimage.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.heliosimage.Generator;

/**
 * Writes the seed tar of the benchmark: a given number of files and bytes, sizes spread as in an
 * installed system (many of a few KiB, few of some MiB), two thirds of the bytes compressible.
 */
public final class SeedGenerator {

  static final int POOL = 32 << 20;
  private static final int FILES_PER_DIRECTORY = 12;

  private SeedGenerator() {}

  /** Arguments: output file, number of files, total bytes. */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), Integer.parseInt(args[1]), Long.parseLong(args[2]));
  }

  static void write(Path tar, int files, long bytes) throws IOException {
    Generator generator = new Generator(20261101);
    byte[] text = generator.compressible(POOL);
    byte[] noise = generator.bytes(POOL);
    int[] sizes = sizes(generator, files, bytes);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar), 1 << 20);
        TarArchiveOutputStream archive = new TarArchiveOutputStream(out)) {
      directory(archive, "./");
      for (int i = 0; i < files; i++) {
        int folder = i / FILES_PER_DIRECTORY;
        if (i % (FILES_PER_DIRECTORY * 50) == 0) {
          directory(archive, String.format(Locale.ROOT, "d%05d/", folder / 50));
        }
        String parent = String.format(Locale.ROOT, "d%05d/e%06d/", folder / 50, folder);
        if (i % FILES_PER_DIRECTORY == 0) {
          directory(archive, parent);
        }
        int size = sizes[i];
        byte[] source = generator.below(3) < 2 ? text : noise;
        TarArchiveEntry entry =
            new TarArchiveEntry(parent + String.format(Locale.ROOT, "file-%07d", i));
        entry.setSize(size);
        entry.setMode(0100644);
        entry.setModTime(1_700_000_000_000L);
        archive.putArchiveEntry(entry);
        archive.write(source, generator.below(POOL - size), size);
        archive.closeArchiveEntry();
      }
    }
  }

  /** Sizes of files that are spread as in an installed system. */
  static int[] sizes(Generator generator, int files, long bytes) {
    double[] weight = new double[files];
    double total = 0;
    for (int i = 0; i < files; i++) {
      // A product of uniform numbers is near enough to the log-normal sizes of real systems.
      double w = 1;
      for (int k = 0; k < 4; k++) {
        w *= 0.02 + generator.below(1000) / 1000.0;
      }
      weight[i] = w;
      total += w;
    }
    int[] sizes = new int[files];
    for (int i = 0; i < files; i++) {
      sizes[i] = (int) Math.min(POOL / 2, Math.round(bytes * (weight[i] / total)));
    }
    return sizes;
  }

  private static void directory(TarArchiveOutputStream archive, String name) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(040755);
    entry.setModTime(1_700_000_000_000L);
    archive.putArchiveEntry(entry);
    archive.closeArchiveEntry();
  }
}
