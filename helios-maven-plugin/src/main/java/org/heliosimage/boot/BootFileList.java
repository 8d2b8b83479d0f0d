package org.heliosimage.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.FileTree.Entry;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.TreeException;

/**
 * Which files of a boot environment go into its boot archive. Lists in the image name files and
 * directories, one a line, relative to the root; the line {@code platform} stands for the kernel
 * directory of every platform. What is named and missing does not matter: the lists name files that
 * come to be only on a running system.
 */
final class BootFileList {

  private static final String LIST = "/boot/solaris/filelist.ramdisk";
  private static final String SITE_LIST = "/etc/boot/solaris/filelist.ramdisk";
  private static final int MAX_LIST = 1 << 20;

  private BootFileList() {}

  static void require(FileTree tree) throws IOException {
    if (tree.find(LIST).isEmpty()) {
      throw new BootException(
          LIST
              + " is not in the image, so its boot archive cannot be made; install the packages"
              + " of the kernel (such as SUNWcs and system/kernel/platform) before make_bootable");
    }
  }

  /** The members by name, without a leading slash; a directory comes before its entries. */
  static Map<String, Entry> members(FileTree tree) throws IOException {
    require(tree);
    TreeSet<String> names = new TreeSet<>(lines(tree, LIST));
    names.addAll(lines(tree, SITE_LIST));
    Map<String, Entry> members = new LinkedHashMap<>();
    for (String name : names) {
      Optional<String> place = place(tree, name);
      if (place.isPresent()) {
        add(tree, place.get(), name, members);
      }
    }
    return members;
  }

  private static List<String> lines(FileTree tree, String path) throws IOException {
    List<String> names = new ArrayList<>();
    Optional<Node> list = tree.find(path);
    if (list.isEmpty()) {
      return names;
    }
    if (!(list.get() instanceof RegularFile file) || file.content().size() > MAX_LIST) {
      throw new BootException(path + " is not a list of files");
    }
    String text = new String(file.content().bytes(), StandardCharsets.UTF_8);
    for (String line : text.split("\n", -1)) {
      String name = line.strip();
      while (name.endsWith("/")) {
        name = name.substring(0, name.length() - 1);
      }
      if (name.equals("platform")) {
        names.addAll(platformKernels(tree));
      } else if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<String> platformKernels(FileTree tree) throws IOException {
    List<String> kernels = new ArrayList<>();
    if (tree.find("/platform").filter(Directory.class::isInstance).isPresent()) {
      for (Entry platform : tree.list("/platform")) {
        kernels.add("platform/" + platform.name() + "/kernel");
      }
    }
    return kernels;
  }

  /** Where a name leads to; a link as its last component is itself a member. */
  private static Optional<String> place(FileTree tree, String name) throws IOException {
    if (name.startsWith("/") || List.of(name.split("/", -1)).contains("..")) {
      throw new BootException(
          "the list of files of the boot archive names " + name + ", which is not below the root");
    }
    try {
      String path = tree.resolve("/" + name, false);
      return tree.find(path).isPresent() ? Optional.of(path) : Optional.empty();
    } catch (TreeException e) {
      // A directory on the way is missing: the same as a missing file.
      return Optional.empty();
    }
  }

  /**
   * Adds what is at a path under a name that may lead there through links: the kernel looks its
   * files up by the literal name and follows no links.
   */
  private static void add(FileTree tree, String path, String name, Map<String, Entry> members)
      throws IOException {
    Entry entry = tree.entry(path).orElseThrow(() -> new TreeException(path, "does not exist"));
    members.put(name, entry);
    if (entry.node() instanceof Directory) {
      for (Entry child : tree.list(path)) {
        add(tree, path + "/" + child.name(), name + "/" + child.name(), members);
      }
    }
  }
}
