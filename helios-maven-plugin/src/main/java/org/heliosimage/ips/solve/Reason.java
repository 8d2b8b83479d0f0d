package org.heliosimage.ips.solve;

import java.util.List;

/** Why a clause is there: the unit in which conflicts are explained. */
sealed interface Reason {

  /** The package a clause is about. */
  String stem();

  /** It is asked for. */
  record Asked(String stem) implements Reason {}

  /** It is installed and nobody said that it shall go. */
  record Kept(String stem) implements Reason {}

  /** It must not be there. */
  record Rejected(String stem) implements Reason {}

  /** Some of its versions say something about others. */
  record Says(String stem, Dependency.Type type, List<String> about) implements Reason {}
}
