package org.heliosimage.ips.transport;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How servers are reached. None of it has a say in what is built.
 *
 * @param offline whether connections are forbidden
 * @param userAgent what the client calls itself
 * @param tries how often a request is sent before it has failed
 * @param connections how many transfers run at once
 * @param connectTimeout how long a server may take to accept a connection
 * @param stallTimeout how long a server may send nothing
 * @param proxies which proxy to use for a URI
 * @param access what certain servers ask for
 */
public record TransportSettings(
    boolean offline,
    String userAgent,
    int tries,
    int connections,
    Duration connectTimeout,
    Duration stallTimeout,
    Proxies proxies,
    List<Access> access) {

  public TransportSettings {
    access = List.copyOf(access);
  }

  /** What is used if nobody says anything else. */
  public static TransportSettings standard(boolean offline) {
    return new TransportSettings(
        offline,
        "helios-maven-plugin",
        5,
        8,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        uri -> Optional.empty(),
        List.of());
  }

  /** The same with a way to the outside. */
  public TransportSettings with(Proxies newProxies, List<Access> newAccess) {
    return new TransportSettings(
        offline,
        userAgent,
        tries,
        connections,
        connectTimeout,
        stallTimeout,
        newProxies,
        newAccess);
  }

  /** Knows the way to the outside. */
  @FunctionalInterface
  public interface Proxies {
    /** The proxy for a URI; empty to connect to the server itself. */
    Optional<Proxy> forUri(URI uri);
  }

  /** An HTTP proxy, with a name and password if it asks for them. */
  public record Proxy(String host, int port, Optional<Credentials> credentials) {}

  /** Name and password. */
  public record Credentials(String user, String password) {
    /** Leaves the password out: requests are printed. */
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }

  /**
   * What some servers ask for, or prove themselves by.
   *
   * @param where the start of URIs, or the name of a publisher whose repositories are meant
   * @param credentials sent with each request
   * @param clientCertificate certificates in PEM, the client's own first
   * @param clientKey its key in PEM
   * @param caCertificates further authorities to believe, in PEM
   */
  public record Access(
      String where,
      Optional<Credentials> credentials,
      Optional<Path> clientCertificate,
      Optional<Path> clientKey,
      Optional<Path> caCertificates) {

    private boolean covers(String uri) {
      return uri.startsWith(where)
          && (where.endsWith("/")
              || uri.length() == where.length()
              || "/?".indexOf(uri.charAt(where.length())) >= 0);
    }
  }

  /**
   * What a request is to use: what is stated of the longest start of its URI, else of the
   * publisher.
   *
   * @param publisher whose repository is asked; null if that says nothing about the server
   */
  Optional<Access> accessFor(URI uri, @Nullable String publisher) {
    String text = uri.toString();
    Access best = null;
    for (Access each : access) {
      if (isUri(each.where())
          && each.covers(text)
          && (best == null || each.where().length() > best.where().length())) {
        best = each;
      }
    }
    if (best != null) {
      return Optional.of(best);
    }
    return access.stream().filter(each -> each.where().equals(publisher)).findFirst();
  }

  private static boolean isUri(String where) {
    String lower = where.toLowerCase(Locale.ROOT);
    return lower.startsWith("http:") || lower.startsWith("https:");
  }
}
