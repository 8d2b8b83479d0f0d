/** Checksums, compression and encodings shared by the writers and readers of on-disk formats. */
@NullMarked
package org.heliosimage.codec;

import org.jspecify.annotations.NullMarked;
