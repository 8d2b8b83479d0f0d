package org.heliosimage.engine.portable;

import java.io.IOException;
import org.heliosimage.boot.BootArchive;
import org.heliosimage.boot.BootMenu;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;

/**
 * The end of a build whose steps asked for a bootable image. The boot archive records sizes and
 * times of files, so it comes after the last step: a file that changed later would make the first
 * boot rebuild the archive and restart the machine.
 */
public final class BootFiles {

  private BootFiles() {}

  /**
   * Makes the boot archive in the tree of the image.
   *
   * @param context of a build whose pool is to be {@linkplain PoolPlan#bootable bootable}
   * @return the files of the pool's root dataset: the menu of boot environments
   */
  public static FileTree finish(StepContext context) throws IOException {
    PoolPlan pool = context.requirePool();
    BootArchive archive =
        BootArchive.update(context.tree(), context.time(), context.folders().scratch());
    context
        .log()
        .debug(
            "boot archive: "
                + archive.members()
                + " files, "
                + archive.size()
                + " bytes, "
                + archive.compressedSize()
                + " compressed");
    FileTree poolRoot = new FileTree(Attributes.of(0755, 0, 0, context.time()));
    BootMenu.add(poolRoot, pool.pool(), pool.beName(), context.time());
    return poolRoot;
  }
}
