package org.heliosimage.ips.image;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.repository.Hashes;

/** The packages that an image is bound to, if it is, and the digests that tell them apart. */
final class LockGuard {

  private Optional<LockFile> lock = Optional.empty();

  /** Digests of the manifests of installed packages that somebody asked for. */
  private final Map<Fmri, String> digests = new HashMap<>();

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
      all.put(each.fmri(), digests.computeIfAbsent(each.fmri(), fmri -> digest(each.manifest())));
    }
    return new LockFile(all);
  }

  static String digest(Manifest manifest) {
    return HexFormat.of().formatHex(Hashes.newDigest("SHA-256").digest(manifest.bytes()));
  }

  /** Insists that an image may have these packages. */
  void require(SortedMap<String, InstalledPackage> next) throws LockException {
    if (lock.isPresent()) {
      lock.get().requireCovers(of(next));
    }
  }
}
