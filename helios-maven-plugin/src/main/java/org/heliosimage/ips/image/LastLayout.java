package org.heliosimage.ips.image;

import java.util.Map;
import java.util.SortedMap;
import org.heliosimage.ips.IpsException;
import org.jspecify.annotations.Nullable;

/** The layout that an operation led to, which is the one that the next operation starts from. */
final class LastLayout {

  private @Nullable SortedMap<String, InstalledPackage> packages;
  private @Nullable Selection selection;
  private @Nullable Map<String, Mediation> local;
  private @Nullable Layout layout;

  /**
   * Lays out packages, or returns the layout if it is that of the last call.
   *
   * @param installed packages by name, which nobody changes any more
   * @param chosen the variants and facets in force
   * @param mediations those that somebody has set
   */
  Layout of(
      SortedMap<String, InstalledPackage> installed,
      Selection chosen,
      Map<String, Mediation> mediations)
      throws IpsException, InstallException {
    Layout known = layout;
    if (known == null
        || packages != installed
        || !chosen.equals(selection)
        || !mediations.equals(local)) {
      known = Layout.of(installed.values(), chosen, mediations);
      packages = installed;
      selection = chosen;
      local = mediations;
      layout = known;
    }
    return known;
  }
}
