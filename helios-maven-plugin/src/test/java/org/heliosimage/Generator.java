package org.heliosimage;

import java.util.List;
import java.util.SplittableRandom;

/** Seeded source of test data; a failing test prints the seed that repeats it. */
public final class Generator {

  private final long seed;
  private final SplittableRandom random;

  public Generator(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** Runs a property for a number of seeds and names the one that breaks it. */
  public static void forAll(long firstSeed, int count, Property property) throws Exception {
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      try {
        property.check(new Generator(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("fails with seed " + seed + ": " + e, e);
      }
    }
  }

  /** A statement that holds for whatever a generator produces. */
  public interface Property {
    void check(Generator generator) throws Exception;
  }

  public long seed() {
    return seed;
  }

  /** A number from 0 to bound - 1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** A number from low to high, both included. */
  public long between(long low, long high) {
    return random.nextLong(low, high + 1);
  }

  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  public long anyLong() {
    return random.nextLong();
  }

  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  public final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Random bytes. */
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Bytes that compress about as well as text and program code do. */
  public byte[] compressible(int length) {
    byte[] bytes = new byte[length];
    int at = 0;
    while (at < length) {
      int run = Math.min(length - at, 1 + random.nextInt(24));
      if (at > 64 && random.nextInt(3) != 0) {
        int from = at - 1 - random.nextInt(Math.min(at - 1, 4000));
        for (int i = 0; i < run; i++) {
          bytes[at + i] = bytes[from + i];
        }
      } else {
        for (int i = 0; i < run; i++) {
          bytes[at + i] = (byte) (32 + random.nextInt(96));
        }
      }
      at += run;
    }
    return bytes;
  }

  /** A name of lower-case letters. */
  public String name(int minLength, int maxLength) {
    int length = (int) between(minLength, maxLength);
    StringBuilder name = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      name.append((char) ('a' + random.nextInt(26)));
    }
    return name.toString();
  }
}
