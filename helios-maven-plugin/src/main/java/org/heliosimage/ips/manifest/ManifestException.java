package org.heliosimage.ips.manifest;

import org.heliosimage.ips.IpsException;

/** A manifest, or a line of one, that breaks the grammar. */
public final class ManifestException extends IpsException {

  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * @param origin what was read, for the message
   * @param line its line, from 1; 0 if the trouble is not with one line
   */
  ManifestException(String origin, int line, String problem) {
    super(origin + (line > 0 ? ", line " + line : "") + ": " + problem);
    this.line = line;
  }

  /** Line of the manifest, from 1, or 0 if the trouble is not with one line. */
  public int line() {
    return line;
  }
}
