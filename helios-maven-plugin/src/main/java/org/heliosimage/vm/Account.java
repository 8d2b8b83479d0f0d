package org.heliosimage.vm;

import java.util.regex.Pattern;

/**
 * A user that the guest makes at its first boot.
 *
 * @param name login name
 * @param uid number
 * @param comment full name or the like
 */
public record Account(String name, long uid, String comment) {

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_.-]{0,31}");
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cntrl}:\n]");

  public Account {
    comment = UNFIT.matcher(comment).replaceAll(" ").strip();
  }

  /**
   * Checks an account.
   *
   * @throws VmException if illumos would refuse it
   */
  public Account checked() throws VmException {
    if (!NAME.matcher(name).matches()) {
      throw new VmException(
          "\"%s\" is no login name for the guest: give another one by helios.run.user, or none"
              .formatted(name));
    }
    if (uid < 100 || uid > Integer.MAX_VALUE) {
      throw new VmException(
          "The user %s has number %d, and the guest's users have 100 or more: give another one by helios.run.uid"
              .formatted(name, uid));
    }
    return this;
  }
}
