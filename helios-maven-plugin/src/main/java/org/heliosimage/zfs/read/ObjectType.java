package org.heliosimage.zfs.read;

import java.util.Set;

/** Types of objects, by their numbers on disk. Source: OpenZFS include/sys/dmu.h. */
final class ObjectType {

  static final int PACKED_NVLIST = 3;
  static final int BPOBJ = 5;
  static final int SPACE_MAP = 8;
  static final int DNODE = 10;
  static final int OBJECT_SET = 11;
  static final int DSL_DIRECTORY = 12;
  static final int DSL_DATASET = 16;
  static final int PLAIN_FILE = 19;
  static final int DIRECTORY = 20;
  static final int ATTRIBUTES = 44;

  /** New-style types say by bits what they are: 0x80 set, 0x40 metadata, 0x1f data, 4 a ZAP. */
  private static final int NEW = 0x80;

  private static final int NEW_METADATA = 0x40;
  private static final int NEW_KIND = 0x1f;
  private static final int NEW_ZAP = 4;

  /** Files, volumes and the two kinds of arrays that only tests use. */
  private static final Set<Integer> DATA = Set.of(PLAIN_FILE, 23, 25, 26);

  private static final Set<Integer> ZAPS =
      Set.of(1, 13, 14, 15, 20, 21, 22, 24, 27, 31, 32, 37, 39, 40, 41, 43, 45, 46, 47, 50, 52);

  private ObjectType() {}

  static boolean isMetadata(int type) {
    return (type & NEW) != 0 ? (type & NEW_METADATA) != 0 : !DATA.contains(type);
  }

  static boolean isZap(int type) {
    return (type & NEW) != 0 ? (type & NEW_KIND) == NEW_ZAP : ZAPS.contains(type);
  }

  /** What a reader of a message calls objects of a type. */
  static String name(int type) {
    return switch (type) {
      case 1 -> "object directory";
      case 2 -> "object array";
      case PACKED_NVLIST -> "packed configuration";
      case BPOBJ -> "block pointer list";
      case SPACE_MAP -> "space map";
      case DNODE -> "dnodes";
      case OBJECT_SET -> "object set";
      case DSL_DIRECTORY -> "dataset directory";
      case 13 -> "dataset children";
      case 14 -> "snapshot names";
      case 15 -> "dataset properties";
      case DSL_DATASET -> "dataset";
      case PLAIN_FILE -> "file";
      case DIRECTORY -> "directory";
      case 21 -> "master node";
      case 22 -> "unlinked set";
      case 31 -> "pool properties";
      case 39 -> "space by owner";
      case ATTRIBUTES -> "attributes";
      case 45, 46, 47 -> "attribute table";
      case 50 -> "deadlist";
      default -> "type " + type;
    };
  }
}
