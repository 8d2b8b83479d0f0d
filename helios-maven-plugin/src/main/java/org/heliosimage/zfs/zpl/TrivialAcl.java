package org.heliosimage.zfs.zpl;

import java.util.ArrayList;
import java.util.List;

/**
 * The access control list that says no more than the permission bits of a mode.
 *
 * <p>Entries are looked at from the first to the last, and a right is granted or refused by the
 * first that mentions it. The list ends with one entry each for owner, group and everyone; where a
 * class has fewer rights than one that follows, entries before these keep it from them.
 */
final class TrivialAcl {

  static final int ALLOW = 0;
  static final int DENY = 1;

  static final int OWNER = 0x1000;
  static final int GROUP = 0x2040;
  static final int EVERYONE = 0x4000;

  /** Read ACL, attributes and extended attributes, and synchronize. */
  private static final int BASE = 0x120088;

  /** Also write attributes, extended attributes, ACL and owner. */
  private static final int OWNER_BASE = 0x1E0198;

  private static final int READ_DATA = 0x1;
  private static final int WRITE_DATA = 0x2;
  private static final int APPEND_DATA = 0x4;
  private static final int EXECUTE = 0x20;
  private static final int DELETE_CHILD = 0x40;

  private TrivialAcl() {}

  /**
   * One entry.
   *
   * @param type {@link #ALLOW} or {@link #DENY}
   * @param who {@link #OWNER}, {@link #GROUP} or {@link #EVERYONE}
   * @param mask the rights
   */
  record Ace(int type, int who, int mask) {

    /** The entry as it is on disk: 16 bits of type, 16 of who, 32 of mask. */
    long word() {
      return type | (long) who << 16 | (long) mask << 32;
    }
  }

  /** Three to six entries. */
  static List<Ace> of(int mode, boolean directory) {
    int owner = rights(mode >> 6, directory);
    int group = rights(mode >> 3, directory);
    int everyone = rights(mode, directory);
    List<Ace> acl = new ArrayList<>(6);
    addUnlessEmpty(acl, ALLOW, OWNER, owner & ~group & everyone);
    addUnlessEmpty(acl, DENY, OWNER, ~owner & (group | everyone));
    addUnlessEmpty(acl, DENY, GROUP, ~group & everyone);
    acl.add(new Ace(ALLOW, OWNER, OWNER_BASE | owner));
    acl.add(new Ace(ALLOW, GROUP, BASE | group));
    acl.add(new Ace(ALLOW, EVERYONE, BASE | everyone));
    return acl;
  }

  private static void addUnlessEmpty(List<Ace> acl, int type, int who, int mask) {
    if (mask != 0) {
      acl.add(new Ace(type, who, mask));
    }
  }

  /** The rights that three permission bits give. */
  private static int rights(int bits, boolean directory) {
    int write = WRITE_DATA | APPEND_DATA | (directory ? DELETE_CHILD : 0);
    return ((bits & 4) == 0 ? 0 : READ_DATA)
        | ((bits & 2) == 0 ? 0 : write)
        | ((bits & 1) == 0 ? 0 : EXECUTE);
  }
}
