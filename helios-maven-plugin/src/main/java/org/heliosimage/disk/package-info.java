/** Disk labels and raw images. */
@NullMarked
package org.heliosimage.disk;

import org.jspecify.annotations.NullMarked;
