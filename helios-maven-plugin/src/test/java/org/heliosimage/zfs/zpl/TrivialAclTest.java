package org.heliosimage.zfs.zpl;

import static org.heliosimage.zfs.zpl.TrivialAcl.ALLOW;
import static org.heliosimage.zfs.zpl.TrivialAcl.DENY;
import static org.heliosimage.zfs.zpl.TrivialAcl.EVERYONE;
import static org.heliosimage.zfs.zpl.TrivialAcl.GROUP;
import static org.heliosimage.zfs.zpl.TrivialAcl.OWNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heliosimage.zfs.zpl.TrivialAcl.Ace;
import org.junit.jupiter.api.Test;

class TrivialAclTest {

  @Test
  void ordinaryModesHaveThreeEntries() {
    assertEquals(
        List.of(
            new Ace(ALLOW, OWNER, 0x1E01BF),
            new Ace(ALLOW, GROUP, 0x1200A9),
            new Ace(ALLOW, EVERYONE, 0x1200A9)),
        TrivialAcl.of(0755, false));
    assertEquals(
        List.of(
            new Ace(ALLOW, OWNER, 0x1E01FF),
            new Ace(ALLOW, GROUP, 0x1200A9),
            new Ace(ALLOW, EVERYONE, 0x1200A9)),
        TrivialAcl.of(0755, true));
    assertEquals(
        List.of(
            new Ace(ALLOW, OWNER, 0x1E019F),
            new Ace(ALLOW, GROUP, 0x120089),
            new Ace(ALLOW, EVERYONE, 0x120089)),
        TrivialAcl.of(0644, false));
  }

  @Test
  void fewerRightsThanOthersNeedMoreEntries() {
    assertEquals(
        List.of(
            new Ace(ALLOW, OWNER, 0x1),
            new Ace(DENY, GROUP, 0x1),
            new Ace(ALLOW, OWNER, 0x1E019F),
            new Ace(ALLOW, GROUP, 0x120088),
            new Ace(ALLOW, EVERYONE, 0x120089)),
        TrivialAcl.of(0604, false));
    assertEquals(
        List.of(
            new Ace(DENY, OWNER, 0x67),
            new Ace(ALLOW, OWNER, 0x1E0198),
            new Ace(ALLOW, GROUP, 0x1200EF),
            new Ace(ALLOW, EVERYONE, 0x1200EF)),
        TrivialAcl.of(0077, true));
  }

  @Test
  void everyModeGrantsWhatItsBitsSay() {
    for (int mode = 0; mode < 01000; mode++) {
      List<Ace> acl = TrivialAcl.of(mode, false);
      assertTrue(acl.size() >= 3 && acl.size() <= 6);
      assertEquals(mode >> 6, granted(acl, List.of(OWNER, GROUP, EVERYONE)), "owner " + mode);
      assertEquals(mode >> 3 & 7, granted(acl, List.of(GROUP, EVERYONE)), "group " + mode);
      assertEquals(mode & 7, granted(acl, List.of(EVERYONE)), "others " + mode);
    }
  }

  /** Asks for reading, writing and executing as a kernel would, for a process that is all these. */
  private static int granted(List<Ace> acl, List<Integer> is) {
    int bits = 0;
    int[] rights = {0x20, 0x2, 0x1};
    for (int i = 0; i < 3; i++) {
      for (Ace ace : acl) {
        if (is.contains(ace.who()) && (ace.mask() & rights[i]) != 0) {
          bits |= ace.type() == ALLOW ? 1 << i : 0;
          break;
        }
      }
    }
    return bits;
  }

  @Test
  void entryIsOneWord() {
    assertEquals(0x0012_0067_2040_0001L, new Ace(DENY, GROUP, 0x120067).word());
  }
}
