package org.heliosimage.zfs.zpl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heliosimage.zfs.zap.ZapBuilder;

/**
 * The attribute sequences in use in one dataset, numbered in the order of their first use: encode
 * the files of a dataset in one fixed order. Not safe for several threads.
 */
public final class SaLayouts {

  /** 0 and 1 mean the files of old pools. */
  private static final int FIRST = 2;

  private final Map<List<SaAttribute>, Integer> numbers = new LinkedHashMap<>();
  private List<SaAttribute> last = List.of();
  private int lastNumber;

  /** The number of a sequence. */
  int number(List<SaAttribute> attributes) {
    // Nearly all files in a row have the same one.
    if (attributes != last) {
      lastNumber = numbers.computeIfAbsent(List.copyOf(attributes), a -> FIRST + numbers.size());
      last = attributes;
    }
    return lastNumber;
  }

  /** The table of all attributes, object type 46. */
  public static ZapBuilder registry(long salt) {
    ZapBuilder zap = new ZapBuilder(salt);
    for (SaAttribute attribute : SaAttribute.values()) {
      zap.put(attribute.registryName(), attribute.registryValue());
    }
    return zap;
  }

  /** The table of the sequences used so far, object type 47. */
  public ZapBuilder layouts(long salt) {
    ZapBuilder zap = new ZapBuilder(salt);
    numbers.forEach(
        (attributes, number) ->
            zap.putShorts(
                Integer.toString(number),
                attributes.stream().mapToInt(SaAttribute::number).toArray()));
    return zap;
  }

  /** The table that leads to the other two, object type 45. */
  public static ZapBuilder master(long salt, long registryObject, long layoutsObject) {
    return new ZapBuilder(salt).put("REGISTRY", registryObject).put("LAYOUTS", layoutsObject);
  }
}
