package org.heliosimage.ips.repository;

import java.nio.file.Path;

/** A repository over the network, of which this machine keeps copies. */
sealed interface RemoteRepository extends RepositorySource permits HttpRepository, HttpArchive {

  /** A file that changes whenever the packages of a publisher do. */
  Path pointer(String publisher);
}
