/**
 * Virtual machines that run an image: QEMU's command line and its process, the overlay that keeps
 * the image as it is, the volume that tells the guest who it is, and descriptions of the same
 * machine for libvirt and for helios-engvm's scripts.
 */
@NullMarked
package org.heliosimage.vm;

import org.jspecify.annotations.NullMarked;
