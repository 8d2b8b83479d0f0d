package org.heliosimage.boot;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Symlink;

/**
 * The skeleton of {@code /dev} and {@code /devices}. Both are covered by file systems of the
 * kernel, which mounts them before anything runs; links that are in the directory below shine
 * through. The ones made here lead to pseudo devices that every machine has, so that programs find
 * their console, null and random devices before devfsadm has looked at the hardware. All the rest
 * appears at the first boot.
 *
 * <p>Sources: illumos, usr/src/cmd/devfsadm; SUNWcsd for the directories.
 */
public final class DevLinks {

  /** How the result differs from that of the native tool. */
  public static final String DIFFERENCE =
      "devfsadm: /dev holds links for pseudo devices that every machine has, not those of a build"
          + " host; the first boot makes the rest";

  private static final int ROOT = 0;
  private static final int SYS = 3;

  /** Directories that the group sys owns. */
  private static final List<String> SYS_DIRECTORIES =
      List.of(
          "/dev",
          "/dev/dsk",
          "/dev/ipnet",
          "/dev/net",
          "/dev/pts",
          "/dev/rdsk",
          "/dev/rmt",
          "/dev/sad",
          "/dev/swap",
          "/dev/term",
          "/dev/vt",
          "/dev/zcons",
          "/dev/zvol",
          "/dev/zvol/dsk",
          "/dev/zvol/rdsk",
          "/devices",
          "/devices/pseudo");

  private static final List<String> ROOT_DIRECTORIES =
      List.of("/dev/cfg", "/dev/cpu", "/dev/cpu/self", "/dev/fd", "/dev/md", "/dev/usb");

  /** Pseudo terminals of the old kind: 16 each. */
  private static final List<String> TERMINAL_BANKS = List.of("p", "q", "r");

  /** Pseudo device to the minors that have a link of their own name. */
  private static final Map<String, String> MINORS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("arp@0", "arp"),
              Map.entry("bpf@0", "bpf"),
              Map.entry("cn@0", "console syscon systty"),
              Map.entry("crypto@0", "crypto"),
              Map.entry("cryptoadm@0", "cryptoadm"),
              Map.entry("fm@0", "fm"),
              Map.entry("icmp@0", "icmp"),
              Map.entry("icmp6@0", "icmp6"),
              Map.entry("ip@0", "ip"),
              Map.entry("ip6@0", "ip6"),
              Map.entry("kmdb@0", "kmdb"),
              Map.entry("kstat@0", "kstat"),
              Map.entry("ksyms@0", "ksyms"),
              Map.entry("llc1@0", "llc1"),
              Map.entry("lockstat@0", "lockstat"),
              Map.entry("log@0", "conslog log"),
              Map.entry("logindmux@0", "logindmux"),
              Map.entry("mm@0", "allkmem full kmem mem null zero"),
              Map.entry("openeepr@0", "openprom"),
              Map.entry("physmem@0", "physmem"),
              Map.entry("pm@0", "pm"),
              Map.entry("poll@0", "poll"),
              Map.entry("pool@0", "pool poolctl"),
              Map.entry("ptm@0", "ptmajor"),
              Map.entry("random@0", "random urandom"),
              Map.entry("rts@0", "rts"),
              Map.entry("sy@0", "tty"),
              Map.entry("sysevent@0", "sysevent"),
              Map.entry("sysmsg@0", "msglog sysmsg"),
              Map.entry("tcp@0", "tcp"),
              Map.entry("tcp6@0", "tcp6"),
              Map.entry("tl@0", "ticlts ticots ticotsord"),
              Map.entry("udp@0", "udp"),
              Map.entry("udp6@0", "udp6"),
              Map.entry("wc@0", "wscons"),
              Map.entry("zfs@0", "zfs")));

  /** Links whose name is not that of the minor. */
  private static final Map<String, String> OTHERS =
      new TreeMap<>(
          Map.of(
              "dld", "dld@0:ctl",
              "fssnapctl", "fssnap@0:ctl",
              "kbd", "conskbd@0:kbd",
              "lofictl", "lofi@0:ctl",
              "mouse", "consms@0:mouse",
              "ptmx", "clone@0:ptm",
              "ramdiskctl", "ramdisk@1024:ctl",
              "rawip", "icmp@0:icmp",
              "rawip6", "icmp6@0:icmp6"));

  private DevLinks() {}

  /**
   * Adds what is missing; what is there stays as it is.
   *
   * @param time modification time of what is made, seconds since 1970
   */
  public static void populate(FileTree tree, long time) throws IOException {
    for (String path : SYS_DIRECTORIES) {
      directory(tree, path, Attributes.of(0755, ROOT, SYS, time));
    }
    for (String path : ROOT_DIRECTORIES) {
      int mode = path.equals("/dev/fd") ? 0555 : 0755;
      directory(tree, path, Attributes.of(mode, ROOT, ROOT, time));
    }
    for (Map.Entry<String, String> device : MINORS.entrySet()) {
      for (String minor : device.getValue().split(" ", -1)) {
        link(tree, minor, "../devices/pseudo/" + device.getKey() + ":" + minor, time);
      }
    }
    for (Map.Entry<String, String> other : OTHERS.entrySet()) {
      link(tree, other.getKey(), "../devices/pseudo/" + other.getValue(), time);
    }
    for (String bank : TERMINAL_BANKS) {
      for (int digit = 0; digit < 16; digit++) {
        String name = bank + Integer.toHexString(digit);
        link(tree, "pty" + name, "../devices/pseudo/ptc@0:pty" + name, time);
        link(tree, "tty" + name, "../devices/pseudo/ptsl@0:tty" + name, time);
      }
    }
    link(tree, "cpu/self/cpuid", "../../../devices/pseudo/cpuid@0:self", time);
    link(tree, "xsvc", "../devices/xsvc@0,0:xsvc", time);
    link(tree, "sad/admin", "../../devices/pseudo/sad@0:admin", time);
    link(tree, "sad/user", "../../devices/pseudo/sad@0:user", time);
    link(tree, "md/admin", "../../devices/pseudo/md@0:admin", time);
    link(tree, "stdin", "./fd/0", time);
    link(tree, "stdout", "./fd/1", time);
    link(tree, "stderr", "./fd/2", time);
  }

  private static void directory(FileTree tree, String path, Attributes attributes)
      throws IOException {
    if (tree.find(path).isEmpty()) {
      tree.put(path, new Directory(attributes));
    }
  }

  private static void link(FileTree tree, String name, String target, long time)
      throws IOException {
    String path = "/dev/" + name;
    if (tree.find(path).isEmpty()) {
      tree.put(path, new Symlink(Attributes.of(0777, ROOT, ROOT, time), target));
    }
  }
}
