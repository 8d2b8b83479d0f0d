package org.heliosimage.codec;

/**
 * Compression of one block. An instance may keep tables between calls, so it serves one thread at a
 * time; the output depends on the input only.
 */
public interface BlockCodec extends AutoCloseable {

  /**
   * Compresses a block if the result stays within a limit.
   *
   * @param dstMax most bytes to write at {@code dstOffset}
   * @return bytes written, or -1 if they would be more than {@code dstMax}; in that case what
   *     {@code dst} holds within the limit is undefined
   */
  int compress(byte[] src, int srcOffset, int length, byte[] dst, int dstOffset, int dstMax);

  /**
   * Decompresses a block whose size is known. Bytes behind the compressed ones, as rounding to
   * sectors leaves them, are ignored where the format marks its end.
   *
   * @throws CodecException if the input is broken or does not make exactly {@code dstLength} bytes
   */
  void decompress(
      byte[] src, int srcOffset, int srcLength, byte[] dst, int dstOffset, int dstLength)
      throws CodecException;

  /** Frees what the instance holds outside the heap. */
  @Override
  default void close() {}
}
