package org.heliosimage.codec;

import java.util.Arrays;
import java.util.Objects;

/**
 * LZJB, the compression of pools without the lz4 feature. A control byte announces eight items, low
 * bit first: 0 a literal byte, 1 a match of two bytes, big-endian: 6 bits length - 3, 10 bits
 * offset back. The end is not marked: the decoder stops when the output is full.
 */
public final class Lzjb implements BlockCodec {

  private static final int MIN_MATCH = 3;
  private static final int MAX_MATCH = MIN_MATCH + 63;
  private static final int MAX_OFFSET = 1023;
  private static final int HASH_BITS = 12;

  private final int[] table = new int[1 << HASH_BITS];

  @Override
  public int compress(
      byte[] src, int srcOffset, int length, byte[] dst, int dstOffset, int dstMax) {
    Objects.checkFromIndexSize(srcOffset, length, src.length);
    Objects.checkFromIndexSize(dstOffset, dstMax, dst.length);
    Arrays.fill(table, -1);
    int in = srcOffset;
    int srcEnd = srcOffset + length;
    int out = dstOffset;
    int dstEnd = dstOffset + dstMax;
    int control = 0;
    int item = 8;
    while (in < srcEnd) {
      if (item == 8) {
        if (out >= dstEnd) {
          return -1;
        }
        control = out++;
        dst[control] = 0;
        item = 0;
      }
      int candidate = -1;
      if (in + MIN_MATCH <= srcEnd) {
        int slot = hash(src, in);
        candidate = table[slot];
        table[slot] = in;
      }
      if (candidate >= 0 && in - candidate <= MAX_OFFSET && sameStart(src, candidate, in)) {
        if (dstEnd - out < 2) {
          return -1;
        }
        int most = Math.min(MAX_MATCH, srcEnd - in);
        int matched = MIN_MATCH;
        while (matched < most && src[candidate + matched] == src[in + matched]) {
          matched++;
        }
        Bytes.put16be(dst, out, ((matched - MIN_MATCH) << 10) | (in - candidate));
        dst[control] |= (byte) (1 << item);
        out += 2;
        in += matched;
      } else {
        if (out >= dstEnd) {
          return -1;
        }
        dst[out++] = src[in++];
      }
      item++;
    }
    return out - dstOffset;
  }

  @Override
  public void decompress(
      byte[] src, int srcOffset, int srcLength, byte[] dst, int dstOffset, int dstLength)
      throws CodecException {
    Objects.checkFromIndexSize(srcOffset, srcLength, src.length);
    Objects.checkFromIndexSize(dstOffset, dstLength, dst.length);
    int in = srcOffset;
    int srcEnd = srcOffset + srcLength;
    int out = dstOffset;
    int dstEnd = dstOffset + dstLength;
    int control = 0;
    int item = 8;
    while (out < dstEnd) {
      if (item == 8) {
        if (in >= srcEnd) {
          throw broken(in - srcOffset);
        }
        control = src[in++];
        item = 0;
      }
      if (((control >>> item) & 1) == 0) {
        if (in >= srcEnd) {
          throw broken(in - srcOffset);
        }
        dst[out++] = src[in++];
      } else {
        if (srcEnd - in < 2) {
          throw broken(in - srcOffset);
        }
        int pair = Bytes.u16be(src, in);
        in += 2;
        int offset = pair & MAX_OFFSET;
        if (offset == 0 || offset > out - dstOffset) {
          throw broken(in - srcOffset);
        }
        // The last match may promise more than the block holds.
        int end = Math.min(dstEnd, out + (pair >>> 10) + MIN_MATCH);
        while (out < end) {
          dst[out] = dst[out - offset];
          out++;
        }
      }
      item++;
    }
  }

  private static int hash(byte[] src, int at) {
    int three = Bytes.u16(src, at) | (Bytes.u8(src, at + 2) << 16);
    return (three * 0x9E3779B1) >>> (32 - HASH_BITS);
  }

  private static boolean sameStart(byte[] src, int earlier, int later) {
    return Bytes.u16(src, earlier) == Bytes.u16(src, later) && src[earlier + 2] == src[later + 2];
  }

  private static CodecException broken(int at) {
    return new CodecException("lzjb: broken at byte " + at);
  }
}
