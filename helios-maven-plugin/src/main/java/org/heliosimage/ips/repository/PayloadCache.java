package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.transport.TransportException;
import org.heliosimage.tree.GzipFile;

/**
 * Payloads on the local disk, compressed as the repository stores them, by the SHA-1 of their
 * unpacked bytes: {@code HH/HASH.gz}.
 *
 * <p>No payload is locked. One is written under a temporary name, verified while it is written, and
 * renamed; if several builds fetch the same one, the last rename wins and all of them are equal. An
 * entry is verified again whenever it is used, since a machine may have died before its bytes
 * reached the disk, and replaced if it is damaged. Last of all a payload is checked when it is
 * read, whatever may have become of the file in the meantime.
 *
 * <p>A file of a repository on this machine stays where it is. If nobody else could be asked for
 * the payload it is not even opened before it is read, and what is wrong with it shows then.
 */
public final class PayloadCache {

  private static final int ATTEMPTS = 3;
  private static final int BUFFER = 1 << 16;

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

  /** One verified payload, fetched if needed. */
  public GzipFile content(Request request) throws IOException {
    return content(request, true, new byte[BUFFER]);
  }

  private GzipFile content(Request request, boolean verified, byte[] buffer) throws IOException {
    Payload payload = Payload.of(request);
    Path stored = payload.size() < 0 ? null : payload.folder();
    boolean unseen = !verified && request.source().attempts() == 1;
    if (stored != null && (unseen || payload.isSound(stored.resolve(payload.hash()), buffer))) {
      return payload.in(stored, payload.hash(), payload.size());
    }
    Path file = file(payload.hash());
    long size = cached(payload, file, buffer);
    if (size >= 0) {
      use.touch(file);
    } else {
      size = fetch(payload, file, buffer);
      use.added();
    }
    return payload.in(home(payload.hash()), name(payload.hash()), size);
  }

  /** Whether a file is one of this cache. */
  public boolean holds(Path file) {
    return file.startsWith(folder);
  }

  /** Where a payload is, or would be. */
  Path file(String hash) {
    return home(hash).resolve(name(hash));
  }

  private Path home(String hash) {
    return folder.resolve(hash.substring(0, 2));
  }

  private static String name(String hash) {
    return hash + ".gz";
  }

  /**
   * Payloads, fetched where needed, several at a time; equal ones only once. Files of a repository
   * on this machine may turn out to be damaged when they are read.
   *
   * @param bytesDone told the unpacked size of each payload when it is there, by several threads
   * @return one for each request, in the same order
   */
  public List<GzipFile> contents(List<Request> requests, LongConsumer bytesDone)
      throws IOException, InterruptedException {
    return contents(requests, false, bytesDone);
  }

  /** The same with every payload verified, wherever it is. */
  public List<GzipFile> verified(List<Request> requests, LongConsumer bytesDone)
      throws IOException, InterruptedException {
    return contents(requests, true, bytesDone);
  }

  private List<GzipFile> contents(List<Request> requests, boolean verified, LongConsumer bytesDone)
      throws IOException, InterruptedException {
    // Mostly all are different, and their names alone say so.
    Map<String, Integer> byHash = new HashMap<>();
    Map<List<Object>, Integer> byKey = new HashMap<>();
    List<Request> unique = new ArrayList<>();
    int[] places = new int[requests.size()];
    for (int i = 0; i < places.length; i++) {
      Request request = requests.get(i);
      String hash = String.valueOf(request.action().hash());
      Integer known = byHash.putIfAbsent(hash, unique.size());
      if (known != null && !key(request).equals(key(unique.get(known)))) {
        known = byKey.putIfAbsent(key(request), unique.size());
      }
      places[i] = known == null ? unique.size() : known;
      if (known == null) {
        unique.add(request);
      }
    }
    int connections =
        unique.stream().mapToInt(request -> request.source().connections()).max().orElse(1);
    List<GzipFile> fetched = new Fetching(unique, verified, bytesDone).run(connections);
    List<GzipFile> contents = new ArrayList<>(places.length);
    for (int place : places) {
      contents.add(fetched.get(place));
    }
    return contents;
  }

  /** Several threads that take one request after the other. */
  private final class Fetching {
    private final List<Request> requests;
    private final boolean verified;
    private final LongConsumer bytesDone;
    private final AtomicReferenceArray<GzipFile> contents;
    private final AtomicInteger next = new AtomicInteger();

    Fetching(List<Request> requests, boolean verified, LongConsumer bytesDone) {
      this.requests = requests;
      this.verified = verified;
      this.bytesDone = bytesDone;
      this.contents = new AtomicReferenceArray<>(requests.size());
    }

    List<GzipFile> run(int connections) throws IOException, InterruptedException {
      ExecutorService threads = DaemonThreads.pool("payloads", connections);
      try {
        List<Future<Optional<Failure>>> workers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
          workers.add(threads.submit(this::work));
        }
        // The first one in order, so that the same one is told every time.
        Optional<Failure> first = Optional.empty();
        for (Future<Optional<Failure>> worker : workers) {
          Optional<Failure> failure = worker.get();
          if (first.isEmpty() || (failure.isPresent() && failure.get().at() < first.get().at())) {
            first = failure;
          }
        }
        if (first.isPresent()) {
          throw first.get().problem();
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } finally {
        threads.shutdownNow();
      }
      return IntStream.range(0, requests.size()).mapToObj(contents::get).toList();
    }

    private Optional<Failure> work() {
      byte[] buffer = new byte[BUFFER];
      for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
        try {
          GzipFile content = content(requests.get(i), verified, buffer);
          contents.set(i, content);
          bytesDone.accept(content.size());
        } catch (IOException e) {
          // What is under way goes on to its end, as what comes before this one may fail too.
          next.set(requests.size());
          return Optional.of(new Failure(i, e));
        }
      }
      return Optional.empty();
    }
  }

  private record Failure(int at, IOException problem) {}

  /** Actions of one payload may state its hashes differently; each kind is checked. */
  private static List<Object> key(Request request) {
    Action action = request.action();
    return Arrays.asList(
        action.hash(),
        action.value("pkg.size"),
        action.values("pkg.content-hash"),
        action.value("chash"));
  }

  /** The unpacked size of a sound entry, -1 if there is none. */
  private static long cached(Payload payload, Path file, byte[] buffer) throws IOException {
    if (!file.toFile().exists()) {
      return -1;
    }
    try {
      return payload.isPacked(file, buffer) ? payload.size() : payload.verify(file, buffer);
    } catch (NoSuchFileException | PayloadException e) {
      // It is fetched and takes the place of what is there.
      return -1;
    }
  }

  private long fetch(Payload payload, Path file, byte[] buffer) throws IOException {
    int attempt = 0;
    for (int swept = 0; ; ) {
      try (InputStream in = payload.open(attempt);
          TemporaryFiles.Output out = temporary.create()) {
        long size = payload.copy(in, out, buffer);
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
