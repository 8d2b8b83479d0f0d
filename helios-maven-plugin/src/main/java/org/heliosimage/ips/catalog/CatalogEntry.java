package org.heliosimage.ips.catalog;

import java.util.ArrayList;
import java.util.List;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ManifestException;
import org.jspecify.annotations.Nullable;

/**
 * One version of one package that a publisher offers.
 *
 * @param publisher who offers it
 * @param stem its name
 * @param version its full version
 * @param signature SHA-1 of the manifest in lower-case hexadecimal, if the catalog states it
 * @param dependencies the texts of what the solver needs: {@code depend} actions and {@code set}
 *     actions about variants, obsolescence and the like
 */
public record CatalogEntry(
    String publisher,
    String stem,
    Version version,
    @Nullable String signature,
    List<String> dependencies) {

  public Fmri fmri() {
    return new Fmri(publisher, stem, version);
  }

  /**
   * Parses the dependency texts. They are kept as text because most versions of a large catalog are
   * never looked at.
   *
   * @throws ManifestException if one is of a kind we do not know; such a package cannot be used
   */
  public List<Action> actions() throws ManifestException {
    List<Action> actions = new ArrayList<>(dependencies.size());
    for (String text : dependencies) {
      actions.add(Action.parse(text));
    }
    return actions;
  }
}
