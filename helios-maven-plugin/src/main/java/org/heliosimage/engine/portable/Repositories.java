package org.heliosimage.engine.portable;

import java.io.IOException;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;

/** Which package repository to use in place of the one that a template names. */
public interface Repositories {

  /**
   * The repository to use for a URI of a template or of an image's configuration: its mirror, else
   * itself. The state of the repository becomes part of the key of the stage.
   */
  RepositorySource open(String uri) throws IOException;

  /** Where payloads are kept between builds. */
  PayloadCache payloads() throws IOException;
}
