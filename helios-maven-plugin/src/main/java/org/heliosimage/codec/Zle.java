package org.heliosimage.codec;

import java.util.Arrays;
import java.util.Objects;

/**
 * Zero-length encoding at level 64, the only one that ZFS uses: a byte below 64 announces that many
 * literals plus one, any other byte that many zeros minus 63. The end is not marked.
 */
public final class Zle implements BlockCodec {

  private static final int LEVEL = 64;
  private static final int MAX_ZEROS = 256 - LEVEL;

  @Override
  public int compress(
      byte[] src, int srcOffset, int length, byte[] dst, int dstOffset, int dstMax) {
    Objects.checkFromIndexSize(srcOffset, length, src.length);
    Objects.checkFromIndexSize(dstOffset, dstMax, dst.length);
    int in = srcOffset;
    int srcEnd = srcOffset + length;
    int out = dstOffset;
    int dstEnd = dstOffset + dstMax;
    while (in < srcEnd) {
      int start = in;
      if (src[in] == 0) {
        int most = Math.min(srcEnd, in + MAX_ZEROS);
        while (in < most && src[in] == 0) {
          in++;
        }
        if (out >= dstEnd) {
          return -1;
        }
        dst[out++] = (byte) (in - start - 1 + LEVEL);
      } else {
        // A lone zero is cheaper as a literal than as an end of the run.
        int most = Math.min(srcEnd, in + LEVEL);
        while (in < most && !(src[in] == 0 && (in + 1 == srcEnd || src[in + 1] == 0))) {
          in++;
        }
        int literals = in - start;
        if (dstEnd - out < literals + 1) {
          return -1;
        }
        dst[out++] = (byte) (literals - 1);
        System.arraycopy(src, start, dst, out, literals);
        out += literals;
      }
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
    while (out < dstEnd) {
      if (in >= srcEnd) {
        throw new CodecException("zle: ends early at byte " + (in - srcOffset));
      }
      int code = Bytes.u8(src, in++);
      int run = code < LEVEL ? code + 1 : code - LEVEL + 1;
      if (run > dstEnd - out || (code < LEVEL && run > srcEnd - in)) {
        throw new CodecException("zle: broken at byte " + (in - srcOffset));
      }
      if (code < LEVEL) {
        System.arraycopy(src, in, dst, out, run);
        in += run;
      } else {
        Arrays.fill(dst, out, out + run, (byte) 0);
      }
      out += run;
    }
  }
}
