package org.heliosimage.engine.work;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * What a finished file is like, found out in one pass.
 *
 * @param sha256 digest of its bytes
 * @param allocated bytes of its 4 KiB pages that are not all zero: what it takes on a file system
 *     that keeps holes, without asking this one
 */
record FileSurvey(String sha256, long allocated) {

  private static final int PAGE = 4096;
  private static final int BUFFER = 64 * PAGE;
  private static final byte[] ZEROS = new byte[PAGE];

  static FileSurvey of(Path file) throws IOException {
    MessageDigest digest = Hex.sha256();
    byte[] buffer = new byte[BUFFER];
    long allocated = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.readNBytes(buffer, 0, BUFFER); n > 0; n = in.readNBytes(buffer, 0, BUFFER)) {
        digest.update(buffer, 0, n);
        for (int at = 0; at < n; at += PAGE) {
          int end = Math.min(at + PAGE, n);
          if (!Arrays.equals(buffer, at, end, ZEROS, 0, end - at)) {
            allocated += PAGE;
          }
        }
      }
    }
    return new FileSurvey(Hex.of(digest), allocated);
  }
}
