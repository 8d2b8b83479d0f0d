package org.heliosimage.ips.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Quoting;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.solve.PackagePattern;

/** Any text is a name, a version or a pattern that can be written again, or an IpsException. */
public final class FmriFuzzer {

  private FmriFuzzer() {}

  /** One input: two texts. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    check(Quoting.unquote(Quoting.quote(text)).equals(text), "quoting", text);
    Quoting.unquote(text);
    String[] two = text.split("\n", 2);
    fmri(two[0]);
    Version first = version(two[0]);
    Version second = version(two[two.length - 1]);
    if (first != null && second != null) {
      check(
          Integer.signum(first.compareTo(second)) == -Integer.signum(second.compareTo(first)),
          "order",
          text);
      check(first.equals(second) == (first.compareTo(second) == 0), "equality", text);
      check(!first.equals(second) || first.matches(second), "matching", text);
    }
    try {
      PackagePattern.parse(two[0]).stems(Set.of("a", "a/b"));
    } catch (IpsException e) {
      // It is no pattern.
    }
  }

  private static void fmri(String text) {
    try {
      Fmri fmri = Fmri.parse(text);
      check(Fmri.parse(fmri.toString()).equals(fmri), "fmri", text);
      check(Fmri.isStem(fmri.stem()), "stem", text);
      if (fmri.version() != null) {
        String path = fmri.quotedPath();
        check(path.indexOf('/') == path.lastIndexOf('/') && !path.startsWith("."), "path", text);
      }
    } catch (IpsException e) {
      // It is no name.
    }
  }

  private static Version version(String text) {
    try {
      Version version = Version.parse(text);
      check(Version.parse(version.toString()).equals(version), "version", text);
      return version;
    } catch (IpsException e) {
      return null;
    }
  }

  private static void check(boolean holds, String what, String text) {
    if (!holds) {
      throw new AssertionError(what + " of \"" + text + "\"");
    }
  }
}
