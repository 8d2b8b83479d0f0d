package org.heliosimage.iso;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;

/** Streams a tree into an ISO image. Extended attributes and parts of seconds are lost. */
public final class IsoWriter {

  private static final int BUFFER = 1 << 17;

  private final IsoSpec spec;
  private final IsoLayout layout;
  private final OutputStream out;
  private final LongConsumer progress;
  private final byte[] buffer = new byte[BUFFER];
  private long written;

  private IsoWriter(IsoSpec spec, IsoLayout layout, OutputStream out, LongConsumer progress) {
    this.spec = spec;
    this.layout = layout;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Writes an image. The program that BIOS starts is told where it is, in the image and then in the
   * tree too, so that the tree is what the image holds.
   *
   * @param image an empty file
   * @param progress is told how many bytes are written
   * @throws IsoException if the tree holds what ISO 9660 cannot; then nothing is written
   */
  public static void write(FileTree tree, IsoSpec spec, FileChannel image, LongConsumer progress)
      throws IOException {
    spec.check();
    IsoLayout layout = new IsoLayout(tree, spec);
    byte[] systemArea = layout.systemArea();
    Optional<Content> program = program(layout);
    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(image), BUFFER);
    new IsoWriter(spec, layout, out, progress).write(systemArea, program);
    out.flush();
    if (program.isPresent()) {
      IsoNode bios = layout.bios.orElseThrow();
      tree.replace(bios.path, new RegularFile(bios.node.attributes(), program.get()));
    }
  }

  private static Optional<Content> program(IsoLayout layout) throws IOException {
    if (layout.bios.isPresent() && layout.bios.get().node instanceof RegularFile file) {
      return Optional.of(
          Content.of(BootInfo.enter(file.content().bytes(), layout.bios.get().block)));
    }
    return Optional.empty();
  }

  private void write(byte[] systemArea, Optional<Content> program) throws IOException {
    put(systemArea);
    padTo(VolumeDescriptor.BLOCK);
    put(layout.descriptor().encode(spec.time()));
    if (layout.catalog.isPresent()) {
      put(VolumeDescriptor.bootRecord(layout.catalog.get().block));
    }
    put(VolumeDescriptor.end());
    padTo(layout.littleTable);
    put(layout.pathTable(false));
    padTo(layout.bigTable);
    put(layout.pathTable(true));
    for (IsoNode directory : layout.directories) {
      padTo(directory.block);
      SystemUse continuation = new SystemUse(directory.block + Blocks.of(directory.size));
      put(DirectoryData.encode(directory, continuation));
      put(continuation.bytes());
    }
    if (layout.catalog.isPresent()) {
      padTo(layout.catalog.get().block);
      put(BootCatalog.encode(layout.bootEntries()));
    }
    for (IsoNode node : layout.files) {
      padTo(node.block);
      boolean boot = layout.bios.isPresent() && layout.bios.get() == node;
      if (boot && program.isPresent()) {
        put(program.get(), node.path);
      } else if (node.node instanceof RegularFile file) {
        put(file.content(), node.path);
      }
    }
    padTo(layout.blocks);
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
  }

  private void put(Content content, String path) throws IOException {
    long rest = content.size();
    try (InputStream in = content.open()) {
      while (rest > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, rest));
        if (count < 0) {
          throw new EOFException(path + " is shorter than it was: " + content);
        }
        out.write(buffer, 0, count);
        rest -= count;
        written += count;
        progress.accept(written);
      }
    }
  }

  /** Fills up with zeros; what comes next must have its place ahead. */
  private void padTo(long block) throws IOException {
    long missing = block * Blocks.SIZE - written;
    if (missing < 0) {
      throw new IllegalStateException("block " + block + " is already written");
    }
    while (missing > 0) {
      int count = (int) Math.min(missing, Blocks.SIZE);
      put(new byte[count]);
      missing -= count;
    }
  }
}
