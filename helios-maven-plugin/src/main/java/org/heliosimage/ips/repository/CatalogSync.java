package org.heliosimage.ips.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.heliosimage.ips.catalog.CatalogAttrs;
import org.heliosimage.ips.catalog.CatalogException;
import org.heliosimage.ips.catalog.CatalogReader;
import org.heliosimage.ips.transport.Answer;
import org.heliosimage.ips.transport.Query;
import org.heliosimage.ips.transport.Transport;
import org.heliosimage.ips.transport.Validators;

/** Brings the copy of a catalog up to date. */
final class CatalogSync {

  /** The server may publish between the answers to two questions. */
  private static final int ROUNDS = 3;

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

  private record Fetched(byte[] bytes, CatalogAttrs attrs, Optional<Validators> validators) {}

  /** The newest state; empty if the server has no such catalog. */
  Optional<CatalogStore.State> refresh() throws IOException {
    Optional<CatalogStore.State> current = store.current();
    for (int round = 1; ; round++) {
      try {
        return refresh(current);
      } catch (CatalogException e) {
        if (round == ROUNDS) {
          throw e;
        }
        // All anew.
        current = Optional.empty();
      }
    }
  }

  private Optional<CatalogStore.State> refresh(Optional<CatalogStore.State> current)
      throws IOException {
    Query query = Query.of(base.resolve(CatalogReader.ATTRS), store.publisher()).acceptPacked();
    if (current.isPresent()) {
      query = query.unless(current.get().validators());
    }
    Optional<Answer.Kind> other;
    Fetched[] fetched = new Fetched[1];
    other =
        transport.read(
            query,
            answer -> {
              if (answer.kind() != Answer.Kind.FOUND) {
                return Optional.of(answer.kind());
              }
              byte[] bytes = answer.body().readNBytes(CatalogAttrs.MAX_BYTES);
              CatalogAttrs attrs = CatalogAttrs.parse(bytes, store.where(CatalogReader.ATTRS));
              fetched[0] = new Fetched(bytes, attrs, answer.validators());
              return Optional.empty();
            });
    if (other.isPresent()) {
      return other.get() == Answer.Kind.UNCHANGED ? current : Optional.empty();
    }
    return Optional.of(take(fetched[0], current));
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
    for (String part : CatalogStore.wanted(fetched.attrs())) {
      CatalogAttrs.Entry entry = fetched.attrs().parts().get(part);
      if (entry != null && !copy(part, entry, current, next)) {
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
