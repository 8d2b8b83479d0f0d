package org.heliosimage.ips.publish.sample;

import java.util.Map;

/** Mode and group of a directory: packages that share one must agree. */
record FolderAttributes(String mode, String group) {

  private static final Map<String, FolderAttributes> SPECIAL =
      Map.ofEntries(
          Map.entry("dev/fd", new FolderAttributes("0555", "root")),
          Map.entry("home", new FolderAttributes("0555", "root")),
          Map.entry("proc", new FolderAttributes("0555", "root")),
          Map.entry("root", new FolderAttributes("0700", "root")),
          Map.entry("system", new FolderAttributes("0755", "root")),
          Map.entry("system/contract", new FolderAttributes("0555", "root")),
          Map.entry("system/object", new FolderAttributes("0555", "root")),
          Map.entry("tmp", new FolderAttributes("1777", "sys")),
          Map.entry("var/tmp", new FolderAttributes("1777", "sys")),
          Map.entry("etc/sudoers.d", new FolderAttributes("0750", "root")),
          Map.entry("lib", new FolderAttributes("0755", "bin")),
          Map.entry("sbin", new FolderAttributes("0755", "sys")),
          Map.entry("usr", new FolderAttributes("0755", "sys")),
          Map.entry("usr/share", new FolderAttributes("0755", "sys")));

  static FolderAttributes of(String path) {
    FolderAttributes special = SPECIAL.get(path);
    if (special != null) {
      return special;
    }
    boolean programs = path.startsWith("usr/") || path.startsWith("lib/amd64");
    return new FolderAttributes("0755", programs ? "bin" : "sys");
  }
}
