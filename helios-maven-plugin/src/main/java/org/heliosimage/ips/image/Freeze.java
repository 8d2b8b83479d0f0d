package org.heliosimage.ips.image;

import org.heliosimage.ips.fmri.Fmri;
import org.jspecify.annotations.Nullable;

/**
 * A version that a package must not leave.
 *
 * @param fmri name and version, without publisher
 * @param comment why, if somebody said so
 * @param time since when, in seconds since 1970
 */
public record Freeze(Fmri fmri, @Nullable String comment, long time) {}
