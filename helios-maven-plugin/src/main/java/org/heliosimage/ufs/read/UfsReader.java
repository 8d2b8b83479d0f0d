package org.heliosimage.ufs.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.heliosimage.tree.FileTree;

/** Reads an image that is a UFS. */
public final class UfsReader {

  private UfsReader() {}

  /**
   * All files; contents are read from the image when they are opened.
   *
   * @throws org.heliosimage.ufs.UfsException if the image is no UFS or too damaged to be read
   */
  public static FileTree read(Path file) throws IOException {
    try (FileChannel image = FileChannel.open(file)) {
      return TreeReader.read(file, Volume.open(image));
    }
  }

  /**
   * Lists what contradicts itself: superblock and copies, group blocks, summary, inodes and their
   * blocks, directories and names. For a sound file system there is nothing to list.
   */
  public static List<UfsFinding> check(Path file) throws IOException {
    try (FileChannel image = FileChannel.open(file)) {
      return Check.run(image);
    }
  }
}
