/**
 * The Image Packaging System: names, manifests, catalogs, repositories, solver and installation.
 */
@NullMarked
package org.heliosimage.ips;

import org.jspecify.annotations.NullMarked;
