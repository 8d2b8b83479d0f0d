package org.heliosimage.zfs.read;

/**
 * Something that is wrong with a pool.
 *
 * @param place label, or dataset with the file or object and, where it applies, the block
 * @param problem what is wrong there
 */
public record Finding(String place, String problem) {

  @Override
  public String toString() {
    return place + ": " + problem;
  }
}
