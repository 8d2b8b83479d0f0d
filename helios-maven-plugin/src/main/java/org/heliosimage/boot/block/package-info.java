/**
 * Boot blocks: the programs outside of file systems that firmware starts.
 *
 * <p>{@link org.heliosimage.boot.block.BootBlocks} leaves on a disk what {@code installboot} of
 * illumos does. All programs come from the boot environment's own {@code /boot}.
 *
 * <h2>BIOS: two hops</h2>
 *
 * <ol>
 *   <li>Sector 0 of the disk holds the code of {@code /boot/pmbr}, told to load one sector: the
 *       first of the ZFS slice.
 *   <li>That sector holds the same code, told to load stage 2, {@code /boot/gptzfsboot}, which lies
 *       512 KiB into the slice, in the 3.5 MiB that ZFS leaves free for it.
 * </ol>
 *
 * <pre>
 * pmbr   0x003  59 bytes of file system parameters, kept from the disk
 *        0x0fc  u16  sectors to load
 *        0x0fe  u64  where they begin on the disk
 *        0x106  16 bytes that are the same in both copies: the UUID of the disk
 *        0x1b8  6 bytes of disk signature, then the partition table, kept from the disk
 *        0x1fe  55 AA; a sector of the disk that does not end so has nothing to keep
 * </pre>
 *
 * <h2>UEFI</h2>
 *
 * The EFI system partition holds {@code /boot/loader64.efi} and {@code /boot/loader32.efi} under
 * the names that firmware looks for.
 *
 * <h2>Which pool to boot</h2>
 *
 * Stage 2 and both EFI programs carry a multiboot header, {@link
 * org.heliosimage.boot.block.LoaderProgram}, whose 64 bits from byte 24 on get the first sector of
 * the ZFS slice. A trailer behind the program carries its MD5, which then changes.
 *
 * @see <a
 *     href="https://github.com/illumos/illumos-gate/tree/master/usr/src/cmd/boot/installboot/i386">installboot
 *     of illumos</a>
 */
@NullMarked
package org.heliosimage.boot.block;

import org.jspecify.annotations.NullMarked;
