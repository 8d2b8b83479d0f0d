package org.heliosimage.ips.repository;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.manifest.Action;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a payload before it is there, and the checks against that.
 *
 * @param request who wants it
 * @param hash its name
 * @param size length of the unpacked bytes, -1 if the action does not say
 * @param content hashes of the unpacked bytes
 * @param packed hashes of the compressed bytes, which differ if somebody compressed them anew
 */
record Payload(
    PayloadCache.Request request,
    String hash,
    long size,
    List<Hashes.Expected> content,
    List<Hashes.Expected> packed) {

  /** For the rare action that states no size. */
  private static final long MAX_UNSTATED = 1L << 30;

  /** What compression may add: headers and the marks of blocks that do not shrink. */
  private static final long SLACK = 1 << 16;

  private static final int BUFFER = 1 << 15;

  static Payload of(PayloadCache.Request request) throws IpsException {
    Action action = request.action();
    String hash = action.hash();
    if (hash == null || !hash.matches("[0-9a-f]{40}")) {
      throw new PayloadException(
          "the "
              + action.type().word()
              + " "
              + action.keyValue()
              + " in package "
              + request.fmri()
              + " has "
              + (hash == null ? "no payload" : "the payload \"" + hash + "\", which is no SHA-1"));
    }
    return new Payload(
        request,
        hash,
        action.size("pkg.size"),
        Hashes.ofContent(action, hash),
        Hashes.ofGzip(action));
  }

  /**
   * Asks the repository.
   *
   * @param attempt how often that was done before
   */
  InputStream open(int attempt) throws IOException {
    try {
      return request.source().payload(request.fmri().requirePublisher(), hash, attempt);
    } catch (RepositoryException e) {
      throw new PayloadException(describe() + " cannot be had: " + e.getMessage(), e);
    }
  }

  /**
   * Whether a file is known to be sound without unpacking it: it has the stated size at its end and
   * the stated hash, one that is as strong as what is stated of the content.
   */
  boolean isPacked(Path file) throws IOException {
    if (size < 0 || packed.isEmpty() || (content.size() > 1 && packed.get(0).isWeak())) {
      return false;
    }
    MessageDigest digest = packed.get(0).digest();
    byte[] buffer = new byte[BUFFER];
    // The last four bytes of the file, as a little-endian number.
    int stated = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        for (int i = Math.max(0, count - Integer.BYTES); i < count; i++) {
          stated = (stated >>> Byte.SIZE) | (buffer[i] << (Integer.SIZE - Byte.SIZE));
        }
      }
    }
    return stated == (int) size
        && HexFormat.of().formatHex(digest.digest()).equals(packed.get(0).hex());
  }

  /** Unpacks a file and checks what comes out; returns its length. */
  long verify(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return copy(in, OutputStream.nullOutputStream());
    }
  }

  /** Copies compressed bytes and checks in the same pass what they unpack to. */
  long copy(InputStream in, OutputStream out) throws IOException {
    long limit = size < 0 ? MAX_UNSTATED : size;
    MessageDigest[] digests =
        content.stream().map(Hashes.Expected::digest).toArray(MessageDigest[]::new);
    CopyingInput copying = new CopyingInput(in, out, limit + limit / 64 + SLACK);
    byte[] buffer = new byte[BUFFER];
    long length = 0;
    try (GZIPInputStream unpacked = new GZIPInputStream(copying, BUFFER)) {
      for (int count = unpacked.read(buffer); count >= 0; count = unpacked.read(buffer)) {
        length += count;
        if (length > limit) {
          throw damaged("it unpacks to more than " + limit + " bytes", null);
        }
        for (MessageDigest digest : digests) {
          digest.update(buffer, 0, count);
        }
      }
      copying.transferTo(OutputStream.nullOutputStream());
    } catch (ZipException | EOFException e) {
      throw damaged(e.getMessage() == null ? "it is cut short" : e.getMessage(), e);
    }
    if (size >= 0 && length != size) {
      throw damaged("it unpacks to " + length + " bytes, not " + size, null);
    }
    for (int i = 0; i < digests.length; i++) {
      String actual = HexFormat.of().formatHex(digests[i].digest());
      if (!actual.equals(content.get(i).hex())) {
        throw damaged("its " + content.get(i).algorithm() + " is " + actual, null);
      }
    }
    return length;
  }

  private PayloadException damaged(String problem, @Nullable Throwable cause) {
    String message = describe() + " is damaged: " + problem;
    return cause == null ? new PayloadException(message) : new PayloadException(message, cause);
  }

  private String describe() {
    Action action = request.action();
    return "the payload "
        + hash
        + " of "
        + action.type().word()
        + " "
        + action.keyValue()
        + " in package "
        + request.fmri()
        + " from "
        + request.source().uri();
  }
}
