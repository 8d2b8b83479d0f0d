package org.heliosimage.zfs.read;

/** Is told what is wrong in one object set. */
interface Trouble {

  /**
   * Takes one problem; called by several threads.
   *
   * @param object number of the object; 0 for the dnodes and the object set itself
   * @param where block within the object, or empty
   */
  void report(long object, String where, String problem);
}
