package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.PackedPayload;
import org.heliosimage.ips.repository.Hashes;
import org.heliosimage.tree.Content;

/**
 * Compresses once what several packages deliver: releases have most of their contents in common.
 */
final class SharedPacker implements PackageBuilder.Packer {

  private final Map<String, PackedPayload> packed = new HashMap<>();

  @Override
  public PackedPayload pack(Content content) throws IOException {
    String name = HexFormat.of().formatHex(Hashes.newDigest("SHA-256").digest(content.bytes()));
    PackedPayload known = packed.get(name);
    if (known == null) {
      known = PackedPayload.inMemory(content);
      packed.put(name, known);
    }
    return known;
  }
}
