package org.heliosimage.engine;

import java.io.IOException;
import org.heliosimage.engine.illumos.Host;
import org.heliosimage.engine.illumos.NativeEngine;
import org.heliosimage.engine.portable.PortableEngine;

/** Picks the engine that a request names. */
public final class Engines {

  private Engines() {}

  /** The engine of a request on this machine. */
  public static Engine of(BuildRequest request) throws IOException {
    return of(request, Host.current());
  }

  /** The engine of a request on some machine. */
  public static Engine of(BuildRequest request, Host host) throws IOException {
    NativeEngine tools = new NativeEngine(host);
    return switch (request.engine()) {
      case "auto" -> tools.available(request) ? tools : new PortableEngine();
      case "portable" -> new PortableEngine();
      case "native" -> tools;
      default ->
          throw new BuildException(
              "there is no engine \"" + request.engine() + "\": use auto, portable or native",
              "engine",
              null);
    };
  }
}
