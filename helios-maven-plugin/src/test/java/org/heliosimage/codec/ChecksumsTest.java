package org.heliosimage.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;

class ChecksumsTest {

  @Test
  void fletcher4FollowsItsDefinition() throws Exception {
    BigInteger modulus = BigInteger.ONE.shiftLeft(64);
    Generator.forAll(
        1,
        20,
        random -> {
          byte[] data = random.bytes(4 * random.below(300) + 8);
          BigInteger[] sums = new BigInteger[4];
          java.util.Arrays.fill(sums, BigInteger.ZERO);
          for (int i = 4; i < data.length; i += 4) {
            BigInteger add = BigInteger.valueOf(Bytes.u32(data, i));
            for (int k = 0; k < 4; k++) {
              sums[k] = sums[k].add(add).mod(modulus);
              add = sums[k];
            }
          }
          long[] words = Fletcher4.of(data, 4, data.length - 4);
          for (int k = 0; k < 4; k++) {
            assertEquals(sums[k].longValue(), words[k]);
          }
        });
  }

  @Test
  void fletcherOfAnOnlyWordIsThatWord() {
    byte[] data = new byte[16];
    Bytes.put32(data, 0, 0xfffffffe);
    assertArrayEquals(
        new long[] {0xfffffffeL, 0xfffffffeL, 0xfffffffeL, 0xfffffffeL}, Fletcher4.of(data, 0, 4));
    Bytes.put64(data, 8, 7);
    long[] two = new long[4];
    Fletcher2.of(data, 0, 16, two);
    assertArrayEquals(new long[] {0xfffffffeL, 7, 0xfffffffeL, 7}, two);
    assertThrows(IllegalArgumentException.class, () -> Fletcher4.of(data, 0, 3));
    assertThrows(IllegalArgumentException.class, () -> Fletcher2.of(data, 0, 8, two));
  }

  @Test
  void fletcher2AddsSumsOfSums() {
    byte[] data = new byte[48];
    for (int i = 0; i < 6; i++) {
      Bytes.put64(data, 8 * i, i + 1);
    }
    long[] sums = new long[4];
    Fletcher2.of(data, 0, 48, sums);
    assertArrayEquals(new long[] {1 + 3 + 5, 2 + 4 + 6, 3 + 2 * 3 + 5, 3 * 2 + 2 * 4 + 6}, sums);
  }

  @Test
  void sha256WordsAreBigEndian() {
    // FIPS 180-2, appendix B.1.
    assertArrayEquals(
        new long[] {
          0xba7816bf8f01cfeaL, 0x414140de5dae2223L, 0xb00361a396177a9cL, 0xb410ff61f20015adL
        },
        Sha256.words("abc".getBytes(US_ASCII), 0, 3));
    assertTrue(Sha256.hex("abc".getBytes(US_ASCII)).startsWith("ba7816bf8f01cfea"));
  }

  @Test
  void crcMatchesItsCatalogueEntry() {
    // CRC-64/XZ: starts with all ones and complements the result.
    byte[] check = "123456789".getBytes(US_ASCII);
    assertEquals(0x995DC9BBDF1939FAL, ~Crc64.of(-1, check, 0, check.length));
    long hash = Crc64.zapHash(0x1234567, check);
    assertEquals(0, hash & 0xf_ffff_ffffL);
    assertEquals(Crc64.of(0x1234567, check, 0, 9) >>> 36, hash >>> 36);
  }

  @Test
  void bytesKeepTheirOrder() {
    byte[] data = new byte[10];
    Bytes.put64be(data, 1, 0x0102030405060708L);
    assertEquals(0x0807060504030201L, Bytes.u64(data, 1));
    assertEquals(0x05060708L, Bytes.u32be(data, 5));
    assertEquals(0x0201, Bytes.u16(data, 1));
    assertEquals(0x0102, Bytes.u16be(data, 1));
    Bytes.put32(data, 0, -2);
    assertEquals(0xfffffffeL, Bytes.u32(data, 0));
    assertEquals(-2, Bytes.i32(data, 0));
    Bytes.put32be(data, 0, 5);
    Bytes.put16(data, 4, 0x1234);
    Bytes.put16be(data, 6, 0x1234);
    Bytes.put8(data, 8, 0xff);
    assertArrayEquals(new byte[] {0, 0, 0, 5, 0x34, 0x12, 0x12, 0x34, -1, 0}, data);
    assertEquals(255, Bytes.u8(data, 8));
    assertEquals(8192, Bytes.roundUp(4097, 4096));
    assertEquals(4096, Bytes.roundUp(4096, 4096));
  }

  @Test
  void zerosAreFoundAtAnyLength() throws Exception {
    assertTrue(Bytes.isZero(new byte[200_000], 3, 199_990));
    Generator.forAll(
        1,
        50,
        random -> {
          byte[] data = new byte[1 + random.below(200_000)];
          int at = random.below(data.length);
          data[at] = 1;
          assertFalse(Bytes.isZero(data, 0, data.length));
          assertTrue(Bytes.isZero(data, 0, at));
          assertTrue(Bytes.isZero(data, at + 1, data.length - at - 1));
        });
  }
}
