/**
 * A small assembler for x86 processors: the few instructions that the sample boot programs need, in
 * the three modes in which firmware starts programs.
 *
 * <p>Source is Java: each call of a method of {@link
 * org.heliosimage.ips.publish.sample.x86.Assembler} appends one instruction, in the order
 * destination, source. Operands have a {@link org.heliosimage.ips.publish.sample.x86.Width}; that
 * of addresses is {@code NATIVE}, so one source may serve several modes. A {@link
 * org.heliosimage.ips.publish.sample.x86.Label} may be used before it is bound.
 *
 * @see <a href="https://www.intel.com/sdm">Intel 64 and IA-32 Architectures Software Developer's
 *     Manual, volume 2: instruction format and reference</a>
 */
@NullMarked
package org.heliosimage.ips.publish.sample.x86;

import org.jspecify.annotations.NullMarked;
