package org.heliosimage.ips.image;

import org.heliosimage.ips.fmri.Fmri;

/**
 * An installed package of which a newer version is known.
 *
 * @param installed what the image has
 * @param permitted the newest that an update of everything would bring: what incorporations and
 *     other packages admit; equal to {@code installed} if that is all
 * @param known the newest that any enabled publisher has for an image like this
 * @param obsolete whether {@code known} only says that the package is given up
 */
public record OutdatedPackage(Fmri installed, Fmri permitted, Fmri known, boolean obsolete) {}
