package org.heliosimage.ips.publish.sample.x86;

import org.jspecify.annotations.Nullable;

/**
 * An operand in memory.
 *
 * @param base the register that the address counts from, or null
 * @param displacement what is added
 */
public record Memory(@Nullable Register base, int displacement) {

  public static Memory at(Register base, int displacement) {
    return new Memory(base, displacement);
  }

  public static Memory at(int address) {
    return new Memory(null, address);
  }

  public Memory plus(int bytes) {
    return new Memory(base, displacement + bytes);
  }
}
