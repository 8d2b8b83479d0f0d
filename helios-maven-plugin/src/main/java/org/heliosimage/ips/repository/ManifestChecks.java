package org.heliosimage.ips.repository;

import java.io.IOException;
import java.util.HexFormat;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Manifest;

/** Whether a manifest is the one that a catalog lists. */
final class ManifestChecks {

  private ManifestChecks() {}

  /**
   * Parses a manifest and checks it.
   *
   * @param uri names the repository in messages
   */
  static Manifest parse(byte[] bytes, CatalogEntry entry, String uri) throws IOException {
    String signature = entry.signature();
    // Before anything looks into it.
    String actual = HexFormat.of().formatHex(Hashes.newDigest("SHA-1").digest(bytes));
    if (signature != null && !signature.equals(actual)) {
      throw new RepositoryException(
          "the manifest of "
              + entry.fmri()
              + " in "
              + uri
              + " is damaged: its SHA-1 is "
              + actual
              + ", but the catalog says "
              + signature);
    }
    Manifest manifest = Manifest.parse(bytes, entry.fmri().toString());
    if (!manifest.metadata("pkg.fmri").isEmpty()) {
      Fmri own = manifest.fmri();
      if (!own.stem().equals(entry.stem()) || !entry.version().equals(own.version())) {
        throw new RepositoryException(
            "the manifest of " + entry.fmri() + " in " + uri + " is that of " + own);
      }
    }
    return manifest;
  }
}
