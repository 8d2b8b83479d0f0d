package org.heliosimage.engine.portable;

import java.io.IOException;

/** Which package repository to use in place of the one that a template names. */
public interface Repositories {

  /**
   * The repository to use for a URI of a template or of an image's configuration: its mirror, else
   * itself. The state of the repository becomes part of the key of the stage.
   *
   * @return a URI as {@code RepositorySource.open} takes it; {@code sample:} is not one to {@link
   *     java.net.URI}
   */
  String locate(String uri) throws IOException;

  /** Whether only repositories on this machine may be used. */
  boolean offline();
}
