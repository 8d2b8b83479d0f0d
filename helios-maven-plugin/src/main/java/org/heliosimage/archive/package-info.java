/** Seed tar and cpio archives, both ways. */
@NullMarked
package org.heliosimage.archive;

import org.jspecify.annotations.NullMarked;
