package org.heliosimage.ips.solve;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.heliosimage.ips.Glob;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Version;
import org.jspecify.annotations.Nullable;

/**
 * What people type to name packages: {@code /entire}, {@code vim@8.2}, {@code driver/*}, {@code
 * pkg://helios-dev/SUNWcs@latest}.
 *
 * @param text as typed
 * @param publisher the publisher, if named
 * @param name the name part behind publisher and slash
 * @param exact whether the name is a whole one and not the end of one
 * @param version the version part, if there is one
 */
public record PackagePattern(
    String text, @Nullable String publisher, String name, boolean exact, @Nullable String version) {

  private static final String LATEST = "latest";

  /** Parses one pattern. */
  public static PackagePattern parse(String text) throws IpsException {
    String whole = text.strip();
    int at = whole.indexOf('@');
    String name = at < 0 ? whole : whole.substring(0, at);
    String version = at < 0 ? null : whole.substring(at + 1);
    String publisher = null;
    boolean exact = false;
    if (name.startsWith("pkg:")) {
      name = name.substring("pkg:".length());
      exact = true;
    }
    if (name.startsWith("//")) {
      int slash = name.indexOf('/', 2);
      if (slash < 0) {
        throw new IpsException("\"" + text + "\" names a publisher but no package.");
      }
      publisher = slash == 2 ? null : name.substring(2, slash);
      name = name.substring(slash + 1);
      exact = true;
    } else if (name.startsWith("/")) {
      name = name.substring(1);
      exact = true;
    }
    PackagePattern pattern = new PackagePattern(text, publisher, name, exact, version);
    if (name.isEmpty() || (version != null && version.isEmpty())) {
      throw new IpsException("\"" + text + "\" is not the name of a package.");
    }
    if (version != null && !version.equals(LATEST) && !Glob.isGlob(version)) {
      Version ignored = Version.parse(version);
    }
    return pattern;
  }

  boolean isGlob() {
    return Glob.isGlob(name);
  }

  /** The names among these that it means, in their order. */
  public List<String> stems(Set<String> among) {
    if (isGlob()) {
      Pattern glob = Glob.compile(name);
      return among.stream().filter(stem -> glob.matcher(stem).matches()).toList();
    }
    if (exact) {
      return among.contains(name) ? List.of(name) : List.of();
    }
    return among.stream().filter(stem -> ("/" + stem).endsWith("/" + name)).toList();
  }

  /** Those of the versions of one package that it means; publisher and version count. */
  List<Candidate> candidates(List<Candidate> versions) throws IpsException {
    List<Candidate> found =
        versions.stream()
            .filter(candidate -> publisher == null || candidate.publisher().equals(publisher))
            .toList();
    if (version == null || found.isEmpty()) {
      return found;
    }
    if (version.equals(LATEST)) {
      Version newest = found.stream().map(Candidate::version).max(Version::compareTo).orElseThrow();
      return found.stream().filter(candidate -> candidate.version().equals(newest)).toList();
    }
    if (Glob.isGlob(version)) {
      return found.stream().filter(candidate -> matchesGlob(candidate.version())).toList();
    }
    Version wanted = Version.parse(version);
    return found.stream().filter(candidate -> candidate.version().matches(wanted)).toList();
  }

  /** Part by part; a part that is not stated is wild. */
  private boolean matchesGlob(Version candidate) {
    String rest = version == null ? "*" : version;
    int colon = rest.indexOf(':');
    String timestamp = colon < 0 ? "*" : rest.substring(colon + 1);
    rest = colon < 0 ? rest : rest.substring(0, colon);
    int dash = rest.indexOf('-');
    String branch = dash < 0 ? "*" : rest.substring(dash + 1);
    rest = dash < 0 ? rest : rest.substring(0, dash);
    int comma = rest.indexOf(',');
    String release = comma < 0 ? rest : rest.substring(0, comma);
    return matchesPart(release, candidate.release().text())
        && matchesPart(branch, candidate.branch() == null ? "" : candidate.branch().text())
        && matchesPart(timestamp, candidate.timestamp() == null ? "" : candidate.timestamp());
  }

  private static boolean matchesPart(String glob, String text) {
    return glob.equals("*")
        || Glob.compile(glob).matcher(text).matches()
        || Glob.compile(glob + ".*").matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
