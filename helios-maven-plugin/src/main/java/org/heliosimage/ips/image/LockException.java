package org.heliosimage.ips.image;

import java.util.List;
import org.heliosimage.ips.IpsException;

/** The packages that can be had are not those that are locked; the message names each. */
public final class LockException extends IpsException {
  private static final long serialVersionUID = 1L;

  private final List<String> differences;

  private LockException(List<String> differences) {
    super(
        "The packages differ from those that are locked: " + String.join("; ", differences) + ".");
    this.differences = List.copyOf(differences);
  }

  /** A sentence for each package that differs. */
  public List<String> differences() {
    return differences;
  }

  /** Does nothing if there are no differences. */
  static void check(List<String> differences) throws LockException {
    if (!differences.isEmpty()) {
      throw new LockException(differences);
    }
  }
}
