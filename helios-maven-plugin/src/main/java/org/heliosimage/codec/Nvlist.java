package org.heliosimage.codec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An immutable list of named values in the order in which they were added, as ZFS labels, the pool
 * configuration and the boot archive's file list have it. {@link NvlistXdr} holds the packing.
 */
public final class Nvlist {

  private final Map<String, Value> values;

  private Nvlist(Map<String, Value> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** One value. */
  public sealed interface Value {}

  /** A name without a value ({@code BOOLEAN}). */
  public record Flag() implements Value {}

  /** A 64-bit number; both signs for {@code INT64}, else unsigned. */
  public record Int64(long value, boolean signed) implements Value {}

  /** A string. */
  public record Text(String value) implements Value {}

  /** A list in the list. */
  public record Nested(Nvlist value) implements Value {}

  /** An array of lists. */
  public record NestedArray(List<Nvlist> value) implements Value {
    public NestedArray {
      value = List.copyOf(value);
    }
  }

  /** An array of unsigned 64-bit numbers. */
  public record Numbers(List<Long> value) implements Value {
    public Numbers {
      value = List.copyOf(value);
    }
  }

  /**
   * A value of a type that nothing here needs, kept as it was packed.
   *
   * @param type the type's number
   * @param count number of elements
   * @param decodedSize what the pair says its size in memory is
   * @param packed the packed elements as hex digits
   */
  public record Other(int type, int count, int decodedSize, String packed) implements Value {}

  /** Starts an empty list. */
  public static Builder builder() {
    return new Builder();
  }

  /** Unpacks a list. */
  public static Nvlist decode(byte[] packed) throws CodecException {
    return NvlistXdr.decode(packed);
  }

  /** Packs the list, with the header of four bytes. */
  public byte[] encode() {
    return NvlistXdr.encode(this);
  }

  /** All values in order. */
  public Map<String, Value> values() {
    return values;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The number of that name, if there is one. */
  public OptionalLong number(String name) {
    return values.get(name) instanceof Int64 number
        ? OptionalLong.of(number.value)
        : OptionalLong.empty();
  }

  /** The string of that name, if there is one. */
  public Optional<String> text(String name) {
    return values.get(name) instanceof Text text ? Optional.of(text.value) : Optional.empty();
  }

  /** The list of that name, if there is one. */
  public Optional<Nvlist> nested(String name) {
    return values.get(name) instanceof Nested nested ? Optional.of(nested.value) : Optional.empty();
  }

  /** The lists of that name, none if there is no such array. */
  public List<Nvlist> nestedArray(String name) {
    return values.get(name) instanceof NestedArray array ? array.value : List.of();
  }

  /** The numbers of that name, none if there is no such array. */
  public List<Long> numbers(String name) {
    return values.get(name) instanceof Numbers array ? array.value : List.of();
  }

  /** Equal names and values, whatever their order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Nvlist list && values.equals(list.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }

  /** Collects values; a name that comes again keeps its place and takes the new value. */
  public static final class Builder {

    private final Map<String, Value> values = new LinkedHashMap<>();

    private Builder() {}

    public Builder add(String name, Value value) {
      values.put(name, value);
      return this;
    }

    public Builder flag(String name) {
      return add(name, new Flag());
    }

    public Builder add(String name, long number) {
      return add(name, new Int64(number, false));
    }

    public Builder add(String name, String text) {
      return add(name, new Text(text));
    }

    public Builder add(String name, Nvlist list) {
      return add(name, new Nested(list));
    }

    public Builder add(String name, List<Nvlist> lists) {
      return add(name, new NestedArray(lists));
    }

    /** Adds an array of numbers. */
    public Builder addNumbers(String name, List<Long> numbers) {
      return add(name, new Numbers(numbers));
    }

    public Nvlist build() {
      return new Nvlist(new LinkedHashMap<>(values));
    }
  }
}
