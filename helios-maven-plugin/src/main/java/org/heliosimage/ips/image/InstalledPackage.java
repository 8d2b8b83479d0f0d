package org.heliosimage.ips.image;

import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Manifest;

/**
 * A package of an image.
 *
 * @param fmri publisher, name and version
 * @param manual whether somebody named it, so that it did not come along only
 * @param time when it was installed, as {@code YYYYMMDDThhmmssZ}
 */
record InstalledPackage(Fmri fmri, Manifest manifest, boolean manual, String time) {}
