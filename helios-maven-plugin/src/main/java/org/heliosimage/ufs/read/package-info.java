/**
 * Reads a UFS, checks it, and compares it with a tree, knowing nothing of the writer; the format is
 * described in the package above.
 */
@NullMarked
package org.heliosimage.ufs.read;

import org.jspecify.annotations.NullMarked;
