package org.heliosimage.zfs.write;

/**
 * Types of objects and of their bonus areas. Source: the enumeration dmu_object_type of illumos,
 * {@code usr/src/uts/common/fs/zfs/sys/dmu.h}.
 */
final class DmuType {
  static final int NONE = 0;
  static final int OBJECT_DIRECTORY = 1;
  static final int OBJECT_ARRAY = 2;
  static final int PACKED_NVLIST = 3;
  static final int PACKED_NVLIST_SIZE = 4;
  static final int BPOBJ = 5;
  static final int BPOBJ_HEADER = 6;
  static final int SPACE_MAP_HEADER = 7;
  static final int SPACE_MAP = 8;
  static final int DNODE = 10;
  static final int OBJSET = 11;
  static final int DSL_DIR = 12;
  static final int DSL_DIR_CHILD_MAP = 13;
  static final int DSL_SNAP_MAP = 14;
  static final int DSL_PROPS = 15;
  static final int DSL_DATASET = 16;
  static final int PLAIN_FILE = 19;
  static final int DIRECTORY = 20;
  static final int MASTER_NODE = 21;
  static final int UNLINKED_SET = 22;
  static final int POOL_PROPS = 31;
  static final int NEXT_CLONES = 37;
  static final int USER_GROUP_USED = 39;
  static final int SA = 44;
  static final int SA_MASTER_NODE = 45;
  static final int SA_REGISTRATION = 46;
  static final int SA_LAYOUTS = 47;
  static final int DEADLIST = 50;
  static final int DEADLIST_HEADER = 51;
  static final int DSL_CLONES = 52;

  /** A ZAP of metadata without a type of its own. */
  static final int OTHER_ZAP = 0xC4;

  private DmuType() {}
}
