package org.heliosimage.ips.solve;

import java.util.List;
import java.util.SortedSet;
import org.heliosimage.ips.IpsException;

/** The packages that the enabled publishers of an image offer. */
public interface Known {

  /** The names of all packages. */
  SortedSet<String> stems() throws IpsException;

  /** All versions of one package of all publishers, in any order; empty if there is none. */
  List<Candidate> versions(String stem) throws IpsException;
}
