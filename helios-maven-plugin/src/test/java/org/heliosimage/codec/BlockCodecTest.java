package org.heliosimage.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.heliosimage.Generator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every block codec must do: round trips, limits, hostile input. */
class BlockCodecTest {

  enum Kind {
    LZ4(Lz4::new),
    LZJB(Lzjb::new),
    ZLE(Zle::new),
    GZIP1(() -> new Zlib(1)),
    GZIP6(() -> new Zlib(6)),
    GZIP9(() -> new Zlib(9));

    private final Supplier<BlockCodec> maker;

    Kind(Supplier<BlockCodec> maker) {
      this.maker = maker;
    }
  }

  /** Data of one of the kinds that files have. */
  static byte[] data(Generator random) {
    int length = random.oneOf(0, 1, 4, 12, 13, 17, 64, 512, 4096, 20_000, 131_072);
    if (random.oneIn(2)) {
      length = random.below(length + 1);
    }
    return switch (random.below(5)) {
      case 0 -> random.bytes(length);
      case 1 -> new byte[length];
      case 2 -> random.compressible(length);
      case 3 -> {
        byte[] runs = new byte[length];
        for (int at = 0; at < length; ) {
          int run = Math.min(length - at, 1 + random.below(400));
          Arrays.fill(runs, at, at + run, (byte) random.below(3));
          at += run;
        }
        yield runs;
      }
      default -> {
        byte[] sparse = new byte[length];
        for (int i = 0; i < length / 50; i++) {
          sparse[random.below(length)] = (byte) random.below(256);
        }
        yield sparse;
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void unpacksWhatItPacked(Kind kind) throws Exception {
    try (BlockCodec codec = kind.maker.get()) {
      Generator.forAll(
          1,
          150,
          random -> {
            byte[] data = data(random);
            int margin = random.below(20);
            byte[] source = new byte[data.length + 2 * margin];
            System.arraycopy(data, 0, source, margin, data.length);
            byte[] packed = new byte[margin + data.length * 2 + 100];
            int size =
                codec.compress(source, margin, data.length, packed, margin, packed.length - margin);
            assertTrue(size >= 0, "fits");
            byte[] back = new byte[data.length + margin];
            codec.decompress(packed, margin, size, back, margin, data.length);
            assertArrayEquals(data, Arrays.copyOfRange(back, margin, back.length));
            assertArrayEquals(new byte[margin], Arrays.copyOf(back, margin));
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void neverWritesBeyondTheLimit(Kind kind) throws Exception {
    try (BlockCodec codec = kind.maker.get()) {
      Generator.forAll(
          1000,
          100,
          random -> {
            byte[] data = data(random);
            byte[] room = new byte[data.length * 2 + 100];
            int full = codec.compress(data, 0, data.length, room, 0, room.length);
            for (int limit : List.of(full, full - 1, random.below(full + 1))) {
              byte[] packed = new byte[room.length];
              Arrays.fill(packed, (byte) 0x5a);
              int offset = random.below(8);
              int size =
                  limit < 0 ? -1 : codec.compress(data, 0, data.length, packed, offset, limit);
              if (limit < full) {
                assertEquals(-1, size);
              } else if (kind == Kind.LZ4 || kind == Kind.LZJB || kind == Kind.ZLE) {
                assertEquals(full, size);
              }
              for (int i = 0; i < packed.length; i++) {
                if (i < offset || i >= offset + Math.max(limit, 0)) {
                  assertEquals((byte) 0x5a, packed[i], "byte " + i);
                }
              }
            }
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void survivesHostileInput(Kind kind) throws Exception {
    try (BlockCodec codec = kind.maker.get()) {
      Generator.forAll(
          2000,
          400,
          random -> {
            byte[] data = data(random);
            byte[] packed = new byte[data.length * 2 + 100];
            int size = codec.compress(data, 0, data.length, packed, 0, packed.length);
            int flips = random.below(5);
            for (int i = 0; i < flips && size > 0; i++) {
              packed[random.below(size)] ^= (byte) (1 << random.below(8));
            }
            int given = random.oneIn(3) ? random.below(size + 1) : size;
            int wanted = random.oneIn(3) ? random.below(data.length + 1) : data.length;
            byte[] back = new byte[data.length + 40];
            try {
              codec.decompress(packed, 0, given, back, 20, wanted);
            } catch (CodecException expected) {
              assertTrue(expected.getMessage().length() > 5);
            }
            for (int i = 0; i < back.length; i++) {
              if (i < 20 || i >= 20 + wanted) {
                assertEquals(0, back[i], "byte " + i + " outside of the block");
              }
            }
          });
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesTruncatedInput(Kind kind) {
    try (BlockCodec codec = kind.maker.get()) {
      byte[] data = new Generator(7).compressible(5000);
      byte[] packed = new byte[10_000];
      int size = codec.compress(data, 0, data.length, packed, 0, packed.length);
      for (int given = 0; given < size; given += 37) {
        int cut = given;
        assertThrows(
            CodecException.class,
            () -> codec.decompress(packed, 0, cut, new byte[5000], 0, 5000),
            kind + " cut at " + cut);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void ignoresTheZerosOfRoundingUp(Kind kind) throws Exception {
    try (BlockCodec codec = kind.maker.get()) {
      byte[] data = new Generator(8).compressible(5000);
      byte[] packed = new byte[10_000];
      int size = codec.compress(data, 0, data.length, packed, 0, 9_000);
      Arrays.fill(packed, size, packed.length, (byte) 0);
      byte[] back = new byte[5000];
      codec.decompress(packed, 0, size + 500, back, 0, 5000);
      assertArrayEquals(data, back);
    }
  }
}
