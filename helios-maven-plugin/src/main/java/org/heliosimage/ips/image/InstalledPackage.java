package org.heliosimage.ips.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;

/**
 * A package of an image.
 *
 * @param fmri publisher, name and version
 * @param manual whether somebody named it, so that it did not come along only
 * @param time when it was installed, as {@code YYYYMMDDThhmmssZ}
 */
record InstalledPackage(Fmri fmri, Manifest manifest, boolean manual, String time) {

  /** The action whose payload a file is by its name, in a repository or the cache. */
  Optional<Action> withPayload(Path file) {
    String name = String.valueOf(file.getFileName());
    return manifest.actions().stream()
        .filter(action -> name.equals(action.hash()) || name.equals(action.hash() + ".gz"))
        .findFirst();
  }

  /** The packages that dependencies of some types name, as far as an image has these actions. */
  List<Fmri> targets(Set<String> types, Selection selection) throws IpsException {
    List<Fmri> targets = new ArrayList<>();
    for (Action action : manifest.actions(ActionType.DEPEND)) {
      if (types.contains(action.value("type", "")) && selection.allows(action)) {
        for (String target : action.values("fmri")) {
          targets.add(Fmri.parse(target));
        }
      }
    }
    return targets;
  }
}
