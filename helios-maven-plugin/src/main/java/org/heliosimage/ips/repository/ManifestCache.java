package org.heliosimage.ips.repository;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.manifest.Manifest;
import org.jspecify.annotations.Nullable;

/** Manifests that were read over the network, by the SHA-1 that the catalog states of them. */
final class ManifestCache {

  private final RemoteCache cache;

  ManifestCache(RemoteCache cache) {
    this.cache = cache;
  }

  /** The bytes of a manifest; empty if they are not there or not whole. */
  Optional<byte[]> get(CatalogEntry entry) throws IOException {
    Path file = file(entry);
    if (file == null) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Manifest.MAX_BYTES);
      String actual = HexFormat.of().formatHex(Hashes.newDigest("SHA-1").digest(bytes));
      if (!actual.equals(entry.signature())) {
        return Optional.empty();
      }
      cache.touch(file);
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether there is one, whole or not. */
  boolean has(CatalogEntry entry) {
    Path file = file(entry);
    return file == null || Files.exists(file);
  }

  /** Keeps a manifest that was checked. */
  void put(CatalogEntry entry, byte[] bytes) throws IOException {
    Path file = file(entry);
    if (file != null) {
      cache.write(file, new ByteArrayInputStream(bytes));
    }
  }

  /** Without a signature nobody could tell whether it is the right one the next time. */
  private @Nullable Path file(CatalogEntry entry) {
    String signature = entry.signature();
    return signature != null && signature.matches("[0-9a-f]{40}")
        ? cache.manifest(signature)
        : null;
  }
}
