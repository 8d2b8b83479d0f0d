/**
 * Names and versions of packages.
 *
 * <pre>
 * pkg://PUBLISHER/STEM@RELEASE,BUILD-BRANCH:TIMESTAMP
 * pkg://helios-dev/system/library@0.5.11,5.11-2.0.22957:20240822T101112Z
 * </pre>
 *
 * <ul>
 *   <li>{@code pkg://pub/stem} and {@code //pub/stem} name a publisher; {@code pkg:/stem}, {@code
 *       /stem} and {@code stem} do not.
 *   <li>The version starts at the last {@code @}. Release is obligatory; build is written always
 *       and compared never; branch and timestamp may be absent and then are lower than any.
 *   <li>Release, build and branch are dotted numbers of any size; a strict prefix is lower.
 *   <li>File names of repositories and images are percent-quoted, see {@link
 *       org.heliosimage.ips.fmri.Quoting}.
 * </ul>
 *
 * <p>Source of the facts: {@code fmri.py} and {@code version.py} of illumos pkg(7).
 */
@NullMarked
package org.heliosimage.ips.fmri;

import org.jspecify.annotations.NullMarked;
