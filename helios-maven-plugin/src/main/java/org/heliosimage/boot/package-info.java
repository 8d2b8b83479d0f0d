/** What makes an image bootable: boot archive, boot blocks, menu, SMF seed and device links. */
@NullMarked
package org.heliosimage.boot;

import org.jspecify.annotations.NullMarked;
