package org.heliosimage.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.heliosimage.codec.Nvlist.Flag;
import org.heliosimage.codec.Nvlist.Int64;
import org.heliosimage.codec.Nvlist.Nested;
import org.heliosimage.codec.Nvlist.NestedArray;
import org.heliosimage.codec.Nvlist.Numbers;
import org.heliosimage.codec.Nvlist.Other;
import org.heliosimage.codec.Nvlist.Text;
import org.heliosimage.codec.Nvlist.Value;

/**
 * The XDR packing of {@link Nvlist}; all numbers big-endian, all parts multiples of 4 bytes.
 *
 * <pre>
 * list   4 bytes: 1 (XDR), 1 (packed on a little-endian host), 0, 0
 *        body
 * body   u32 version 0, u32 flags 1 (unique names), pairs, u32 0, u32 0
 * pair   u32 packed size of the pair, u32 size in memory, string name, u32 type, u32 count, value
 * string u32 length, bytes, padding
 * value  number: u64; string: string; flag: nothing; list: body; array of lists: bodies;
 *        array of numbers: u32 count, u64 each
 * </pre>
 *
 * <p>The size in memory is that of the C structures of a 64-bit system; the kernel refuses a pair
 * that promises too little.
 */
final class NvlistXdr {

  private static final int BOOLEAN = 1;
  private static final int INT64 = 7;
  private static final int UINT64 = 8;
  private static final int STRING = 9;
  private static final int UINT64_ARRAY = 16;
  private static final int NVLIST = 19;
  private static final int NVLIST_ARRAY = 20;

  private static final int HEADER = 4;
  private static final int PAIR_STRUCT = 16;
  private static final int LIST_STRUCT = 24;
  private static final int POINTER = 8;

  /** Deepest nesting; the deepest real one is that of the vdev tree in the pool configuration. */
  private static final int MAX_DEPTH = 16;

  private NvlistXdr() {}

  static byte[] encode(Nvlist list) {
    Output out = new Output();
    out.write(1);
    out.write(1);
    out.write(0);
    out.write(0);
    body(out, list);
    return out.toByteArray();
  }

  private static void body(Output out, Nvlist list) {
    out.u32(0);
    out.u32(1);
    list.values().forEach((name, value) -> pair(out, name, value));
    out.u32(0);
    out.u32(0);
  }

  private static void pair(Output out, String name, Value value) {
    Output packed = new Output();
    int type;
    int count = 1;
    int inMemory;
    if (value instanceof Flag) {
      type = BOOLEAN;
      // libnvpair refuses any other count of nothing.
      count = 0;
      inMemory = 0;
    } else if (value instanceof Int64 number) {
      type = number.signed() ? INT64 : UINT64;
      packed.u64(number.value());
      inMemory = 8;
    } else if (value instanceof Text text) {
      type = STRING;
      inMemory = packed.string(text.value()) + 1;
    } else if (value instanceof Nested nested) {
      type = NVLIST;
      body(packed, nested.value());
      inMemory = LIST_STRUCT;
    } else if (value instanceof NestedArray array) {
      type = NVLIST_ARRAY;
      count = array.value().size();
      array.value().forEach(list -> body(packed, list));
      inMemory = count * (POINTER + LIST_STRUCT);
    } else if (value instanceof Numbers numbers) {
      type = UINT64_ARRAY;
      count = numbers.value().size();
      packed.u32(count);
      numbers.value().forEach(packed::u64);
      inMemory = count * 8;
    } else if (value instanceof Other other) {
      type = other.type();
      count = other.count();
      packed.writeBytes(HexFormat.of().parseHex(other.packed()));
      inMemory = -1;
    } else {
      throw new IllegalStateException(value.getClass().getName());
    }
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    int decodedSize =
        value instanceof Other other
            ? other.decodedSize()
            : align8(PAIR_STRUCT + nameBytes.length + 1) + align8(inMemory);
    int fixed = 4 + 4 + 4 + 4 + 4;
    out.u32(fixed + nameBytes.length + (-nameBytes.length & 3) + packed.size());
    out.u32(decodedSize);
    out.string(name);
    out.u32(type);
    out.u32(count);
    out.writeBytes(packed.toByteArray());
  }

  private static int align8(int size) {
    return (int) Bytes.roundUp(size, 8);
  }

  static Nvlist decode(byte[] packed) throws CodecException {
    if (packed.length < HEADER || packed[0] != 1) {
      throw new CodecException("nvlist: not packed as XDR");
    }
    return new Input(packed, HEADER, packed.length).body(0);
  }

  /** Builds packed bytes. */
  private static final class Output extends ByteArrayOutputStream {

    void u32(int value) {
      byte[] bytes = new byte[4];
      Bytes.put32be(bytes, 0, value);
      writeBytes(bytes);
    }

    void u64(long value) {
      byte[] bytes = new byte[8];
      Bytes.put64be(bytes, 0, value);
      writeBytes(bytes);
    }

    /** Packs a string and returns its length in bytes. */
    int string(String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      u32(bytes.length);
      writeBytes(bytes);
      writeBytes(new byte[-bytes.length & 3]);
      return bytes.length;
    }
  }

  /** Reads packed bytes from a position to a limit that no length may cross. */
  private static final class Input {

    private final byte[] bytes;
    private final int end;
    private int at;

    Input(byte[] bytes, int at, int end) {
      this.bytes = bytes;
      this.at = at;
      this.end = end;
    }

    private void need(long count) throws CodecException {
      if (count < 0 || count > end - at) {
        throw new CodecException("nvlist: broken at byte " + at);
      }
    }

    private int u32() throws CodecException {
      need(4);
      at += 4;
      return Bytes.i32be(bytes, at - 4);
    }

    private long u64() throws CodecException {
      need(8);
      at += 8;
      return Bytes.u64be(bytes, at - 8);
    }

    private String string() throws CodecException {
      int length = u32();
      need(length);
      String text = new String(bytes, at, length, StandardCharsets.UTF_8);
      int padded = length + (-length & 3);
      need(padded);
      at += padded;
      return text;
    }

    Nvlist body(int depth) throws CodecException {
      if (depth > MAX_DEPTH) {
        throw new CodecException("nvlist: nested deeper than " + MAX_DEPTH);
      }
      if (u32() != 0) {
        throw new CodecException("nvlist: unknown version at byte " + (at - 4));
      }
      u32();
      Nvlist.Builder list = Nvlist.builder();
      while (true) {
        int start = at;
        int size = u32();
        int decodedSize = u32();
        if (size == 0 && decodedSize == 0) {
          return list.build();
        }
        at = start;
        need(size);
        Input pair = new Input(bytes, start + 8, start + size);
        String name = pair.string();
        int type = pair.u32();
        int count = pair.u32();
        if (count < 0) {
          throw new CodecException("nvlist: broken at byte " + pair.at);
        }
        list.add(name, pair.value(type, count, decodedSize, depth));
        if (pair.at != pair.end) {
          throw new CodecException("nvlist: \"" + name + "\" has bytes to spare");
        }
        at = pair.end;
      }
    }

    private Value value(int type, int count, int decodedSize, int depth) throws CodecException {
      return switch (type) {
        case BOOLEAN -> new Flag();
        case INT64, UINT64 -> new Int64(u64(), type == INT64);
        case STRING -> new Text(string());
        case NVLIST -> new Nested(body(depth + 1));
        case NVLIST_ARRAY -> {
          // Grows with what is really there, not with the count that is promised.
          List<Nvlist> lists = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            lists.add(body(depth + 1));
          }
          yield new NestedArray(lists);
        }
        case UINT64_ARRAY -> {
          if (u32() != count) {
            throw new CodecException("nvlist: broken at byte " + (at - 4));
          }
          List<Long> numbers = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            numbers.add(u64());
          }
          yield new Numbers(numbers);
        }
        default -> {
          String rest = HexFormat.of().formatHex(bytes, at, end);
          at = end;
          yield new Other(type, count, decodedSize, rest);
        }
      };
    }
  }
}
