/**
 * Boot programs of our own for the sample packages, in the form that illumos' {@code installboot}
 * expects of its own.
 *
 * <p>They boot no operating system. They go the way that the real ones go (stage one, stage one of
 * the slice, stage two; or firmware, EFI system partition), read the GPT, the label of the pool and
 * its uberblocks where the fields that installation has set say they are, tell on the screen and on
 * the first serial line what they have found, and turn the machine off. A line that ends in {@code
 * ok pool=NAME} comes only if all of that was right.
 *
 * <ul>
 *   <li>{@link org.heliosimage.ips.publish.sample.boot.StageOne}: one sector, real mode
 *   <li>{@link org.heliosimage.ips.publish.sample.boot.ReportProgram} and {@link
 *       org.heliosimage.ips.publish.sample.boot.PoolReport}: what both kinds of second stage have
 *       in common, for any mode
 *   <li>{@link org.heliosimage.ips.publish.sample.boot.BiosReport}: the rest of {@code gptzfsboot},
 *       real mode with wide registers
 *   <li>{@link org.heliosimage.ips.publish.sample.boot.CdReport}: {@code cdboot}, which checks the
 *       boot info table that a CD has for it
 *   <li>{@link org.heliosimage.ips.publish.sample.boot.EfiReport}: the rest of {@code loader32.efi}
 *       and {@code loader64.efi}
 * </ul>
 */
@NullMarked
package org.heliosimage.ips.publish.sample.boot;

import org.jspecify.annotations.NullMarked;
