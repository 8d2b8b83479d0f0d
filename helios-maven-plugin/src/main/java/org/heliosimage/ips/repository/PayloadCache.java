package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.transport.TransportException;
import org.heliosimage.tree.Content;

/**
 * Payloads on the local disk, compressed as the repository stores them, by the SHA-1 of their
 * unpacked bytes: {@code HH/HASH.gz}.
 *
 * <p>No payload is locked. One is written under a temporary name, verified while it is written, and
 * renamed; if several builds fetch the same one, the last rename wins and all of them are equal. An
 * entry is verified again whenever it is used, since a machine may have died before its bytes
 * reached the disk, and replaced if it is damaged.
 */
public final class PayloadCache {

  private static final int ATTEMPTS = 3;

  private final Path folder;
  private final CacheUse use;
  private final TemporaryFiles temporary;

  /**
   * What is wanted of a repository.
   *
   * @param source where it is fetched from if it is not in the cache
   * @param fmri the package, with its publisher
   * @param action what the payload belongs to
   */
  public record Request(RepositorySource source, Fmri fmri, Action action) {}

  /** The payloads of a cache that a build uses. */
  public PayloadCache(CacheUse use) throws IOException {
    this(use, use.cache().resolve("payloads"));
  }

  /** A cache in a folder, which is made if it is missing; nobody else makes it smaller. */
  public PayloadCache(Path folder) throws IOException {
    this(CacheUse.alone(folder), folder);
  }

  private PayloadCache(CacheUse use, Path folder) throws IOException {
    this.use = use;
    this.folder = folder;
    this.temporary = new TemporaryFiles(folder.resolve("tmp"));
  }

  /** Where a payload is, or would be. */
  public Path file(String hash) {
    return folder.resolve(hash.substring(0, 2)).resolve(hash + ".gz");
  }

  /** One verified payload, fetched if needed. */
  public Content content(Request request) throws IOException {
    Payload payload = Payload.of(request);
    Path file = file(payload.hash());
    long size = cached(payload, file);
    if (size < 0) {
      size = fetch(payload, file);
    }
    use.touch(file);
    return Content.gzip(file, size);
  }

  /**
   * Verified payloads, fetched where needed, several at a time; equal ones only once.
   *
   * @param bytesDone told the unpacked size of each payload when it is there, by several threads
   * @return one for each request, in the same order
   */
  public List<Content> contents(List<Request> requests, LongConsumer bytesDone)
      throws IOException, InterruptedException {
    int connections =
        requests.stream().mapToInt(request -> request.source().connections()).max().orElse(1);
    ExecutorService threads = DaemonThreads.pool("payloads", connections);
    try {
      Map<String, Future<Content>> byKey = new HashMap<>();
      List<Future<Content>> futures = new ArrayList<>(requests.size());
      for (Request request : requests) {
        futures.add(
            byKey.computeIfAbsent(
                key(request), key -> threads.submit(() -> counted(request, bytesDone))));
      }
      List<Content> contents = new ArrayList<>(requests.size());
      for (Future<Content> future : futures) {
        contents.add(future.get());
      }
      return contents;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Content counted(Request request, LongConsumer bytesDone) throws IOException {
    Content content = content(request);
    bytesDone.accept(content.size());
    return content;
  }

  /** Actions of one payload may state its hashes differently; each kind is checked. */
  private static String key(Request request) {
    Action action = request.action();
    return action.hash()
        + action.value("pkg.size")
        + action.values("pkg.content-hash")
        + action.value("chash");
  }

  /** The unpacked size of a sound entry, -1 if there is none. */
  private static long cached(Payload payload, Path file) throws IOException {
    try {
      return payload.isPacked(file) ? payload.size() : payload.verify(file);
    } catch (NoSuchFileException | PayloadException e) {
      // It is fetched and takes the place of what is there.
      return -1;
    }
  }

  private long fetch(Payload payload, Path file) throws IOException {
    int attempt = 0;
    for (int swept = 0; ; ) {
      try (InputStream in = payload.open(attempt);
          TemporaryFiles.Output out = temporary.create()) {
        long size = payload.copy(in, out.stream());
        out.moveTo(file);
        return size;
      } catch (PayloadException | TransportException e) {
        attempt++;
        if (e.getCause() instanceof RepositoryException
            || attempt >= payload.request().source().attempts()) {
          throw e;
        }
      } catch (NoSuchFileException e) {
        // Another build swept the temporary file away before we had it locked.
        if (++swept == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
