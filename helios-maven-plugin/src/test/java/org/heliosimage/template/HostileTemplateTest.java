package org.heliosimage.template;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged templates end in a sentence, never in another kind of exception. */
class HostileTemplateTest {

  private static final List<String> TEMPLATES =
      List.of(
          "helios/base-01-strap.json", "helios/base-02-image.json", "helios/qemu-ttya-base.json");

  private static final List<String> PIECES =
      List.of(
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          "null",
          "true",
          "-1",
          "1e400",
          "\"t\":\"include\",",
          "\"file\":\"/\",",
          "\\u0000",
          "\0",
          "${",
          "}",
          "$",
          "../",
          "\"name\":",
          "\u00e9",
          "//");

  @TempDir Path folder;

  @Test
  void damageIsAlwaysExplained() throws Exception {
    BundledRoot bundled = new BundledRoot();
    Path file = folder.resolve("helios/t.json");
    Files.createDirectories(file.getParent());
    TemplateSource source =
        new TemplateSource(List.of(new FolderRoot(folder), bundled), List.of(folder), Map.of());
    Features features =
        Features.parse(List.of("name=helios", "heliosver=2", "publisher=helios-dev"));
    int[] explained = new int[1];
    Generator.forAll(
        1,
        1500,
        random -> {
          String name = random.oneOf(TEMPLATES);
          byte[] bytes = bundled.find(name).orElseThrow().open().readAllBytes();
          for (int i = random.below(4); i >= 0; i--) {
            bytes = damaged(random, bytes);
          }
          Files.write(file, bytes);
          try {
            Template.load(source, "helios", "t", features);
          } catch (TemplateException e) {
            explained[0]++;
            assertTrue(!e.getMessage().isBlank() && e.getMessage().indexOf('\n') < 0);
          }
        });
    assertTrue(explained[0] > 500, explained[0] + " of the templates were refused");
  }

  private static byte[] damaged(Generator random, byte[] bytes) {
    int at = random.below(bytes.length);
    byte[] head = Arrays.copyOf(bytes, at);
    byte[] piece = random.oneOf(PIECES).getBytes(StandardCharsets.UTF_8);
    int skip =
        switch (random.below(4)) {
          case 0 -> 0;
          case 1 -> piece.length;
          case 2 -> random.below(60);
          default -> bytes.length;
        };
    byte[] tail = Arrays.copyOfRange(bytes, Math.min(at + skip, bytes.length), bytes.length);
    byte[] joined = Arrays.copyOf(head, head.length + piece.length + tail.length);
    System.arraycopy(piece, 0, joined, head.length, piece.length);
    System.arraycopy(tail, 0, joined, head.length + piece.length, tail.length);
    return joined;
  }
}
