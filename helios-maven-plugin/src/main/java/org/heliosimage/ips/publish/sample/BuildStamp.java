package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.heliosimage.ips.repository.Hashes;

/**
 * Tells whether the repository has to be written again: it depends on the compiled classes of this
 * room, and on the Java runtime, which compresses. Builds of the plugin would else take a second or
 * two longer, each.
 *
 * @param file where the hash of all that is noted
 */
record BuildStamp(Path file) {

  boolean isCurrent() throws IOException {
    return Files.exists(file) && Files.readString(file).equals(now());
  }

  void put() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, now());
  }

  private static String now() throws IOException {
    MessageDigest digest = Hashes.newDigest("SHA-256");
    digest.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
    Path classes;
    try {
      classes =
          Path.of(BuildStamp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    try (Stream<Path> files = Files.walk(classes.resolve("org/heliosimage/ips"))) {
      List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
      for (Path path : sorted) {
        digest.update(classes.relativize(path).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(path));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
