package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.codec.Bytes;

/**
 * System attributes: how a dataset numbers attributes and which sequences of them (layouts) occur.
 *
 * <p>An attribute area, in the bonus or the spill block: u32 magic, u16 layout (10 bits) and header
 * length in 8 bytes, u16 length of each attribute of variable length; then the attributes of the
 * layout, each padded to 8 bytes. Source: OpenZFS include/sys/sa_impl.h.
 */
final class AttributeTable {

  static final int BONUS_TYPE = 44;

  private static final int MAGIC = 0x2F505A;
  private static final int FIRST_LENGTH = 6;

  /** What is read as numbers must be as long as numbers. */
  private static final Map<String, Integer> LENGTHS =
      Map.ofEntries(
          Map.entry("ZPL_MODE", 8),
          Map.entry("ZPL_SIZE", 8),
          Map.entry("ZPL_UID", 8),
          Map.entry("ZPL_GID", 8),
          Map.entry("ZPL_PARENT", 8),
          Map.entry("ZPL_FLAGS", 8),
          Map.entry("ZPL_LINKS", 8),
          Map.entry("ZPL_MTIME", 16),
          Map.entry("ZPL_RDEV", 8),
          Map.entry("ZPL_XATTR", 8),
          Map.entry("ZPL_DACL_COUNT", 8));

  private final Map<Integer, Attribute> attributes = new HashMap<>();
  private final Map<Integer, int[]> layouts = new HashMap<>();

  private record Attribute(String name, int length) {}

  private AttributeTable() {}

  /** Reads the table of a dataset from its registry and layouts. */
  static AttributeTable read(ObjectReader registry, ObjectReader layouts) throws IOException {
    AttributeTable table = new AttributeTable();
    for (ZapEntry entry : ZapScan.read(registry)) {
      long value = entry.number();
      int length = (int) (value >>> 24) & 0xffff;
      if (length != LENGTHS.getOrDefault(entry.text(), length)) {
        throw new PoolReadException(
            registry.place() + ": registers " + entry.text() + " with " + length + " bytes");
      }
      table.attributes.put((int) (value & 0xffff), new Attribute(entry.text(), length));
    }
    for (ZapEntry entry : ZapScan.read(layouts)) {
      if (entry.intSize() != 2 || !entry.text().matches("[0-9]{1,4}")) {
        throw new PoolReadException(layouts.place() + ": has a strange entry " + entry.text());
      }
      int[] numbers = new int[entry.value().length / 2];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Bytes.u16be(entry.value(), 2 * i);
        if (!table.attributes.containsKey(numbers[i])) {
          throw new PoolReadException(
              layouts.place() + ": layout " + entry.text() + " has an unregistered attribute");
        }
      }
      table.layouts.put(Integer.parseInt(entry.text()), numbers);
    }
    return table;
  }

  /** Reads the attributes of an object. */
  Znode read(ObjectReader object) throws IOException {
    Znode.Builder node = new Znode.Builder();
    area(object.place(), object.dnode().bonus(), node);
    Optional<byte[]> spill = object.spill();
    if (spill.isPresent()) {
      area(object.place() + ", spill block", spill.get(), node);
    }
    if (!node.problem().isEmpty()) {
      throw new PoolReadException(object.place() + ": " + node.problem());
    }
    return node.build();
  }

  private void area(String place, byte[] bytes, Znode.Builder node) throws PoolReadException {
    if (bytes.length < 8 || Bytes.i32(bytes, 0) != MAGIC) {
      throw new PoolReadException(place + ": has no attributes");
    }
    int info = Bytes.u16(bytes, 4);
    int[] layout = layouts.get(info & 0x3ff);
    if (layout == null) {
      throw new PoolReadException(place + ": has the unknown layout " + (info & 0x3ff));
    }
    int at = (info >>> 10) * 8;
    int nextLength = FIRST_LENGTH;
    int headerEnd = at;
    for (int number : layout) {
      Attribute attribute = attributes.get(number);
      if (attribute == null) {
        throw new PoolReadException(place + ": has the unknown attribute " + number);
      }
      int length = attribute.length;
      if (length == 0) {
        if (nextLength + 2 > headerEnd || nextLength + 2 > bytes.length) {
          throw new PoolReadException(place + ": has too short an attribute header");
        }
        length = Bytes.u16(bytes, nextLength);
        nextLength += 2;
      }
      if (at + length > bytes.length) {
        throw new PoolReadException(place + ": has attributes beyond its end");
      }
      node.take(attribute.name, bytes, at, length);
      at += (int) Bytes.roundUp(length, 8);
    }
  }
}
