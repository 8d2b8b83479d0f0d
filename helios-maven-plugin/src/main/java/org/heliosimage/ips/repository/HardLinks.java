package org.heliosimage.ips.repository;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Further names of files that a repository on this machine has, in place of copies of them. Such a
 * file belongs to the repository: the cache may drop its name of it, and leaves all else alone.
 */
final class HardLinks {

  private HardLinks() {}

  /** Whether it can be told here that a file has several names. */
  static boolean areKnown(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  /** Whether a file has a name elsewhere; false if that cannot be told. */
  static boolean isShared(Path file) throws IOException {
    try {
      return areKnown(file) && (int) Files.getAttribute(file, "unix:nlink") > 1;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * Gives a file another name, in a folder that is made if it is missing.
   *
   * @throws FileAlreadyExistsException if the name is taken
   */
  static void create(Path name, Path existing) throws IOException {
    try {
      Files.createLink(name, existing);
    } catch (NoSuchFileException e) {
      Files.createDirectories(name.getParent());
      Files.createLink(name, existing);
    }
  }
}
