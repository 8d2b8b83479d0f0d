package org.heliosimage.ips.repository;

import java.io.IOException;
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
    Manifest manifest = Manifest.parse(bytes, entry.fmri().toString());
    String signature = entry.signature();
    if (signature != null && !signature.equals(manifest.signature())) {
      throw new RepositoryException(
          "the manifest of "
              + entry.fmri()
              + " in "
              + uri
              + " is damaged: its SHA-1 is "
              + manifest.signature()
              + ", but the catalog says "
              + signature);
    }
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
