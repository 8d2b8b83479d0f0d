package org.heliosimage.ips.fuzz;

import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.manifest.Paths;

/** Any bytes are a manifest, whose canonical form means the same, or end in an IpsException. */
public final class ManifestFuzzer {

  private ManifestFuzzer() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] data) {
    Manifest manifest;
    try {
      manifest = Manifest.parse(data, "fuzz");
    } catch (IpsException e) {
      return;
    }
    manifest.signature();
    for (Action action : manifest.actions()) {
      if (action.type().hasPath()) {
        inside(action.path());
      }
      try {
        action.size("pkg.size");
        action.require(action.type().key());
        manifest.fmri();
      } catch (IpsException e) {
        // Such an action cannot be used.
      }
      if (isWritable(action)) {
        String text = action.toString();
        Action again;
        try {
          again = Action.parse(text);
        } catch (IpsException e) {
          throw new AssertionError("not canonical: " + text, e);
        }
        if (!again.equals(action) || !again.toString().equals(text)) {
          throw new AssertionError("\"" + text + "\" became \"" + again + "\"");
        }
      }
    }
  }

  private static void inside(String path) {
    if (path.isEmpty()
        || !Paths.normalize(path).equals(path)
        || ("/" + path + "/").contains("/../")
        || path.indexOf('\0') >= 0) {
      throw new AssertionError("the path \"" + path + "\" is not inside");
    }
  }

  /** The canonical form, which is given, has no way to write some values. */
  private static boolean isWritable(Action action) {
    return action.attributes().values().stream()
            .allMatch(
                values ->
                    values.stream()
                        .allMatch(
                            value ->
                                value.indexOf('\\') < 0
                                    && value.indexOf('\t') < 0
                                    && value.indexOf('\n') < 0))
        && (action.hash() == null
            || action.hash().chars().noneMatch(c -> "\\\t\n".indexOf(c) >= 0));
  }
}
