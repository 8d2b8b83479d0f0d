package org.heliosimage.engine;

/** Where a build tells what it does; the mojos print it, tests keep it. */
public interface BuildLog {

  void debug(String message);

  void info(String message);

  void warn(String message);

  /** States how the image differs from what the native tools would have made; told once a build. */
  default void difference(String sentence) {
    info("differs from a native build: " + sentence);
  }

  /** Starts a piece of work that takes time; the receiver measures how long. */
  Task task(String name);

  /** A piece of work under way; to be closed, with or without {@link #done}. */
  interface Task extends AutoCloseable {

    /**
     * Tells how far the work is; may be called often, and from any thread.
     *
     * @param total what {@code done} will be at the end, 0 if that is not known
     */
    void progress(long done, long total, Unit unit);

    /** The work is done; the summary holds counts and bytes, not time. */
    void done(String summary);

    @Override
    void close();
  }

  /** What a progress counts. */
  enum Unit {
    BYTES,
    FILES,
    PACKAGES,
    STEPS
  }
}
