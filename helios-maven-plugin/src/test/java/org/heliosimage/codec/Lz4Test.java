package org.heliosimage.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FastDecompressor;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;

class Lz4Test {

  private static final LZ4Factory PEER = LZ4Factory.safeInstance();

  private final Lz4 lz4 = new Lz4();

  @Test
  void peerUnpacksOurBlocks() throws Exception {
    LZ4SafeDecompressor safe = PEER.safeDecompressor();
    LZ4FastDecompressor fast = PEER.fastDecompressor();
    Generator.forAll(
        1,
        300,
        random -> {
          byte[] data = BlockCodecTest.data(random);
          byte[] packed = new byte[data.length * 2 + 100];
          int size = lz4.compressRaw(data, 0, data.length, packed, 0, packed.length);
          byte[] exact = Arrays.copyOf(packed, size);
          assertArrayEquals(data, safe.decompress(exact, data.length));
          assertArrayEquals(data, fast.decompress(exact, data.length));
        });
  }

  @Test
  void unpacksBlocksOfThePeer() throws Exception {
    Generator.forAll(
        5000,
        300,
        random -> {
          byte[] data = BlockCodecTest.data(random);
          byte[] packed =
              (random.oneIn(2) ? PEER.fastCompressor() : PEER.highCompressor()).compress(data);
          byte[] back = new byte[data.length];
          Lz4.decompressRaw(packed, 0, packed.length, back, 0, back.length);
          assertArrayEquals(data, back);
        });
  }

  @Test
  void packsAboutAsWellAsThePeer() throws Exception {
    byte[] data = new Generator(3).compressible(131_072);
    byte[] packed = new byte[data.length];
    int ours = lz4.compressRaw(data, 0, data.length, packed, 0, packed.length);
    int theirs = PEER.fastCompressor().compress(data).length;
    assertTrue(ours < theirs * 1.1, ours + " against " + theirs);
  }

  @Test
  void prefixIsTheBigEndianLengthOfTheRawBlock() throws Exception {
    byte[] data = new byte[4096];
    byte[] packed = new byte[200];
    int size = lz4.compress(data, 0, data.length, packed, 0, packed.length);
    assertEquals(size - 4, Bytes.u32be(packed, 0));
    byte[] back = new byte[4096];
    back[17] = 1;
    Lz4.decompressRaw(packed, 4, size - 4, back, 0, back.length);
    assertArrayEquals(data, back);
  }
}
