/**
 * An installed image: a {@link org.heliosimage.tree.FileTree} with packages in it.
 *
 * <p>{@link org.heliosimage.ips.image.PkgImage} is what callers use. An operation has four parts:
 * the solver says which packages the image shall have; the plan compares their actions with what is
 * there; all payloads that are missing are fetched; the tree is changed. The state that {@code pkg}
 * itself keeps in {@code /var/pkg} (format 4) is written by {@code ImageState} and read back, so
 * that a later build, or {@code pkg} on the running machine, continues from it.
 */
@NullMarked
package org.heliosimage.ips.image;

import org.jspecify.annotations.NullMarked;
