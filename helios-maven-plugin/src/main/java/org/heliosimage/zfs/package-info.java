/** ZFS pools: a writer, and an independent reader that verifies what was written. */
@NullMarked
package org.heliosimage.zfs;

import org.jspecify.annotations.NullMarked;
