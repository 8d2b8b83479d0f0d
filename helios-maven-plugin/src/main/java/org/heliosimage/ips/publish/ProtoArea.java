package org.heliosimage.ips.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.manifest.Paths;

/** What lies on the build machine to be packaged, by its path in the image. */
final class ProtoArea {

  private final SortedMap<String, Path> entries = new TreeMap<>();

  /**
   * @param folders laid over each other: the first that has a path wins
   * @param files single files by their paths in the image; these win over folders
   */
  ProtoArea(List<Path> folders, Map<String, Path> files) throws IOException {
    for (Map.Entry<String, Path> file : files.entrySet()) {
      String path = Paths.normalize(file.getKey());
      if (path.isEmpty()) {
        throw new IpsException("\"" + file.getKey() + "\" is no path in an image");
      }
      if (!Files.isRegularFile(file.getValue())) {
        throw new IpsException(file.getValue() + ", which is to become /" + path + ", is no file");
      }
      add(path, file.getValue());
    }
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new IpsException("the folder " + folder + " to be packaged does not exist");
      }
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : (Iterable<Path>) walk::iterator) {
          if (!path.equals(folder)) {
            add(
                folder
                    .relativize(path)
                    .toString()
                    .replace(path.getFileSystem().getSeparator(), "/"),
                path);
          }
        }
      }
    }
  }

  private void add(String path, Path source) throws IpsException {
    if (path.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029)
        || path.indexOf('\ufffd') >= 0) {
      throw new IpsException(
          "the name of %s has a character that a manifest cannot hold; rename it"
              .formatted(source));
    }
    entries.putIfAbsent(path, source);
  }

  /** Everything by its path, sorted. */
  SortedMap<String, Path> entries() {
    return Collections.unmodifiableSortedMap(entries);
  }

  /** Whether it is a folder and not a link to one. */
  static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
