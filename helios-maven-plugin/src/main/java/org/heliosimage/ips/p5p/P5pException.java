package org.heliosimage.ips.p5p;

import java.nio.file.Path;
import org.heliosimage.ips.IpsException;

/** An archive that is damaged or of a kind we do not know. */
public final class P5pException extends IpsException {

  private static final long serialVersionUID = 1L;

  P5pException(Path archive, String problem) {
    super("the package archive " + archive + " " + problem);
  }

  P5pException(Path archive, String problem, Throwable cause) {
    super("the package archive " + archive + " " + problem, cause);
  }
}
