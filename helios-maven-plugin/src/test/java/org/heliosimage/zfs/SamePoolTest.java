package org.heliosimage.zfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input gives the same bytes. */
class SamePoolTest {

  @TempDir Path folder;

  @Test
  void theSameTwice() throws Exception {
    PoolFile pool = PoolFile.in(folder);
    PoolSpec spec =
        PoolSamples.spec(
            128 << 20,
            9,
            true,
            Map.of("compression", "on"),
            PoolSamples.variety(new Generator(11)));
    pool.write(spec);
    byte[] first = digest(pool.file());
    Files.delete(pool.file());
    pool.write(spec);
    assertArrayEquals(first, digest(pool.file()));
  }

  private static byte[] digest(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 20];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    return digest.digest();
  }
}
