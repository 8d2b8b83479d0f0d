package org.heliosimage.tree;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Gzip files for tests. */
public final class GzipFiles {

  private GzipFiles() {}

  /** Writes a file and refers to it. */
  public static GzipFile write(Path file, byte[] content) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return of(file, content);
  }

  /** Refers to a file that should have a content. */
  public static GzipFile of(Path file, byte[] content) {
    return of(file, content.length, Optional.empty(), print("SHA-1", content));
  }

  /** Refers to a file by its path. */
  public static GzipFile of(
      Path file, long size, Optional<Fingerprint> packed, Fingerprint unpacked) {
    return new GzipFile(file.getParent(), file.getFileName().toString(), size, packed, unpacked);
  }

  /** The same with another size. */
  public static GzipFile ofSize(GzipFile file, long size) {
    return new GzipFile(file.folder(), file.name(), size, file.packed(), file.unpacked());
  }

  /** What some bytes are. */
  public static Fingerprint print(String algorithm, byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes);
      return new Fingerprint(algorithm, HexFormat.of().formatHex(digest), 0);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
