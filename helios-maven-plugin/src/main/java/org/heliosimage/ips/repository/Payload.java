package org.heliosimage.ips.repository;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.tree.Fingerprint;
import org.heliosimage.tree.GzipFile;
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
    List<Fingerprint> content,
    List<Fingerprint> packed) {

  /** For the rare action that states no size. */
  private static final long MAX_UNSTATED = 1L << 30;

  /** What compression may add: headers and the marks of blocks that do not shrink. */
  private static final long SLACK = 1 << 16;

  static final String TOO_LARGE = "it is larger than its content can need";

  private static final int BUFFER = 1 << 15;

  static Payload of(PayloadCache.Request request) throws IpsException {
    Action action = request.action();
    String hash = action.hash();
    if (hash == null || !Hashes.isSha1(hash)) {
      throw new PayloadException(
          "the "
              + owner(request)
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

  private static String owner(PayloadCache.Request request) {
    Action action = request.action();
    return "%s %s in package %s".formatted(action.type().word(), action.keyValue(), request.fmri());
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

  /** The folder that the repository has it in under its hash, if that is on this machine. */
  @Nullable Path folder() throws IOException {
    return request.source().payloadFolder(request.fmri().requirePublisher(), hash);
  }

  /**
   * A file seen unpacked that should be the payload, which shows when it is read.
   *
   * @param unpackedSize the length if the action states none
   */
  GzipFile in(Path folder, String name, long unpackedSize) {
    return new GzipFile(
        folder,
        name,
        unpackedSize,
        isPackedKnown() ? Optional.of(packed.get(0)) : Optional.empty(),
        content.get(content.size() - 1));
  }

  /** Whether a file is the payload. */
  boolean isSound(Path file, byte[] buffer) throws IOException {
    try {
      return isPacked(file, buffer) || verify(file, buffer) >= 0;
    } catch (PayloadException | NoSuchFileException e) {
      return false;
    }
  }

  /** Whether there is a hash of the compressed bytes as strong as what is stated of the content. */
  private boolean isPackedKnown() {
    return size >= 0 && !packed.isEmpty() && !(content.size() > 1 && Hashes.isWeak(packed.get(0)));
  }

  /**
   * Whether a file is known to be sound without unpacking it: it has the stated size at its end and
   * the stated hash.
   */
  boolean isPacked(Path file, byte[] buffer) throws IOException {
    if (!isPackedKnown()) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return copyPacked(in, OutputStream.nullOutputStream(), Long.MAX_VALUE, buffer);
    }
  }

  /** Copies compressed bytes; returns whether they are known to be sound by their hash. */
  private boolean copyPacked(InputStream in, OutputStream out, long limit, byte[] buffer)
      throws IOException {
    MessageDigest digest = packed.get(0).newDigest();
    // The last four bytes, as a little-endian number.
    int stated = 0;
    long length = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      length += count;
      if (length > limit) {
        throw damaged(TOO_LARGE, null);
      }
      out.write(buffer, 0, count);
      digest.update(buffer, 0, count);
      for (int i = Math.max(0, count - Integer.BYTES); i < count; i++) {
        stated = (stated >>> Byte.SIZE) | (buffer[i] << (Integer.SIZE - Byte.SIZE));
      }
    }
    return stated == (int) size && packed.get(0).matches(digest);
  }

  /** Unpacks a file and checks what comes out; returns its length. */
  long verify(Path file, byte[] buffer) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return unpack(in, OutputStream.nullOutputStream(), buffer);
    }
  }

  /** Copies compressed bytes and checks them; returns the length of what they unpack to. */
  long copy(InputStream in, TemporaryFiles.Output out, byte[] buffer) throws IOException {
    if (!isPackedKnown()) {
      return unpack(in, out.stream(), buffer);
    }
    // Somebody may have compressed them anew if not.
    return copyPacked(in, out.stream(), limit(), buffer) ? size : verify(out.path(), buffer);
  }

  private long limit() {
    long limit = size < 0 ? MAX_UNSTATED : size;
    return limit + limit / 64 + SLACK;
  }

  /** Copies compressed bytes and checks in the same pass what they unpack to. */
  private long unpack(InputStream in, OutputStream out, byte[] buffer) throws IOException {
    long limit = size < 0 ? MAX_UNSTATED : size;
    MessageDigest[] digests =
        content.stream().map(Fingerprint::newDigest).toArray(MessageDigest[]::new);
    CopyingInput copying = new CopyingInput(in, out, limit());
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
    return "the payload %s of %s from %s".formatted(hash, owner(request), request.source().uri());
  }
}
