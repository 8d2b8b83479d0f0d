package org.heliosimage.ips.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccountsTest {

  private final Accounts accounts =
      new Accounts(
          "root:x:0:0:Super-User:/root:/bin/sh\nold:x:7:12:Old:/old:/bin/sh\n+::::::\n",
          "root:hash:1::::::\nold:hash:5:1:2:3:4:5:6\n",
          "root::0:\nsys:x:3:root,old\nstaff::12:\n",
          "root\n# old\n",
          20_000);

  private static UserAccount user(String name, String group, String uid, String password) {
    return new UserAccount(
        "pkg",
        name,
        group,
        uid,
        password,
        null,
        null,
        null,
        List.of(),
        true,
        null,
        List.of("", "", "", "", "", ""));
  }

  @Test
  void givesTheLowestFreeNumbers() throws Exception {
    accounts.putGroup("a", null);
    accounts.putUser(user("a", "a", null, null));
    assertEquals(1, accounts.gid("a"));
    assertEquals(1, accounts.uid("a"));
    assertEquals(
        "root:x:0:0:Super-User:/root:/bin/sh\nold:x:7:12:Old:/old:/bin/sh\n+::::::\na:x:1:1:& User:/:\n",
        accounts.passwd().text());
    assertEquals(
        "root:hash:1::::::\nold:hash:5:1:2:3:4:5:6\na:*LK*:20000::::::\n",
        accounts.shadow().text());
  }

  @Test
  void rewritesAKnownAccountInPlace() throws Exception {
    accounts.putUser(user("old", "sys", null, null));
    assertEquals(7, accounts.uid("old"));
    assertEquals("old:x:7:3:& User:/:", accounts.passwd().get(1));
    assertEquals("old:*LK*:20000::::::", accounts.shadow().get(1));
    assertEquals("sys:x:3:root", accounts.group().get(1));
  }

  @Test
  void leavesThePasswordOfAPersonAlone() throws Exception {
    accounts.putUser(user("old", "sys", null, "UP"));
    assertFalse(accounts.shadow().changed());
    assertEquals("sys:x:3:root,old", accounts.group().get(1));
  }

  @Test
  void movesUsersWithTheirGroup() throws Exception {
    accounts.putGroup("staff", "10");
    assertEquals("staff::10:", accounts.group().get(2));
    assertEquals("old:x:7:10:Old:/old:/bin/sh", accounts.passwd().get(1));
  }

  @Test
  void removesEveryTraceOfAUser() throws Exception {
    accounts.removeUser("old");
    assertEquals(-1, accounts.uid("old"));
    assertEquals("sys:x:3:root", accounts.group().get(1));
    assertEquals("root:hash:1::::::\n", accounts.shadow().text());
  }

  @Test
  void refusesWhatWouldBreakTheFiles() {
    assertThrows(InstallException.class, () -> accounts.putUser(user("a:b", "sys", "1", null)));
    assertThrows(InstallException.class, () -> accounts.putUser(user("+a", "sys", "1", null)));
    assertThrows(InstallException.class, () -> accounts.putUser(user("a", "sys", "x", null)));
    assertThrows(InstallException.class, () -> accounts.putUser(user("a", "nobody", "1", null)));
    assertThrows(InstallException.class, () -> accounts.putGroup("a", "-1"));
  }
}
