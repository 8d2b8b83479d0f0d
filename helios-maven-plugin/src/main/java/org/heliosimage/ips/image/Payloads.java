package org.heliosimage.ips.image;

import java.util.Map;
import org.heliosimage.tree.Content;

/** The contents that were fetched for a change, by the actions that bring them. */
record Payloads(Map<Owned, Content> contents) {

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
}
