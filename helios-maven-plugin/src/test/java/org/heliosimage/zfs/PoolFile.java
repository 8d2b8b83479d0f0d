package org.heliosimage.zfs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file for a pool that others are to judge.
 *
 * @param folder for whatever else the judges need
 * @param file the only one in its folder, since zdb looks at all of them
 */
public record PoolFile(Path folder, Path file) {

  /** Makes room for a pool below a folder. */
  public static PoolFile in(Path folder) throws IOException {
    return new PoolFile(folder, Files.createDirectory(folder.resolve("pools")).resolve("pool.img"));
  }

  PoolSummary write(PoolSpec spec) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return PoolWriter.write(spec, out, 0, done -> {});
    }
  }
}
