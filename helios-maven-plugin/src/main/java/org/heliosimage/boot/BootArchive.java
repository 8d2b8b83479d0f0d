package org.heliosimage.boot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.heliosimage.archive.Cpio;
import org.heliosimage.archive.ParallelGzip;
import org.heliosimage.codec.Nvlist;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.FileTree.Entry;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;

/**
 * What {@code bootadm update-archive} leaves in a boot environment: the archive of kernel files
 * that the loader hands to the kernel, and the records by which the running system finds out
 * whether the archive is still right. It must be made when all other files have their final sizes
 * and times, else the first boot rebuilds it and restarts the machine.
 *
 * <ul>
 *   <li>{@code /platform/i86pc/amd64/boot_archive}: cpio, compressed by gzip
 *   <li>{@code boot_archive.hash} beside it: SHA-1 of the cpio in hex, checked by the kernel
 *   <li>{@code /boot/solaris/filestat.ramdisk}: size and time of each member
 *   <li>{@code /boot/solaris/timestamp.cache}: empty; must not be older than the archive
 *   <li>{@code /etc/system.d/.self-assembly}, see {@link SelfAssembly}
 * </ul>
 *
 * <p>Sources: illumos, usr/src/cmd/boot/bootadm and usr/src/cmd/boot/scripts.
 *
 * @param members number of members
 * @param size bytes of the archive before compression
 * @param compressedSize bytes of the archive in the image
 */
public record BootArchive(int members, long size, long compressedSize) {

  private static final String FOLDER = "/platform/i86pc/amd64";
  private static final String ARCHIVE = FOLDER + "/boot_archive";
  private static final String HASH = ARCHIVE + ".hash";
  private static final String FILE_STAT = "/boot/solaris/filestat.ramdisk";
  private static final String TIMESTAMP = "/boot/solaris/timestamp.cache";

  /**
   * Checks that an archive can be made.
   *
   * @throws BootException if the image has no list of files for it
   */
  public static void requireList(FileTree tree) throws IOException {
    BootFileList.require(tree);
  }

  /**
   * Makes or renews the boot archive of a boot environment.
   *
   * @param tree the boot environment, changed in place
   * @param time modification time of what is written, seconds since 1970
   * @param workFolder an existing folder; the archive stays there as long as the tree is in use
   */
  public static BootArchive update(FileTree tree, long time, Path workFolder) throws IOException {
    SelfAssembly.update(tree, time);
    Map<String, Entry> members = BootFileList.members(tree);
    tree.mkdirs(FOLDER, Attributes.of(0755, 0, 3, time));

    Path file = workFolder.resolve("boot_archive");
    MessageDigest sha1 = sha1();
    long size;
    try (OutputStream out = Files.newOutputStream(file);
        ParallelGzip gzip = new ParallelGzip(out);
        DigestOutputStream digested = new DigestOutputStream(gzip, sha1)) {
      size = Cpio.write(cpioMembers(members), digested);
      gzip.finish();
    }
    long compressedSize = Files.size(file);

    String hash = HexFormat.of().formatHex(sha1.digest()) + "\n";
    put(tree, ARCHIVE, time, Content.range(file, 0, compressedSize));
    put(tree, HASH, time, Content.of(hash.getBytes(StandardCharsets.US_ASCII)));
    put(tree, FILE_STAT, time, Content.of(fileStat(tree, members).encode()));
    put(tree, TIMESTAMP, time, Content.of(new byte[0]));
    return new BootArchive(members.size(), size, compressedSize);
  }

  private static List<Cpio.Member> cpioMembers(Map<String, Entry> members) {
    List<Cpio.Member> cpio = new ArrayList<>(members.size());
    members.forEach((name, entry) -> cpio.add(new Cpio.Member(name, entry.node(), entry.link())));
    return cpio;
  }

  /** Size and time of every file and directory; links are not recorded on x86. */
  private static Nvlist fileStat(FileTree tree, Map<String, Entry> members) throws IOException {
    Nvlist.Builder stats = Nvlist.builder();
    for (Map.Entry<String, Entry> member : members.entrySet()) {
      Entry entry = member.getValue();
      long seconds = entry.node().attributes().seconds();
      if (entry.node() instanceof RegularFile file) {
        stats.addNumbers(member.getKey(), List.of(file.content().size(), seconds));
      } else if (entry.node() instanceof Directory) {
        // ZFS shows the number of entries, "." and ".." included, as the size of a directory.
        String path = tree.resolve("/" + member.getKey(), false);
        stats.addNumbers(member.getKey(), List.of(tree.list(path).size() + 2L, seconds));
      }
    }
    return stats.build();
  }

  private static void put(FileTree tree, String path, long time, Content content)
      throws IOException {
    tree.put(path, new RegularFile(Attributes.of(0644, 0, 0, time), content));
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
