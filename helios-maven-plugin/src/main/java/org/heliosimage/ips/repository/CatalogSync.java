package org.heliosimage.ips.repository;

import com.fasterxml.jackson.core.JacksonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogAttrs;
import org.heliosimage.ips.catalog.CatalogException;
import org.heliosimage.ips.catalog.CatalogPatch;
import org.heliosimage.ips.catalog.CatalogReader;
import org.heliosimage.ips.transport.Answer;
import org.heliosimage.ips.transport.Query;
import org.heliosimage.ips.transport.Transport;
import org.heliosimage.ips.transport.Validators;

/** Brings the copy of a catalog up to date. */
final class CatalogSync {

  /** A part is held in memory while it is changed: a larger one is fetched as a whole. */
  private static final long MAX_PATCHED = 24 << 20;

  private final Transport transport;
  private final CatalogStore store;
  private final URI base;

  /**
   * @param base the folder of the catalog, with a slash at its end
   */
  CatalogSync(Transport transport, CatalogStore store, URI base) {
    this.transport = transport;
    this.store = store;
    this.base = base;
  }

  /** Attributes as they came, a byte a character. */
  private record Fetched(String text, CatalogAttrs attrs, Optional<Validators> validators) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** The newest state; empty if the server has no such catalog. */
  Optional<CatalogStore.State> refresh() throws IOException {
    try {
      return refresh(store.current());
    } catch (CatalogException e) {
      // What is at hand may be what does not fit: all anew.
      return refresh(Optional.empty());
    }
  }

  private Optional<CatalogStore.State> refresh(Optional<CatalogStore.State> current)
      throws IOException {
    Query query = Query.of(base.resolve(CatalogReader.ATTRS), store.publisher()).acceptPacked();
    if (current.isPresent()) {
      query = query.unless(current.get().validators());
    }
    return transport.read(
        query,
        answer ->
            switch (answer.kind()) {
              case UNCHANGED -> current;
              case ABSENT -> Optional.empty();
              case FOUND -> Optional.of(take(fetched(answer), current));
            });
  }

  private Fetched fetched(Answer answer) throws IOException {
    byte[] bytes = answer.body().readNBytes(CatalogAttrs.MAX_BYTES);
    return new Fetched(
        new String(bytes, StandardCharsets.ISO_8859_1),
        CatalogAttrs.parse(bytes, store.where(CatalogReader.ATTRS)),
        answer.validators());
  }

  private CatalogStore.State take(Fetched fetched, Optional<CatalogStore.State> current)
      throws IOException {
    CatalogStore.State next = store.prepare(fetched.bytes(), fetched.attrs());
    if (current.isPresent() && current.get().name().equals(next.name())) {
      store.note(next, fetched.validators());
      return current.get();
    }
    if (!fetched.attrs().parts().containsKey(CatalogReader.BASE)) {
      throw new RepositoryException(
          store.where(CatalogReader.ATTRS) + " lists no part " + CatalogReader.BASE);
    }
    List<byte[]> logs = null;
    for (String part : CatalogStore.wanted(fetched.attrs())) {
      CatalogAttrs.Entry entry = fetched.attrs().parts().get(part);
      if (entry == null || copy(part, entry, current, next)) {
        continue;
      }
      if (logs == null) {
        logs = current.isPresent() ? logs(current.get(), next) : List.of();
      }
      if (logs.isEmpty() || !patch(part, entry, logs, current.orElseThrow(), next)) {
        download(part, entry.signature(), next);
      }
    }
    store.publish(next, fetched.bytes(), fetched.validators());
    return next;
  }

  /** Takes a part from the state at hand if it has not changed since. */
  private boolean copy(
      String part,
      CatalogAttrs.Entry entry,
      Optional<CatalogStore.State> current,
      CatalogStore.State next)
      throws IOException {
    CatalogAttrs.Entry old = current.map(state -> state.attrs().parts().get(part)).orElse(null);
    if (current.isEmpty() || entry.signature().isEmpty() || !entry.equals(old)) {
      return false;
    }
    Path file = current.get().folder().resolve(part);
    try (InputStream in = Files.newInputStream(file);
        TemporaryFiles.Output out = store.create()) {
      if (!signatureOfCopy(in, out.stream(), part).equals(entry.signature())) {
        return false;
      }
      store.put(next, part, out);
      return true;
    }
  }

  /** The update logs that lead from one state to the next; empty if they cannot be had. */
  private List<byte[]> logs(CatalogStore.State old, CatalogStore.State next) throws IOException {
    List<byte[]> logs = new ArrayList<>();
    for (String name : CatalogPatch.logs(old.attrs(), next.attrs())) {
      CatalogAttrs.Entry entry = next.attrs().updates().get(name);
      String signature = entry == null ? "" : entry.signature();
      Optional<byte[]> log =
          transport.read(
              Query.of(base.resolve(name), store.publisher()).acceptPacked(),
              answer -> log(answer, name, signature));
      if (log.isEmpty()) {
        return List.of();
      }
      logs.add(log.get());
    }
    return logs;
  }

  private Optional<byte[]> log(Answer answer, String name, String signature) throws IOException {
    byte[] bytes = answer.body().readNBytes(CatalogAttrs.MAX_BYTES);
    if (answer.kind() != Answer.Kind.FOUND || signature.isEmpty()) {
      return Optional.empty();
    }
    String actual = CatalogAttrs.signature(new ByteArrayInputStream(bytes), store.where(name));
    if (!actual.equals(signature)) {
      throw CatalogAttrs.damaged(store.where(name), actual, signature);
    }
    return Optional.of(bytes);
  }

  /** Makes a part out of the one at hand. */
  private boolean patch(
      String part,
      CatalogAttrs.Entry entry,
      List<byte[]> logs,
      CatalogStore.State old,
      CatalogStore.State next)
      throws IOException {
    Path file = old.folder().resolve(part);
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_PATCHED) {
      return false;
    }
    Optional<byte[]> patched;
    try (InputStream in = Files.newInputStream(file)) {
      patched = CatalogPatch.apply(in, part, logs, old.attrs().lastModified(), entry.signature());
    } catch (JacksonException | IpsException e) {
      // What is at hand is damaged, or the logs are not what we take them for.
      return false;
    }
    if (patched.isPresent()) {
      try (TemporaryFiles.Output out = store.create()) {
        out.stream().write(patched.get());
        store.put(next, part, out);
      }
    }
    return patched.isPresent();
  }

  private void download(String part, String signature, CatalogStore.State next) throws IOException {
    try (TemporaryFiles.Output out =
        transport.read(
            Query.of(base.resolve(part), store.publisher()).acceptPacked(),
            answer -> {
              if (answer.kind() != Answer.Kind.FOUND) {
                throw new RepositoryException(
                    store.where(part) + " is missing, but catalog.attrs lists it");
              }
              TemporaryFiles.Output written = store.create();
              try {
                String actual = signatureOfCopy(answer.body(), written.stream(), part);
                if (!signature.isEmpty() && !actual.equals(signature)) {
                  throw CatalogAttrs.damaged(store.where(part), actual, signature);
                }
                return written;
              } catch (IOException | RuntimeException e) {
                written.close();
                throw e;
              }
            })) {
      store.put(next, part, out);
    }
  }

  /** Copies a file and computes its signature in the same pass. */
  private String signatureOfCopy(InputStream in, OutputStream out, String part) throws IOException {
    return CatalogAttrs.signature(new CopyingInput(in, out, Long.MAX_VALUE), store.where(part));
  }
}
