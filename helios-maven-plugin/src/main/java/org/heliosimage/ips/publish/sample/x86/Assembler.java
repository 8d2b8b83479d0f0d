package org.heliosimage.ips.publish.sample.x86;

/** Appends instructions to a program. */
public final class Assembler extends Encoder {

  private static final int REPEAT = 0xF3;

  /**
   * @param mode what the instructions are for
   * @param origin the address of the first byte, where addresses are absolute
   */
  public Assembler(Mode mode, int origin) {
    super(mode, origin);
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
        add(Width.NATIVE, to, length() - here.position());
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

  private void immediate(Arithmetic operation, Width width, Object operand, int value) {
    int size = width.bytes(mode);
    boolean small = value == (byte) value;
    instruction(size, operation.number, operand, size == 1 ? 0x80 : small ? 0x83 : 0x81);
    number(size == 1 || small ? 1 : Math.min(size, 4), value);
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
}
