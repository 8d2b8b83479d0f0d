/**
 * What makes an image boot and come up: the boot archive with its records, the menu of boot
 * environments, the skeleton of {@code /dev}, the service repository, and the boot blocks.
 *
 * <p>All of it works on a {@link org.heliosimage.tree.FileTree}. Where the native tools would ask
 * the running kernel or run a program of illumos, this room does what has the same effect at the
 * first boot; docs/differences.md tells where the image then looks different.
 */
@NullMarked
package org.heliosimage.boot;

import org.jspecify.annotations.NullMarked;
