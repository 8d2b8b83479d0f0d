package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog.Task;
import org.heliosimage.fat.FatException;
import org.heliosimage.fat.FatKept;
import org.heliosimage.fat.FatReader;
import org.heliosimage.fat.FatSpec;
import org.heliosimage.fat.FatWriter;
import org.heliosimage.template.BuildKind.PcfsBuild;
import org.heliosimage.tree.FileTree;

/** FAT file systems; the form depends on the size. */
final class FatImage implements ImageKind<PcfsBuild> {

  private static final long MEBIBYTE = 1 << 20;
  private static final int SECTOR = 512;

  @Override
  public Class<PcfsBuild> build() {
    return PcfsBuild.class;
  }

  @Override
  public String extension() {
    return "pcfs";
  }

  @Override
  public String write(PcfsBuild build, StepContext context, FileChannel image, Task task)
      throws IOException {
    // A label in small letters is none that other systems would show or check.
    String label = build.label().toUpperCase(Locale.ROOT);
    FatSpec spec = FatSpec.ofSize(build.size() * (MEBIBYTE / SECTOR), label);
    try {
      FatWriter.check(context.tree(), spec);
    } catch (FatException e) {
      if (e.neededBytes() == 0) {
        throw e;
      }
      throw new BuildException(
          "a FAT file system of "
              + build.size()
              + " MiB is too small for what it shall hold, which needs "
              + e.neededBytes() / MEBIBYTE
              + " MiB: set \"size\" of the pcfs build to that or more");
    }
    FatWriter.write(context.tree(), spec, image, 0);
    return StageRun.counts(context.tree()) + " in " + Sizes.text(image.size());
  }

  @Override
  public FileTree read(Path file) throws IOException {
    return FatReader.read(file, 0);
  }

  @Override
  public FileTree kept(FileTree meant) throws IOException {
    return FatKept.of(meant);
  }
}
