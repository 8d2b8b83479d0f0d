package org.heliosimage.ips.publish.sample.x86;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes as a disassembler (objdump of binutils) reads them back. */
class AssemblerTest {

  private static void assertCode(String expected, Mode mode, Consumer<Assembler> source) {
    Assembler code = new Assembler(mode, 0x7c00);
    source.accept(code);
    assertEquals(expected, HexFormat.ofDelimiter(" ").formatHex(code.toBytes()));
  }

  @Test
  void widthsTakePrefixes() {
    Consumer<Assembler> moves =
        code -> {
          code.move(Width.BYTE, Register.C, Register.A);
          code.move(Width.WORD, Register.SI, Register.SP);
          code.move(Width.DOUBLE, Register.SI, Register.A);
          code.move(Width.NATIVE, Register.BP, Register.SP);
        };
    assertCode("88 c1 89 e6 66 89 c6 89 e5", Mode.REAL, moves);
    assertCode("88 c1 89 e6 66 89 c6 66 89 e5", Mode.REAL_WIDE, moves);
    assertCode("88 c1 66 89 e6 89 c6 89 e5", Mode.PROTECTED, moves);
    assertCode("88 c1 66 89 e6 89 c6 48 89 e5", Mode.LONG, moves);
  }

  @Test
  void memoryIsAddressedFromRegisters() {
    Consumer<Assembler> accesses =
        code -> {
          code.load(Width.NATIVE, Register.A, Memory.at(Register.SP, 8));
          code.store(Width.DOUBLE, Memory.at(Register.B, 0x1768), Register.C);
          code.store(Width.WORD, Memory.at(Register.D, 0), 7);
          code.address(Register.SI, Memory.at(Register.B, -1));
          code.loadByte(Register.A, Memory.at(Register.SI, 0));
        };
    assertCode(
        "67 66 8b 44 24 08 67 66 89 8b 68 17 00 00 67 c7 42 00 07 00 67 66 8d 73 ff"
            + " 67 66 0f b6 46 00",
        Mode.REAL_WIDE,
        accesses);
    assertCode(
        "48 8b 44 24 08 89 8b 68 17 00 00 66 c7 42 00 07 00 48 8d 73 ff 0f b6 46 00",
        Mode.LONG,
        accesses);
    assertCode(
        "88 06 00 08",
        Mode.REAL,
        code -> {
          code.store(Width.BYTE, Memory.at(0x800), Register.A);
        });
    assertCode(
        "4c 8b 44 24 10",
        Mode.LONG,
        c -> c.load(Width.NATIVE, Register.R8, Memory.at(Register.SP, 16)));
  }

  @Test
  void arithmeticTakesTheShortestNumber() {
    Consumer<Assembler> sums =
        code -> {
          code.add(Width.DOUBLE, Register.A, 1);
          code.compare(Width.DOUBLE, Register.C, 0x1000);
          code.apply(Arithmetic.AND, Width.NATIVE, Register.SP, -16);
          code.apply(Arithmetic.ADC, Width.WORD, Memory.at(Register.B, 4), 0);
          code.shiftLeft(Register.A, 7);
          code.divide(Register.C);
          code.reverseBytes(Register.D);
        };
    assertCode(
        "66 83 c0 01 66 81 f9 00 10 00 00 66 83 e4 f0 67 83 53 04 00 66 c1 e0 07 66 f7 f1 66 0f ca",
        Mode.REAL_WIDE,
        sums);
    assertCode(
        "83 c0 01 81 f9 00 10 00 00 48 83 e4 f0 66 83 53 04 00 c1 e0 07 f7 f1 0f ca",
        Mode.LONG,
        sums);
  }

  @Test
  void jumpsAreRelativeToTheirEnd() {
    Consumer<Assembler> jumps =
        code -> {
          Label back = code.label();
          Label on = code.label();
          code.bind(back);
          code.jump(Condition.ZERO, on);
          code.jump(back);
          code.bind(on);
          code.call(back);
        };
    assertCode("74 02 eb fc e8 f9 ff", Mode.REAL, jumps);
    assertCode("0f 84 03 00 e9 f9 ff e8 f6 ff", Mode.REAL_WIDE, jumps);
    assertCode("0f 84 05 00 00 00 e9 f5 ff ff ff e8 f0 ff ff ff", Mode.LONG, jumps);
  }

  /** Each loads the address of the byte right behind the instruction. */
  @Test
  void addressesOfLabels() {
    Consumer<Assembler> next =
        code -> {
          Label label = code.label();
          code.address(Register.B, label);
          code.bind(label);
        };
    assertCode("bb 03 7c", Mode.REAL, next);
    assertCode("66 bb 06 7c 00 00", Mode.REAL_WIDE, next);
    assertCode("e8 00 00 00 00 5b 81 c3 03 00 00 00 83 c3 07", Mode.PROTECTED, next);
    assertCode("48 8d 1d 00 00 00 00", Mode.LONG, next);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void mistakesAreFound(Mode mode) {
    assertThrows(
        IllegalStateException.class,
        () ->
            assertCode(
                "",
                mode,
                code -> {
                  Label label = code.label();
                  code.bind(label);
                  code.bind(label);
                }));
    assertThrows(
        IllegalStateException.class, () -> assertCode("", mode, code -> code.call(code.label())));
    assertThrows(
        IllegalStateException.class,
        () ->
            assertCode(
                "",
                mode,
                code -> {
                  code.data(new byte[9]);
                  code.padTo(8);
                }));
  }

  @Test
  void shortJumpsDoNotReachFar() {
    assertThrows(
        IllegalStateException.class,
        () ->
            assertCode(
                "",
                Mode.REAL,
                code -> {
                  Label label = code.label();
                  code.jump(label);
                  code.padTo(200);
                  code.bind(label);
                }));
  }
}
