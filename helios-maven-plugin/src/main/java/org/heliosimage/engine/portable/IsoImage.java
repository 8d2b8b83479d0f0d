package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.heliosimage.boot.block.HybridBlocks;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog.Task;
import org.heliosimage.engine.BuildLog.Unit;
import org.heliosimage.iso.IsoKept;
import org.heliosimage.iso.IsoReader;
import org.heliosimage.iso.IsoSpec;
import org.heliosimage.iso.IsoWriter;
import org.heliosimage.template.BuildKind.Hybrid;
import org.heliosimage.template.BuildKind.IsoBuild;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.RegularFile;
import org.jspecify.annotations.Nullable;

/** ISO 9660 images, bootable or not. */
final class IsoImage implements ImageKind<IsoBuild> {

  /** There are 32 KiB for both boot blocks; more is not worth reading. */
  private static final int MAX_PROGRAM = 1 << 16;

  @Override
  public Class<IsoBuild> build() {
    return IsoBuild.class;
  }

  @Override
  public String extension() {
    return "iso";
  }

  @Override
  public String write(IsoBuild build, StepContext context, FileChannel image, Task task)
      throws IOException {
    FileTree tree = context.tree();
    String volumeId = build.volumeId();
    IsoSpec spec =
        new IsoSpec(
            volumeId == null ? IsoSpec.DEFAULT_VOLUME_ID : volumeId,
            Optional.ofNullable(build.bootBios()),
            Optional.ofNullable(build.bootUefi()),
            systemArea(build.hybrid(), context),
            context.time());
    IsoWriter.write(tree, spec, image, done -> task.progress(done, 0, Unit.BYTES));
    return StageRun.counts(tree) + " in " + Sizes.text(image.size());
  }

  private static Optional<IsoSpec.SystemArea> systemArea(
      @Nullable Hybrid hybrid, StepContext context) throws IOException {
    if (hybrid == null) {
      return Optional.empty();
    }
    HybridBlocks.Program one = program(context.tree(), hybrid.stage1());
    HybridBlocks.Program two = program(context.tree(), hybrid.stage2());
    UUID disk = context.uuid("boot disk");
    return Optional.of((sector, sectors) -> HybridBlocks.make(one, two, sector, sectors, disk));
  }

  private static HybridBlocks.Program program(FileTree tree, String path) throws IOException {
    String resolved = tree.resolve(path, true);
    Node node = tree.find(resolved).orElse(null);
    if (!(node instanceof RegularFile file) || file.content().size() > MAX_PROGRAM) {
      throw new BuildException(
          resolved + " is no boot block: \"hybrid\" names the programs stage1 and stage2");
    }
    return new HybridBlocks.Program(file.content(), resolved);
  }

  @Override
  public FileTree read(Path file) throws IOException {
    return IsoReader.read(file).tree();
  }

  @Override
  public FileTree kept(FileTree meant) throws IOException {
    return IsoKept.of(meant);
  }
}
