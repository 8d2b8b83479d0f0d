package org.heliosimage.vm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.heliosimage.archive.Cpio;
import org.heliosimage.disk.RawFile;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.Node;

/**
 * A disk that tells a guest who it is: a cpio archive from the first sector on, which the metadata
 * agent of illumos and the first-boot service of the plugin's templates look for on all disks.
 *
 * <pre>
 * nodename          host name
 * authorized_keys   ssh keys of root
 * firstboot.sh      run once by root when the system is up
 * </pre>
 *
 * @param nodename host name
 * @param keys lines of an {@code authorized_keys} file; empty for none
 * @param account a user to make
 */
public record MetadataVolume(String nodename, String keys, Optional<Account> account) {

  private static final String POOL = "rpool";

  /** The size that helios-engvm gives it, more if it has more to hold. */
  private static final int UNIT = 1 << 20;

  /**
   * Writes the volume; there must be no file of that name.
   *
   * @param sshPort of the host that leads to the guest, if there is one
   */
  public void write(Path file, OptionalInt sshPort) throws IOException {
    List<Cpio.Member> members = new ArrayList<>();
    members.add(member("nodename", nodename + "\n", 0644));
    if (!keys.isBlank()) {
      members.add(member("authorized_keys", keys.strip() + "\n", 0600));
    }
    account.ifPresent(
        user -> members.add(member("firstboot.sh", FirstBoot.script(POOL, user, sshPort), 0755)));
    long size;
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      size = Cpio.write(members, out);
    }
    try (FileChannel volume = FileChannel.open(file, StandardOpenOption.WRITE)) {
      RawFile.extend(volume, (size + UNIT - 1) / UNIT * UNIT);
    }
  }

  private static Cpio.Member member(String name, String text, int mode) {
    Content content = Content.of(text.getBytes(StandardCharsets.UTF_8));
    return new Cpio.Member(name, new Node.RegularFile(Attributes.of(mode, 0, 0, 0), content), 0);
  }
}
