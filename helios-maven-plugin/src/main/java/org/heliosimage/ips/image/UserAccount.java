package org.heliosimage.ips.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user action says about an account; null where it is silent.
 *
 * @param owner the package, for messages
 * @param groups the secondary groups
 * @param ftp whether the account may use FTP
 */
record UserAccount(
    String owner,
    String name,
    String group,
    @Nullable String uid,
    @Nullable String password,
    @Nullable String gecos,
    @Nullable String home,
    @Nullable String shell,
    List<String> groups,
    boolean ftp,
    @Nullable String lastChange,
    List<String> aging) {

  /**
   * Fields of etc/shadow behind the day of the last change: min, max, warn, inactive, expire, flag.
   */
  static final int AGING = 6;

  UserAccount {
    groups = List.copyOf(groups);
    aging = List.copyOf(aging);
    if (aging.size() != AGING) {
      throw new IllegalArgumentException(aging.size() + " fields behind the last change");
    }
  }

  /** Whether a person may have set a password, which then outlives the package. */
  boolean personal() {
    return password != null && (password.isEmpty() || password.equals("UP"));
  }
}
