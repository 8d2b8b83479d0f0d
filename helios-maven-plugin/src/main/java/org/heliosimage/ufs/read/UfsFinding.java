package org.heliosimage.ufs.read;

/**
 * Something that is wrong with a UFS.
 *
 * @param place superblock, summary, group or inode
 * @param problem what is wrong there
 */
public record UfsFinding(String place, String problem) {

  @Override
  public String toString() {
    return place + " " + problem;
  }
}
