package org.heliosimage.ips.image;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.fmri.Fmri;

/** The packages that an image is bound to, if it is, and the digests that tell them apart. */
final class LockGuard {

  private Optional<LockFile> lock = Optional.empty();

  void bind(LockFile packages) {
    lock = Optional.of(packages);
  }

  Optional<LockFile> lock() {
    return lock;
  }

  /** Installed packages with the digests of their manifests. */
  LockFile of(SortedMap<String, InstalledPackage> packages) {
    SortedMap<Fmri, String> all = new TreeMap<>();
    for (InstalledPackage each : packages.values()) {
      all.put(each.fmri(), each.manifest().sha256());
    }
    return new LockFile(all);
  }

  /** Insists that an image may have these packages. */
  void require(SortedMap<String, InstalledPackage> next) throws LockException {
    if (lock.isPresent()) {
      lock.get().requireCovers(of(next));
    }
  }
}
