package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.DamagedContentException;
import org.heliosimage.tree.GzipFile;

/**
 * The contents that were fetched for a change.
 *
 * @param contents by the very objects of the layout, whose many texts take long to compare
 */
record Payloads(IdentityHashMap<Owned, GzipFile> contents) {

  boolean has(Owned owned) {
    return contents.containsKey(owned);
  }

  /** The content of an action that cannot do without. */
  Content of(Owned owned) throws InstallException {
    Content content = contents.get(owned);
    if (content == null) {
      throw new InstallException(
          "/%s of %s has no content.".formatted(owned.action().keyValue(), owned.owner()));
    }
    return content;
  }

  /** Says whose payload it is that is damaged; of several the first by path. */
  IOException named(DamagedContentException e) {
    return contents.entrySet().stream()
        .filter(each -> each.getValue().file().equals(e.file()))
        .map(Map.Entry::getKey)
        .min(Comparator.comparing(owned -> owned.action().keyValue()))
        .<IOException>map(
            owned -> InstallException.damaged(owned.action().keyValue(), owned.fmri(), e))
        .orElse(e);
  }
}
