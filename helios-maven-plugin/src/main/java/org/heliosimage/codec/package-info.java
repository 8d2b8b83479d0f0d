/**
 * Checksums, compression and encodings shared by the writers and readers of on-disk formats.
 *
 * <ul>
 *   <li>{@link org.heliosimage.codec.Bytes}: all endian work; nobody else shifts bytes.
 *   <li>{@link org.heliosimage.codec.BlockCodec}: compression of one block, with the framing that a
 *       ZFS block pointer promises: {@link org.heliosimage.codec.Lz4}, {@link
 *       org.heliosimage.codec.Lzjb}, {@link org.heliosimage.codec.Zle}, {@link
 *       org.heliosimage.codec.Zlib}. An encoder gives up as soon as it cannot stay below the
 *       caller's limit; a decoder treats its input as hostile.
 *   <li>{@link org.heliosimage.codec.Fletcher4}, {@link org.heliosimage.codec.Fletcher2}, {@link
 *       org.heliosimage.codec.Sha256}: checksums as four 64-bit words.
 *   <li>{@link org.heliosimage.codec.Crc64}: the hash of ZAP names.
 *   <li>{@link org.heliosimage.codec.Nvlist}: name-value lists in their XDR packing.
 * </ul>
 */
@NullMarked
package org.heliosimage.codec;

import org.jspecify.annotations.NullMarked;
