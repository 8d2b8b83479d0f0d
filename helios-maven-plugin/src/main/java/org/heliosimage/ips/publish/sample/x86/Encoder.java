package org.heliosimage.ips.publish.sample.x86;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heliosimage.codec.Bytes;

/** The bytes of a program: prefixes, operands, labels. */
abstract class Encoder {

  static final int OPERAND_PREFIX = 0x66;
  static final int ADDRESS_PREFIX = 0x67;

  final Mode mode;

  private final int origin;
  private final List<Fixup> fixups = new ArrayList<>();
  private byte[] bytes = new byte[4096];
  private int length;

  /** A place that needs the address of a label, or how far that is from behind the place. */
  private record Fixup(int place, int size, Label label, boolean relative) {}

  Encoder(Mode mode, int origin) {
    this.mode = mode;
    this.origin = origin;
  }

  public final Mode mode() {
    return mode;
  }

  /** How many bytes there are so far. */
  public final int length() {
    return length;
  }

  /** The program; all its labels are bound. */
  public final byte[] toBytes() {
    byte[] program = Arrays.copyOf(bytes, length);
    for (Fixup fixup : fixups) {
      int target = fixup.label.position();
      int end = fixup.place + fixup.size;
      int value = fixup.relative ? target - end : origin + target;
      if (fixup.size == 1 && value != (byte) value) {
        throw new IllegalStateException("a short jump over " + value + " bytes");
      }
      putNumber(program, fixup.place, fixup.size, value);
    }
    return program;
  }

  public final Label label() {
    return new Label();
  }

  public final void bind(Label label) {
    label.bind(length);
  }

  /** Appends zeros up to an offset. */
  public final void padTo(int offset) {
    if (offset < length) {
      throw new IllegalStateException(length + " bytes do not fit into " + offset);
    }
    while (length < offset) {
      emit(0);
    }
  }

  public final void data(byte... values) {
    for (byte value : values) {
      emit(value);
    }
  }

  // Instructions.

  /** An instruction whose opcode for bytes is even, and one more for anything wider. */
  final void instruction(Width width, int register, Object operand, int opcode) {
    int size = width.bytes(mode);
    instruction(size, register, operand, opcode + (size == 1 ? 0 : 1));
  }

  final void instruction(int size, int register, Object operand, int opcode) {
    prefixes(size, register, operand);
    emit(opcode);
    operands(register, operand);
  }

  final void prefixes(int size, int register, Object operand) {
    if (operand instanceof Memory && mode == Mode.REAL_WIDE) {
      emit(ADDRESS_PREFIX);
    }
    if ((size == 2 && mode.operand == 4) || (size == 4 && mode.operand == 2)) {
      emit(OPERAND_PREFIX);
    }
    int rex = (size == 8 ? 8 : 0) + (register >= 8 ? 4 : 0) + (high(operand) ? 1 : 0);
    if (rex != 0) {
      emit(0x40 + rex);
    }
  }

  private static boolean high(Object operand) {
    return operand instanceof Register register && register.number() >= 8;
  }

  final void operands(int register, Object operand) {
    int field = register % 8 * 8;
    if (operand instanceof Register other) {
      emit(0xC0 + field + other.number() % 8);
    } else if (mode == Mode.REAL) {
      narrow(field, (Memory) operand);
    } else {
      wide(field, (Memory) operand);
    }
  }

  /** Addresses of 16 bits. */
  private void narrow(int field, Memory memory) {
    if (memory.base() != null) {
      throw new IllegalArgumentException("only absolute addresses in this mode");
    }
    emit(field + 6);
    number(2, memory.displacement());
  }

  /** Addresses of 32 or 64 bits. */
  private void wide(int field, Memory memory) {
    int displacement = memory.displacement();
    Register base = memory.base();
    if (base == null) {
      if (mode == Mode.LONG) {
        throw new IllegalArgumentException("no absolute addresses in this mode");
      }
      emit(field + 5);
      number(4, displacement);
      return;
    }
    boolean small = displacement == (byte) displacement;
    emit((small ? 0x40 : 0x80) + field + base.number());
    if (base == Register.SP) {
      // Neither index nor scale.
      emit(0x24);
    }
    number(small ? 1 : 4, displacement);
  }

  final void fixup(int size, Label label, boolean relative) {
    fixups.add(new Fixup(length, size, label, relative));
    number(size, 0);
  }

  final void number(int size, int value) {
    padTo(length + size);
    putNumber(bytes, length - size, size, value);
  }

  private static void putNumber(byte[] target, int at, int size, int value) {
    switch (size) {
      case 1 -> Bytes.put8(target, at, value);
      case 2 -> Bytes.put16(target, at, value);
      default -> Bytes.put32(target, at, value);
    }
  }

  final void emit(int... values) {
    if (length + values.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    for (int value : values) {
      bytes[length++] = (byte) value;
    }
  }
}
