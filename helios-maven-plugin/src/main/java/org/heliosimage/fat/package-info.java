/** FAT file systems, such as the EFI system partition. */
@NullMarked
package org.heliosimage.fat;

import org.jspecify.annotations.NullMarked;
