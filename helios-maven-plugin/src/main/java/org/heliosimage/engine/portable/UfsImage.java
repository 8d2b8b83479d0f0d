package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.heliosimage.disk.RawFile;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog.Task;
import org.heliosimage.engine.BuildLog.Unit;
import org.heliosimage.template.BuildKind.UfsBuild;
import org.heliosimage.tree.FileTree;
import org.heliosimage.ufs.UfsException;
import org.heliosimage.ufs.UfsSpec;
import org.heliosimage.ufs.UfsSummary;
import org.heliosimage.ufs.read.UfsFinding;
import org.heliosimage.ufs.read.UfsReader;
import org.heliosimage.ufs.write.UfsWriter;

/** UFS file systems, such as ramdisks. */
final class UfsImage implements ImageKind<UfsBuild> {

  private static final long MEBIBYTE = 1 << 20;

  @Override
  public Class<UfsBuild> build() {
    return UfsBuild.class;
  }

  @Override
  public String extension() {
    return "ufs";
  }

  @Override
  public String write(UfsBuild build, StepContext context, FileChannel image, Task task)
      throws IOException {
    long size = build.size() * MEBIBYTE;
    UfsWriter writer;
    try {
      writer =
          UfsWriter.prepare(
              context.tree(), new UfsSpec(size, build.inodeDensity(), context.time()));
    } catch (UfsException e) {
      if (e.neededBytes() == 0) {
        throw e;
      }
      throw new BuildException(
          "a UFS of "
              + build.size()
              + " MiB with an inode for every "
              + build.inodeDensity()
              + " bytes is too small for what it shall hold, which needs "
              + e.neededBytes() / MEBIBYTE
              + " MiB: set \"size\" of the ufs build to that or more");
    }
    if (hasExtendedAttributes(context.tree())) {
      context
          .differences()
          .state("extended attributes of files are left out of a UFS image (docs/differences.md)");
    }
    RawFile.extend(image, size);
    UfsSummary summary =
        writer.write(image, done -> task.progress(done, writer.bytes(), Unit.BYTES));
    return String.format(
        Locale.ROOT,
        "%d files, %s in %s, %s and %d inodes left",
        summary.files(),
        Sizes.text(summary.bytes()),
        Sizes.text(size),
        Sizes.text(summary.freeBytes()),
        summary.freeInodes());
  }

  private static boolean hasExtendedAttributes(FileTree tree) {
    boolean[] found = {false};
    tree.walk((path, entry) -> found[0] |= !entry.node().attributes().xattrs().isEmpty());
    return found[0];
  }

  @Override
  public FileTree read(Path file) throws IOException {
    List<UfsFinding> findings = UfsReader.check(file);
    if (!findings.isEmpty()) {
      throw new UfsException(
          findings.get(0)
              + (findings.size() == 1
                  ? ""
                  : " (and " + (findings.size() - 1) + " further findings)"));
    }
    return UfsReader.read(file);
  }

  @Override
  public FileTree kept(FileTree meant) throws IOException {
    return UfsWriter.stored(meant);
  }
}
