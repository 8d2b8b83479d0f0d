package org.heliosimage.iso;

import java.util.List;
import org.heliosimage.tree.FileTree;

/**
 * What is in an image.
 *
 * @param volumeId name of the volume
 * @param tree the files without the boot catalog; contents are read when they are opened
 * @param bootEntries what there is to boot
 */
public record IsoContents(String volumeId, FileTree tree, List<BootEntry> bootEntries) {
  public IsoContents {
    bootEntries = List.copyOf(bootEntries);
  }
}
