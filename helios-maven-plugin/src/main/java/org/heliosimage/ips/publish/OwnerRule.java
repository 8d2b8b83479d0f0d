package org.heliosimage.ips.publish;

import java.util.regex.Pattern;
import org.heliosimage.ips.Glob;
import org.heliosimage.ips.IpsException;
import org.jspecify.annotations.Nullable;

/**
 * Says who owns generated files and folders, and their modes, where a path matches a shell pattern.
 * What a rule leaves open is for the next one that matches, and at last for the customs of the
 * system: see {@link SystemOwners}.
 *
 * @param glob a shell pattern for whole paths without leading slash; {@code *} crosses slashes
 * @param owner name of the user
 * @param group name of the group
 * @param fileMode octal mode of files
 * @param dirMode octal mode of folders
 */
public record OwnerRule(
    String glob,
    @Nullable String owner,
    @Nullable String group,
    @Nullable String fileMode,
    @Nullable String dirMode) {

  private static final Pattern MODE = Pattern.compile("[0-7]{3,5}");

  /** A leading slash is dropped, as in paths. */
  public OwnerRule {
    glob = glob.startsWith("/") ? glob.substring(1) : glob;
  }

  boolean matches(String path) {
    return Glob.compile(glob).matcher(path).matches();
  }

  OwnerRule checked() throws IpsException {
    for (String mode : new String[] {fileMode, dirMode}) {
      if (mode != null && !MODE.matcher(mode).matches()) {
        throw new IpsException(
            "the mode \"%s\" for %s is not octal, such as 0644".formatted(mode, glob));
      }
    }
    for (String name : new String[] {owner, group}) {
      if (name != null && (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c == ':'))) {
        throw new IpsException(
            "\"%s\", which shall own %s, is no name of a user or group".formatted(name, glob));
      }
    }
    return this;
  }
}
