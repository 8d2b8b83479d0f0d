/**
 * The sample repository: some seventy small packages of our own making, under the names that the
 * bundled templates install.
 *
 * <p>They have everything that an image build meets (users, drivers, services, boot files, mediated
 * links, an incorporation) and no operating system: an image of them is complete and correct as a
 * disk, but does not boot illumos. Its boot programs tell what they find on the disk and turn the
 * machine off; see {@link org.heliosimage.ips.publish.sample.boot}.
 *
 * <p>{@link org.heliosimage.ips.publish.sample.SampleRepository} writes the repository into the
 * plugin's jar when that is built; {@code sample:} opens it.
 */
@NullMarked
package org.heliosimage.ips.publish.sample;

import org.jspecify.annotations.NullMarked;
