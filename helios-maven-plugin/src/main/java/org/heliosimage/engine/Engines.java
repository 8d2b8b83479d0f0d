package org.heliosimage.engine;

import org.heliosimage.engine.portable.PortableEngine;

/** Picks the engine that a request names. */
public final class Engines {

  private Engines() {}

  /** The engine of a request. */
  public static Engine of(BuildRequest request) throws BuildException {
    return switch (request.engine()) {
      case "auto", "portable" -> new PortableEngine();
      case "native" ->
          throw new BuildException(
              "this version has no native engine: use portable, which runs everywhere",
              "engine",
              null);
      default ->
          throw new BuildException(
              "there is no engine \"" + request.engine() + "\": use auto or portable",
              "engine",
              null);
    };
  }
}
