package org.heliosimage.ips.publish.sample.x86;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heliosimage.codec.Bytes;

/** Appends instructions to a program. */
public final class Assembler {

  private static final int OPERAND_PREFIX = 0x66;
  private static final int ADDRESS_PREFIX = 0x67;
  private static final int REPEAT = 0xF3;

  private final Mode mode;
  private final int origin;
  private final List<Fixup> fixups = new ArrayList<>();
  private byte[] bytes = new byte[4096];
  private int length;

  /** A place that needs the address of a label, or how far that is from behind the place. */
  private record Fixup(int place, int size, Label label, boolean relative) {}

  /**
   * @param mode what the instructions are for
   * @param origin the address of the first byte, where addresses are absolute
   */
  public Assembler(Mode mode, int origin) {
    this.mode = mode;
    this.origin = origin;
  }

  public Mode mode() {
    return mode;
  }

  /** How many bytes there are so far. */
  public int length() {
    return length;
  }

  /** The program; all its labels are bound. */
  public byte[] toBytes() {
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

  // Labels and data.

  public Label label() {
    return new Label();
  }

  public void bind(Label label) {
    label.bind(length);
  }

  /** Appends zeros up to an offset. */
  public void padTo(int offset) {
    if (offset < length) {
      throw new IllegalStateException(length + " bytes do not fit into " + offset);
    }
    while (length < offset) {
      emit(0);
    }
  }

  public void data(byte... values) {
    for (byte value : values) {
      emit(value);
    }
  }

  // Moves.

  public void move(Width width, Register to, Register from) {
    instruction(width, from.number(), to, 0x88);
  }

  public void load(Width width, Register to, Memory from) {
    instruction(width, to.number(), from, 0x8A);
  }

  public void store(Width width, Memory to, Register from) {
    instruction(width, from.number(), to, 0x88);
  }

  public void store(Width width, Memory to, int value) {
    instruction(width, 0, to, 0xC6);
    number(Math.min(width.bytes(mode), 4), value);
  }

  /** Loads a byte and clears the rest of the register. */
  public void loadByte(Register to, Memory from) {
    prefixes(4, to.number(), from);
    emit(0x0F, 0xB6);
    operands(to.number(), from);
  }

  /** A number of up to 32 bits; clears the upper half of a register of 64. */
  public void set(Width width, Register to, int value) {
    int size = Math.min(width.bytes(mode), 4);
    prefixes(size, 0, to);
    emit((size == 1 ? 0xB0 : 0xB8) + to.number() % 8);
    number(size, value);
  }

  /** Bits 8 to 15 of A. */
  public void setHighOfA(int value) {
    emit(0xB4, value);
  }

  /** The address of a memory operand. */
  public void address(Register to, Memory of) {
    instruction(mode.pointer(), to.number(), of, 0x8D);
  }

  /** The address of a label. */
  public void address(Register to, Label of) {
    switch (mode) {
      case REAL, REAL_WIDE -> {
        prefixes(mode.pointer(), 0, to);
        emit(0xB8 + to.number());
        fixup(mode.pointer(), of, false);
      }
      case PROTECTED -> {
        Label here = label();
        call(here);
        bind(here);
        pop(to);
        emit(0x81, 0xC0 + to.number());
        // What follows is relative to its own end; make it relative to the popped address.
        fixup(4, of, true);
        add(Width.NATIVE, to, length - here.position());
      }
      case LONG -> {
        emit(0x48, 0x8D, 0x05 + 8 * to.number());
        fixup(4, of, true);
      }
    }
  }

  public void push(Register register) {
    stack(0x50, register);
  }

  public void pop(Register register) {
    stack(0x58, register);
  }

  private void stack(int opcode, Register register) {
    if (mode == Mode.REAL_WIDE) {
      emit(OPERAND_PREFIX);
    }
    emit(opcode + register.number());
  }

  /** Copies as many units as C says from SI to DI. */
  public void copy(Width width) {
    int size = width.bytes(mode);
    if (mode == Mode.REAL_WIDE) {
      emit(ADDRESS_PREFIX);
    }
    emit(REPEAT);
    prefixes(size, 0, Register.A);
    emit(size == 1 ? 0xA4 : 0xA5);
  }

  /** Loads A by one byte from SI, and moves that on. */
  public void loadNext() {
    emit(0xAC);
  }

  public void moveToSegment(Segment to, Register from) {
    emit(0x8E, 0xC0 + 8 * to.number + from.number());
  }

  // Arithmetic.

  public void apply(Arithmetic operation, Width width, Register to, Register from) {
    instruction(width, from.number(), to, 8 * operation.number);
  }

  public void apply(Arithmetic operation, Width width, Register to, Memory from) {
    instruction(width, to.number(), from, 8 * operation.number + 2);
  }

  public void apply(Arithmetic operation, Width width, Register to, int value) {
    immediate(operation, width, to, value);
  }

  public void apply(Arithmetic operation, Width width, Memory to, int value) {
    immediate(operation, width, to, value);
  }

  public void add(Width width, Register to, int value) {
    apply(Arithmetic.ADD, width, to, value);
  }

  public void subtract(Width width, Register from, int value) {
    apply(Arithmetic.SUB, width, from, value);
  }

  public void compare(Width width, Register one, Register other) {
    apply(Arithmetic.CMP, width, one, other);
  }

  public void compare(Width width, Register one, int value) {
    apply(Arithmetic.CMP, width, one, value);
  }

  public void compare(Width width, Memory one, int value) {
    apply(Arithmetic.CMP, width, one, value);
  }

  public void clear(Register register) {
    apply(Arithmetic.XOR, mode == Mode.REAL ? Width.WORD : Width.DOUBLE, register, register);
  }

  /** Sets the flags by a register. */
  public void test(Width width, Register register) {
    instruction(width, register.number(), register, 0x84);
  }

  public void shiftLeft(Register register, int count) {
    instruction(4, 4, register, 0xC1);
    emit(count);
  }

  /** Divides D:A, 64 bits, by the register: A becomes the quotient and D the rest. */
  public void divide(Register by) {
    instruction(4, 6, by, 0xF7);
  }

  public void reverseBytes(Register register) {
    prefixes(4, 0, register);
    emit(0x0F, 0xC8 + register.number());
  }

  // Control.

  public void jump(Label to) {
    boolean compact = mode == Mode.REAL;
    emit(compact ? 0xEB : 0xE9);
    fixup(compact ? 1 : mode.operand, to, true);
  }

  public void jump(Condition when, Label to) {
    if (mode == Mode.REAL) {
      emit(0x70 + when.code);
      fixup(1, to, true);
    } else {
      emit(0x0F, 0x80 + when.code);
      fixup(mode.operand, to, true);
    }
  }

  /** Jumps in segment 0. */
  public void jumpFar(Label to) {
    emit(0xEA);
    fixup(2, to, false);
    number(2, 0);
  }

  /** Jumps to an offset in segment 0. */
  public void jumpFar(int to) {
    emit(0xEA);
    number(2, to);
    number(2, 0);
  }

  public void call(Label to) {
    emit(0xE8);
    fixup(mode.operand, to, true);
  }

  /** Calls what the register points to. */
  public void call(Register to) {
    emit(0xFF, 0xD0 + to.number());
  }

  public void ret() {
    emit(0xC3);
  }

  // The machine.

  /** Reads a byte into A from the port that D names. */
  public void in() {
    emit(0xEC);
  }

  /** Writes the byte in A to the port that D names. */
  public void out() {
    emit(0xEE);
  }

  public void interrupt(int number) {
    emit(0xCD, number);
  }

  public void disableInterrupts() {
    emit(0xFA);
  }

  public void enableInterrupts() {
    emit(0xFB);
  }

  /** String instructions shall go upwards. */
  public void clearDirection() {
    emit(0xFC);
  }

  public void halt() {
    emit(0xF4);
  }

  public void nothing() {
    emit(0x90);
  }

  // Encoding.

  private void immediate(Arithmetic operation, Width width, Object operand, int value) {
    int size = width.bytes(mode);
    boolean small = value == (byte) value;
    instruction(size, operation.number, operand, size == 1 ? 0x80 : small ? 0x83 : 0x81);
    number(size == 1 || small ? 1 : Math.min(size, 4), value);
  }

  /** An instruction whose opcode for bytes is even, and one more for anything wider. */
  private void instruction(Width width, int register, Object operand, int opcode) {
    int size = width.bytes(mode);
    instruction(size, register, operand, opcode + (size == 1 ? 0 : 1));
  }

  private void instruction(int size, int register, Object operand, int opcode) {
    prefixes(size, register, operand);
    emit(opcode);
    operands(register, operand);
  }

  private void prefixes(int size, int register, Object operand) {
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

  private void operands(int register, Object operand) {
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

  private void fixup(int size, Label label, boolean relative) {
    fixups.add(new Fixup(length, size, label, relative));
    number(size, 0);
  }

  private void number(int size, int value) {
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

  private void emit(int... values) {
    if (length + values.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    for (int value : values) {
      bytes[length++] = (byte) value;
    }
  }
}
