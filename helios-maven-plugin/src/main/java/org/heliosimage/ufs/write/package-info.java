/** Writes a tree as a UFS; the format is described in the package above. */
@NullMarked
package org.heliosimage.ufs.write;

import org.jspecify.annotations.NullMarked;
