package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.function.Consumer;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;

/**
 * What operations on an image need of the machine that builds it.
 *
 * @param repositories opens the repository that stands for a URI of the image's configuration
 * @param payloads where payloads are kept
 * @param time the time of all that is made, seconds since 1970
 * @param warnings told in one sentence what does not stop an operation
 * @param progress told how it goes on
 */
public record PkgEnvironment(
    Repositories repositories,
    PayloadCache payloads,
    long time,
    Consumer<String> warnings,
    PkgProgress progress) {

  /** Opens repositories. */
  @FunctionalInterface
  public interface Repositories {
    /** The repository to use for a URI. */
    RepositorySource open(String uri) throws IOException;
  }
}
