package org.heliosimage.ips.image;

/** Is told how an operation on packages goes on; may be called by several threads. */
public interface PkgProgress {

  /** The packages are known, and what has to be fetched or found in the cache. */
  void planned(int packagesAdded, int packagesRemoved, int payloads, long bytes);

  /** A payload is there. */
  void fetched(long bytes);

  /** Tells nobody. */
  PkgProgress NONE =
      new PkgProgress() {
        @Override
        public void planned(int packagesAdded, int packagesRemoved, int payloads, long bytes) {}

        @Override
        public void fetched(long bytes) {}
      };
}
