package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.Map;
import org.heliosimage.ips.fmri.Quoting;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;

/** The texts of licences, which have no path in a layout: pkg(1) keeps them with its own files. */
final class LicenseFiles {

  private static final String LICENSES = "var/pkg/license/";

  private final FileTree tree;
  private final Payloads payloads;
  private final long time;

  LicenseFiles(FileTree tree, Payloads payloads, long time) {
    this.tree = tree;
    this.payloads = payloads;
    this.time = time;
  }

  void apply(Map<String, Owned> before, Map<String, Owned> after) throws IOException {
    for (Map.Entry<String, Owned> entry : before.entrySet()) {
      if (!after.containsKey(entry.getKey())) {
        remove(entry.getValue());
      }
    }
    for (Map.Entry<String, Owned> entry : after.entrySet()) {
      Owned license = entry.getValue();
      if (license.differsFrom(before.get(entry.getKey())) && payloads.has(license)) {
        tree.mkdirs(folder(license), Attributes.of(0755, 0, 0, time));
        tree.put(
            path(license), new RegularFile(Attributes.of(0444, 0, 0, time), payloads.of(license)));
      }
    }
  }

  private void remove(Owned license) throws IOException {
    String path = path(license);
    if (tree.find(path).isPresent()) {
      tree.remove(path);
    }
    String folder = folder(license);
    if (tree.find(folder).isPresent() && tree.list(folder).isEmpty()) {
      tree.remove(folder);
    }
  }

  private static String folder(Owned license) {
    return LICENSES + Quoting.quote(license.fmri().stem());
  }

  private static String path(Owned license) {
    return folder(license) + "/license." + Quoting.quote(license.action().keyValue());
  }
}
