package org.heliosimage.ips.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.transport.Pause;
import org.heliosimage.ips.transport.Transport;
import org.heliosimage.ips.transport.TransportSettings;
import org.heliosimage.tree.Content;

/** What a build does to a package cache, as a program of its own that can be killed. */
public final class CacheBuild {

  private CacheBuild() {}

  /**
   * Fetches all payloads, reads them later, and makes the cache smaller.
   *
   * @param args repository folder, cache folder, and the bytes that may stay
   */
  public static void main(String[] args) throws Exception {
    run(Path.of(args[0]), Path.of(args[1]), Long.parseLong(args[2]));
    System.out.write("sound\n".getBytes(UTF_8));
    System.out.flush();
  }

  static void run(Path repository, Path cache, long maxBytes) throws Exception {
    try (CacheUse use = CacheUse.begin(cache)) {
      RepositoryOpener opener =
          new RepositoryOpener(new Transport(TransportSettings.standard(true), Pause.SLEEP), use);
      RepositorySource source = opener.open(repository.toUri().toString());
      List<PayloadCache.Request> requests = new ArrayList<>();
      for (String stem : source.catalog("p").stems()) {
        for (CatalogEntry entry : source.catalog("p").versions(stem)) {
          for (Action file : source.manifest(entry).actions(ActionType.FILE)) {
            requests.add(new PayloadCache.Request(source, entry.fmri(), file));
          }
        }
      }
      List<? extends Content> contents = opener.payloads().contents(requests, bytes -> {});
      for (int i = 0; i < contents.size(); i++) {
        String actual = sha1(contents.get(i));
        if (!actual.equals(requests.get(i).action().hash())) {
          throw new IOException("a wrong file: " + actual);
        }
      }
      use.end(maxBytes);
    }
  }

  private static String sha1(Content content) throws IOException {
    MessageDigest digest = Hashes.newDigest("SHA-1");
    try (InputStream in = new DigestInputStream(content.open(), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
