package org.heliosimage.ips.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.tree.Content;

/**
 * A payload in the form in which repositories keep it, and what a manifest states about it.
 *
 * @param name SHA-1 of the content: what the payload is called
 * @param size length of the content
 * @param contentHash SHA-512/256 of the content
 * @param packedName SHA-1 of the compressed bytes
 * @param packedHash SHA-512/256 of the compressed bytes
 * @param packed the compressed bytes
 */
public record PackedPayload(
    String name,
    long size,
    String contentHash,
    String packedName,
    String packedHash,
    Content packed) {

  /** Compresses what is small into memory. */
  public static PackedPayload inMemory(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Gzip.Summary summary = Gzip.pack(content, bytes);
    return of(summary, Content.of(bytes.toByteArray()));
  }

  /** Compresses into a file of a folder, which is named after the content. */
  public static PackedPayload inFolder(Content content, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "payload", ".tmp");
    try {
      Gzip.Summary summary;
      try (OutputStream out = Files.newOutputStream(temporary)) {
        summary = Gzip.pack(content, out);
      }
      Path file = folder.resolve(summary.name() + ".gz");
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      return of(summary, Content.range(file, 0, summary.packedSize()));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static PackedPayload of(Gzip.Summary summary, Content packed) {
    return new PackedPayload(
        summary.name(),
        summary.size(),
        summary.contentHash(),
        summary.packedName(),
        summary.packedHash(),
        packed);
  }

  /** The action with this payload and all that is known about it. */
  Action describe(Action action) {
    return action
        .withHash(name)
        .with("chash", packedName)
        .with("pkg.size", Long.toString(size))
        .with("pkg.csize", Long.toString(packed.size()))
        .with(
            "pkg.content-hash",
            "file:sha512t_256:" + contentHash,
            "gzip:sha512t_256:" + packedHash);
  }
}
