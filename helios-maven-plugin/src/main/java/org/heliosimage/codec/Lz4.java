package org.heliosimage.codec;

import java.util.Arrays;
import java.util.Objects;

/**
 * LZ4 blocks as ZFS stores them: a 32-bit big-endian length, then one raw LZ4 block of that length.
 *
 * <p>A raw block is a chain of sequences: a token (high nibble literal count, low nibble match
 * length - 4, 15 meaning that bytes to add follow), the literals, a 16-bit little-endian offset
 * back into the output. The last sequence has literals only; its format asks that the last 5 bytes
 * are literals and that no match starts in the last 12.
 *
 * <p>The encoder looks at one candidate per position (greedy) and takes longer steps the longer it
 * finds nothing, so incompressible data costs little.
 */
public final class Lz4 implements BlockCodec {

  /** Bytes of the length before the raw block. */
  private static final int PREFIX = 4;

  private static final int MIN_MATCH = 4;
  private static final int LAST_LITERALS = 5;

  /** One more than the format asks: so eight bytes that match leave the last literals alone. */
  private static final int MATCH_START_MARGIN = 13;

  private static final int MAX_OFFSET = 0xffff;

  /** Misses before the step grows by one: log2. */
  private static final int SKIP_SHIFT = 6;

  /** 8192 entries of 4 bytes: more find hardly more matches, and leave the first-level cache. */
  private static final int HASH_BITS = 13;

  private static final long HASH_PRIME = 0xCF1BBCDCBBL;

  private final int[] table = new int[1 << HASH_BITS];

  @Override
  public int compress(
      byte[] src, int srcOffset, int length, byte[] dst, int dstOffset, int dstMax) {
    if (dstMax <= PREFIX) {
      return -1;
    }
    int raw = compressRaw(src, srcOffset, length, dst, dstOffset + PREFIX, dstMax - PREFIX);
    if (raw < 0) {
      return -1;
    }
    Bytes.put32be(dst, dstOffset, raw);
    return PREFIX + raw;
  }

  @Override
  public void decompress(
      byte[] src, int srcOffset, int srcLength, byte[] dst, int dstOffset, int dstLength)
      throws CodecException {
    if (srcLength < PREFIX) {
      throw new CodecException("lz4: no room for the length");
    }
    long raw = Bytes.u32be(src, srcOffset);
    if (raw > srcLength - PREFIX) {
      throw new CodecException("lz4: length " + raw + " exceeds the block");
    }
    decompressRaw(src, srcOffset + PREFIX, (int) raw, dst, dstOffset, dstLength);
  }

  /** As {@link #compress}, without the length in front. */
  public int compressRaw(
      byte[] src, int srcOffset, int length, byte[] dst, int dstOffset, int dstMax) {
    Objects.checkFromIndexSize(srcOffset, length, src.length);
    Objects.checkFromIndexSize(dstOffset, dstMax, dst.length);
    int srcEnd = srcOffset + length;
    int dstEnd = dstOffset + dstMax;
    int out = dstOffset;
    int anchor = srcOffset;
    if (length > MATCH_START_MARGIN) {
      int[] hashes = table;
      // Positions are kept as distances from the start, so that 0 is a legal candidate.
      Arrays.fill(hashes, 0);
      int lastStart = srcEnd - MATCH_START_MARGIN;
      int matchEnd = srcEnd - LAST_LITERALS;
      int in = srcOffset + 1;
      while (true) {
        long found = search(src, hashes, srcOffset, in, lastStart);
        if (found < 0) {
          break;
        }
        in = (int) (found >>> 32);
        int match = (int) found;
        int matched = MIN_MATCH + common(src, match + MIN_MATCH, in + MIN_MATCH, matchEnd);
        while (in > anchor && match > srcOffset && src[in - 1] == src[match - 1]) {
          in--;
          match--;
          matched++;
        }
        int literals = in - anchor;
        int extra = matched - MIN_MATCH;
        if (literals < 15 && extra < 15 && anchor <= srcEnd - 16 && out <= dstEnd - 24) {
          dst[out] = (byte) (literals << 4 | extra);
          Words.put64(dst, out + 1, Words.i64(src, anchor));
          Words.put64(dst, out + 9, Words.i64(src, anchor + 8));
          Words.put16(dst, out + 1 + literals, in - match);
          out += 3 + literals;
        } else {
          out = putSequence(src, anchor, srcEnd, literals, in - match, extra, dst, out, dstEnd);
          if (out < 0) {
            return -1;
          }
        }
        in += matched;
        anchor = in;
        if (in <= lastStart) {
          hashes[hash(Words.i64(src, in - 2))] = in - 2 - srcOffset;
        }
      }
    }
    int literals = srcEnd - anchor;
    if (out + 1 + literals + tail(literals) > dstEnd) {
      return -1;
    }
    dst[out++] = (byte) (Math.min(literals, 15) << 4);
    out = putTail(dst, out, literals);
    System.arraycopy(src, anchor, dst, out, literals);
    return out + literals - dstOffset;
  }

  /**
   * The next position from which four bytes are a repetition, in the high half, and where they are
   * repeated from, in the low half; negative if there is none. A method of its own, as the runtime
   * compiles it sooner and again at less cost than the whole.
   */
  private static long search(byte[] src, int[] hashes, int base, int from, int lastStart) {
    int misses = 1 << SKIP_SHIFT;
    int in = from;
    while (in <= lastStart) {
      int word = Words.i32(src, in);
      int slot = hash(Words.i64(src, in));
      int match = base + hashes[slot];
      hashes[slot] = in - base;
      if (Words.i32(src, match) == word && in - match <= MAX_OFFSET) {
        return (long) in << 32 | match;
      }
      in += misses++ >>> SKIP_SHIFT;
    }
    return -1;
  }

  /** Writes a sequence that is long or near an end; -1 if it has no room. */
  private static int putSequence(
      byte[] src,
      int anchor,
      int srcEnd,
      int literals,
      int distance,
      int extra,
      byte[] dst,
      int start,
      int dstEnd) {
    // Token, both length tails, literals, offset.
    if (start + 3 + literals + tail(literals) + tail(extra) > dstEnd) {
      return -1;
    }
    dst[start] = (byte) ((Math.min(literals, 15) << 4) | Math.min(extra, 15));
    int out = putTail(dst, start + 1, literals);
    copyLiterals(src, anchor, srcEnd, dst, out, dstEnd, literals);
    out += literals;
    Words.put16(dst, out, distance);
    return putTail(dst, out + 2, extra);
  }

  /** As {@link #decompress}, without the length in front; all of the input is used. */
  public static void decompressRaw(
      byte[] src, int srcOffset, int srcLength, byte[] dst, int dstOffset, int dstLength)
      throws CodecException {
    Objects.checkFromIndexSize(srcOffset, srcLength, src.length);
    Objects.checkFromIndexSize(dstOffset, dstLength, dst.length);
    int in = srcOffset;
    int srcEnd = srcOffset + srcLength;
    int out = dstOffset;
    int dstEnd = dstOffset + dstLength;
    while (in < srcEnd) {
      int token = src[in++] & 0xff;
      int literals = token >>> 4;
      if (literals == 15) {
        int more;
        do {
          if (in >= srcEnd) {
            throw broken(in - srcOffset);
          }
          more = src[in++] & 0xff;
          literals += more;
        } while (more == 255 && literals <= dstLength);
      }
      if (literals > srcEnd - in || literals > dstEnd - out) {
        throw broken(in - srcOffset);
      }
      copyLiterals(src, in, srcEnd, dst, out, dstEnd, literals);
      in += literals;
      out += literals;
      if (in == srcEnd) {
        break;
      }
      if (srcEnd - in < 2) {
        throw broken(in - srcOffset);
      }
      int offset = Bytes.u16(src, in);
      in += 2;
      int matched = token & 15;
      if (matched == 15) {
        int more;
        do {
          if (in >= srcEnd) {
            throw broken(in - srcOffset);
          }
          more = src[in++] & 0xff;
          matched += more;
        } while (more == 255 && matched <= dstLength);
      }
      matched += MIN_MATCH;
      if (offset == 0 || offset > out - dstOffset || matched > dstEnd - out) {
        throw broken(in - srcOffset);
      }
      copyMatch(dst, out, offset, matched, dstEnd);
      out += matched;
    }
    if (out != dstEnd) {
      throw new CodecException(
          "lz4: " + (out - dstOffset) + " bytes unpacked instead of " + dstLength);
    }
  }

  private static CodecException broken(int at) {
    return new CodecException("lz4: broken at byte " + at);
  }

  /** Hash of the low five bytes. */
  private static int hash(long word) {
    return (int) (((word << 24) * HASH_PRIME) >>> (64 - HASH_BITS));
  }

  /**
   * How many bytes at two places are equal, the later one not going beyond {@code end}. The last
   * few before the end are not looked at: it is not worth the code.
   */
  private static int common(byte[] src, int earlier, int later, int end) {
    int start = later;
    while (later <= end - 8) {
      long difference = Words.i64(src, earlier) ^ Words.i64(src, later);
      if (difference != 0) {
        return later - start + (Long.numberOfTrailingZeros(difference) >>> 3);
      }
      earlier += 8;
      later += 8;
    }
    return later - start;
  }

  /** Bytes that a length needs behind the token. */
  private static int tail(int length) {
    return length < 15 ? 0 : (length - 15) / 255 + 1;
  }

  private static int putTail(byte[] dst, int out, int length) {
    if (length >= 15) {
      int left = length - 15;
      while (left >= 255) {
        dst[out++] = (byte) 255;
        left -= 255;
      }
      dst[out++] = (byte) left;
    }
    return out;
  }

  /** Copies literals; short ones in words, which may overwrite bytes that are written later. */
  private static void copyLiterals(
      byte[] src, int from, int srcEnd, byte[] dst, int to, int dstEnd, int length) {
    if (length <= 32 && from <= srcEnd - 32 && to <= dstEnd - 32) {
      Words.put64(dst, to, Words.i64(src, from));
      Words.put64(dst, to + 8, Words.i64(src, from + 8));
      if (length > 16) {
        Words.put64(dst, to + 16, Words.i64(src, from + 16));
        Words.put64(dst, to + 24, Words.i64(src, from + 24));
      }
    } else {
      System.arraycopy(src, from, dst, to, length);
    }
  }

  private static void copyMatch(byte[] dst, int out, int offset, int length, int dstEnd) {
    int from = out - offset;
    if (offset >= length && length > 32) {
      System.arraycopy(dst, from, dst, out, length);
    } else if (offset >= 8 && out <= dstEnd - length - 8) {
      for (int i = 0; i < length; i += 8) {
        Words.put64(dst, out + i, Words.i64(dst, from + i));
      }
    } else if (offset == 1) {
      Arrays.fill(dst, out, out + length, dst[from]);
    } else {
      for (int i = 0; i < length; i++) {
        dst[out + i] = dst[from + i];
      }
    }
  }
}
