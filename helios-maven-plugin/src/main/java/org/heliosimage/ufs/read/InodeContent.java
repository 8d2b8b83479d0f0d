package org.heliosimage.ufs.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.heliosimage.tree.Content;

/** The bytes of a file in an image. */
record InodeContent(Path file, Superblock superblock, Inode inode) implements Content {

  @Override
  public long size() {
    return inode.size();
  }

  @Override
  public InputStream open() throws IOException {
    FileChannel image = FileChannel.open(file);
    return new InodeStream(new Volume(image, superblock), inode, image);
  }

  @Override
  public String toString() {
    return "inode " + inode.number() + " of " + file;
  }
}
