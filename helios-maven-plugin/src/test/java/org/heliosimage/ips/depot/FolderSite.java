package org.heliosimage.ips.depot;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.heliosimage.ips.repository.Hashes;

/**
 * A repository folder, as a depot or as a web server has it, with conditional requests and ranges.
 */
public final class FolderSite implements Site {

  private final Path folder;
  private final boolean depot;
  private final String publisher;

  private FolderSite(Path folder, boolean depot, String publisher) {
    this.folder = folder;
    this.depot = depot;
    this.publisher = publisher;
  }

  /** The files as they lie. */
  public static Site tree(Path folder) {
    return new FolderSite(folder, false, "");
  }

  /** The operations of a depot, which has a default publisher. */
  public static Site depot(Path folder, String publisher) {
    return new FolderSite(folder, true, publisher);
  }

  @Override
  public Reply reply(Ask ask) throws IOException {
    return depot ? operation(ask) : file(ask, decode(ask.path().substring(1)));
  }

  private Reply operation(Ask ask) throws IOException {
    String[] parts = ask.path().substring(1).split("/", -1);
    if (ask.path().equals("/versions/0/")) {
      return Reply.of(
          200, "pkg-server test\ncatalog 0 1\nfile 0 1\nmanifest 0 1\npublisher 0 1\nversions 0\n");
    }
    if (ask.path().equals("/publisher/0/")) {
      return Reply.of(
          200, "{\"publishers\":[{\"name\":\"" + publisher + "\",\"x\":{}}],\"version\":1}");
    }
    String own = "publisher/" + (parts.length == 4 ? parts[0] : publisher) + "/";
    String operation =
        String.join("/", Arrays.asList(parts).subList(parts.length - 3, parts.length - 1));
    String name = parts[parts.length - 1];
    return switch (operation) {
      case "catalog/1" -> file(ask, own + "catalog/" + name);
      case "manifest/0" -> file(ask, own + "pkg/" + name.replace('@', '/'));
      case "file/1" -> {
        String place = "file/" + name.substring(0, 2) + "/" + name;
        yield file(ask, Files.exists(folder.resolve(own + place)) ? own + place : place);
      }
      default -> Reply.of(404, "");
    };
  }

  private Reply file(Ask ask, String name) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Reply.of(404, "no " + name);
    }
    byte[] bytes = Files.readAllBytes(file);
    String tag =
        "\"" + HexFormat.of().formatHex(Hashes.newDigest("SHA-256").digest(bytes), 0, 8) + "\"";
    if (ask.header("if-none-match").equals(tag)) {
      return Reply.of(304, "");
    }
    String range = ask.header("range");
    String condition = ask.header("if-range");
    if (range.matches("bytes=[0-9]+-") && (condition.isEmpty() || condition.equals(tag))) {
      int from = Integer.parseInt(range.substring(6, range.length() - 1));
      if (from >= bytes.length) {
        return Reply.of(416, "");
      }
      return Reply.of(206, Arrays.copyOfRange(bytes, from, bytes.length))
          .with("ETag", tag)
          .with("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    return Reply.of(200, bytes).with("ETag", tag);
  }

  private static String decode(String path) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
