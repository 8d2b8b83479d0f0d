package org.heliosimage.ips.repository;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.manifest.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The origins and mirrors of a publisher, which stand in for each other: what one of them lacks or
 * damages is asked of the next. All that is taken from them has a hash that it must have, so the
 * order in which they are asked decides how long it takes and nothing else.
 */
public final class Replicas {

  private final List<Host> origins;
  private final List<Host> all;

  /**
   * @param origins repositories that have everything
   * @param mirrors repositories that have payloads
   */
  public Replicas(List<RepositorySource> origins, List<RepositorySource> mirrors) {
    this.origins = origins.stream().map(Host::new).toList();
    this.all = Stream.concat(this.origins.stream(), mirrors.stream().map(Host::new)).toList();
  }

  /** An origin, behind which the others stand. */
  public RepositorySource behind(RepositorySource origin) {
    return all.size() == 1 ? origin : new Replica(origin);
  }

  /** One server, and how well it has done. */
  private static final class Host {
    private final RepositorySource source;
    private int errors;
    private long bytes;
    private long nanos;

    Host(RepositorySource source) {
      this.source = source;
    }

    synchronized void failed() {
      errors++;
    }

    synchronized void sent(long count, long time) {
      bytes += count;
      nanos += time;
    }

    /** What is on this machine is the fastest of all; what is not known yet is worth a try. */
    synchronized double speed() {
      if (!(source instanceof RemoteRepository) && !(source instanceof WatchedRepository)) {
        return Double.POSITIVE_INFINITY;
      }
      return nanos == 0 ? Double.MAX_VALUE : (double) bytes / nanos;
    }

    synchronized int errors() {
      return errors;
    }
  }

  /** How a server stood at one moment: the numbers change while they are compared. */
  private record Rank(Host host, int errors, double speed) {}

  private List<Host> ranked() {
    return all.stream()
        .map(host -> new Rank(host, host.errors(), host.speed()))
        .sorted(
            Comparator.comparingInt(Rank::errors)
                .thenComparing(Comparator.comparingDouble(Rank::speed).reversed()))
        .map(Rank::host)
        .toList();
  }

  private InputStream payload(String publisher, String hash, int attempt) throws IOException {
    List<Host> hosts = ranked();
    List<String> problems = new ArrayList<>();
    IpsException first = null;
    for (int i = 0; i < hosts.size(); i++) {
      Host host = hosts.get((attempt + i) % hosts.size());
      long begin = System.nanoTime();
      try {
        InputStream in = host.source.payload(publisher, hash, attempt);
        host.sent(0, System.nanoTime() - begin);
        return new Measured(host, in);
      } catch (IpsException e) {
        host.failed();
        problems.add(e.getMessage());
        first = first == null ? e : first;
      }
    }
    throw new RepositoryException(
        String.join("; ", problems), first == null ? new IllegalStateException() : first);
  }

  /** Tells its server how fast it was, and whether it held out. */
  private static final class Measured extends FilterInputStream {
    private final Host host;

    Measured(Host host, InputStream in) {
      super(in);
      this.host = host;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      long begin = System.nanoTime();
      try {
        int count = in.read(buffer, offset, length);
        host.sent(Math.max(0, count), System.nanoTime() - begin);
        return count;
      } catch (IOException e) {
        host.failed();
        throw e;
      }
    }
  }

  /** One origin with the others behind it. */
  private final class Replica implements RepositorySource {
    private final RepositorySource origin;

    Replica(RepositorySource origin) {
      this.origin = origin;
    }

    @Override
    public String uri() {
      return origin.uri();
    }

    @Override
    public List<String> publishers() throws IOException {
      return origin.publishers();
    }

    @Override
    public Catalog catalog(String publisher) throws IOException {
      return origin.catalog(publisher);
    }

    @Override
    public String state(String publisher) throws IOException {
      return origin.state(publisher);
    }

    @Override
    public void prefetch(Collection<CatalogEntry> entries) throws IOException {
      origin.prefetch(entries);
    }

    @Override
    public Manifest manifest(CatalogEntry entry) throws IOException {
      try {
        return origin.manifest(entry);
      } catch (IpsException e) {
        Manifest other = entry.signature() == null ? null : ofOthers(entry);
        if (other == null) {
          throw e;
        }
        return other;
      }
    }

    /** The signature says that it is the same one. */
    private @Nullable Manifest ofOthers(CatalogEntry entry) throws IOException {
      for (Host host : origins) {
        if (host.source != origin) {
          try {
            return host.source.manifest(entry);
          } catch (IpsException e) {
            // What is wrong with the first one is said.
          }
        }
      }
      return null;
    }

    @Override
    public InputStream payload(String publisher, String hash, int attempt) throws IOException {
      return Replicas.this.payload(publisher, hash, attempt);
    }

    @Override
    public @Nullable Path payloadFolder(String publisher, String hash) throws IOException {
      for (Host host : all) {
        Path folder = host.source.payloadFolder(publisher, hash);
        if (folder != null) {
          return folder;
        }
      }
      return null;
    }

    @Override
    public int attempts() {
      return all.stream().mapToInt(host -> host.source.attempts()).sum();
    }

    @Override
    public int connections() {
      return all.stream().mapToInt(host -> host.source.connections()).max().orElse(1);
    }
  }
}
