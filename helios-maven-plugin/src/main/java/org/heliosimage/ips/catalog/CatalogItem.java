package org.heliosimage.ips.catalog;

import java.util.ArrayList;
import java.util.List;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * One version of a package as a catalog is to list it.
 *
 * @param entry name, version, signature and dependency texts
 * @param summary the texts of the descriptive {@code set} actions
 * @param state what an image knows about the package; null in a repository's catalog
 */
public record CatalogItem(CatalogEntry entry, List<String> summary, @Nullable State state) {

  /**
   * What an image notes about a package.
   *
   * @param codes the state numbers of pkg(7), such as 2 for installed
   * @param lastInstall when it was installed, as {@code YYYYMMDDThhmmssZ}, if it is
   */
  public record State(List<Integer> codes, @Nullable String lastInstall) {}

  /** Sorts a manifest's actions into the parts of a catalog. */
  public static CatalogItem of(Fmri fmri, Manifest manifest) throws IpsException {
    List<String> dependencies = new ArrayList<>();
    List<String> summary = new ArrayList<>();
    for (Action action : manifest.actions(ActionType.DEPEND)) {
      dependencies.add(action.toString());
    }
    for (Action action : manifest.actions(ActionType.SET)) {
      String name = action.keyValue();
      if (isForSolver(name)) {
        dependencies.add(action.toString());
      } else if (isSummary(name)) {
        summary.add(action.toString());
      }
    }
    Version version = fmri.requireVersion();
    return new CatalogItem(
        new CatalogEntry(
            fmri.requirePublisher(),
            fmri.stem(),
            version,
            manifest.signature(),
            List.copyOf(dependencies)),
        List.copyOf(summary),
        null);
  }

  /** The same item as an image lists it. */
  public CatalogItem withState(State newState) {
    return new CatalogItem(entry, summary, newState);
  }

  private static boolean isForSolver(String name) {
    return name.startsWith("variant")
        || name.startsWith("facet")
        || name.startsWith("pkg.depend.")
        || name.equals("pkg.obsolete")
        || name.equals("pkg.renamed")
        || name.equals("pkg.legacy");
  }

  private static boolean isSummary(String name) {
    return !name.equals("pkg.fmri")
        && !name.equals("fmri")
        && !name.equals("publisher")
        && !name.startsWith("info.source-url")
        && !name.startsWith("pkg.debug")
        && !name.startsWith("pkg.linted")
        // Translations would go to a part of their own, which no client reads.
        && name.indexOf(':') < 0;
  }
}
