package org.heliosimage.engine.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Optional;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenChannelTest {

  @TempDir Path folder;

  @Test
  void aSurveyWithoutTheHolesIsTheSurveyOfTheWholeFile() throws Exception {
    Generator.forAll(
        1,
        20,
        generator -> {
          Path file = folder.resolve("f" + generator.seed());
          BitSet written;
          try (WrittenChannel channel = new WrittenChannel(create(file))) {
            for (int i = generator.below(8); i > 0; i--) {
              byte[] bytes = new byte[generator.below(200_000)];
              java.util.Arrays.fill(bytes, (byte) generator.below(3));
              ByteBuffer source = ByteBuffer.wrap(bytes);
              long at = generator.between(0, 3_000_000);
              if (generator.oneIn(2)) {
                channel.write(source, at);
              } else {
                channel.position(at).write(new ByteBuffer[] {source});
              }
            }
            channel.write(ByteBuffer.wrap(new byte[1]), 4_000_000);
            written = channel.written();
          }
          assertEquals(
              FileSurvey.of(file, Optional.empty()), FileSurvey.of(file, Optional.of(written)));
          assertTrue(written.cardinality() < 4_000_000 / WrittenChannel.CHUNK);
          assertEquals(
              Hex.sha256(Files.readAllBytes(file)),
              FileSurvey.of(file, Optional.of(written)).sha256());
        });
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }
}
