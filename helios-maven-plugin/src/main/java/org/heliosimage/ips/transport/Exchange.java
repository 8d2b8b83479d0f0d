package org.heliosimage.ips.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and its answer, after all redirects. */
final class Exchange {

  private static final int MAX_REDIRECTS = 5;

  /** After this many failures HTTP/2 itself may be what fails. */
  private static final int PLAIN_AFTER = 2;

  private final TransportSettings settings;
  private final Clients clients;

  Exchange(TransportSettings settings) {
    this.settings = settings;
    this.clients = new Clients(settings);
  }

  /**
   * Sends a request.
   *
   * @param from where in the body to start
   * @param same a validator of the body that was started, if it has a strong one
   * @param failures how often it has failed already
   */
  HttpResponse<InputStream> send(Query query, long from, String same, int failures)
      throws IOException {
    URI uri = query.uri();
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      HttpResponse<InputStream> response = once(uri, query, from, same, failures);
      int status = response.statusCode();
      if (status < 301 || status > 308 || status == 304) {
        return response;
      }
      response.body().close();
      uri = target(uri, response.headers().firstValue("Location").orElse(""));
    }
    throw new IOException("the server redirects more than " + MAX_REDIRECTS + " times");
  }

  private static URI target(URI uri, String location) throws IOException {
    try {
      URI target = uri.resolve(location);
      String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
      boolean safe = scheme.equals("https") || scheme.equalsIgnoreCase(uri.getScheme());
      if (location.isEmpty() || target.getHost() == null || !safe) {
        throw new IOException("the server redirects to \"" + location + "\", which is not safe");
      }
      return target;
    } catch (IllegalArgumentException e) {
      throw new IOException("the server redirects to \"" + location + "\", which is no URI", e);
    }
  }

  private HttpResponse<InputStream> once(URI uri, Query query, long from, String same, int failures)
      throws IOException {
    // Credentials of a publisher are for its own server, not for those that it redirects to.
    Optional<TransportSettings.Access> access =
        settings.accessFor(uri, isSameServer(uri, query.uri()) ? query.publisher() : null);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(settings.stallTimeout())
            .version(
                failures < PLAIN_AFTER ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .header("User-Agent", settings.userAgent());
    access
        .flatMap(TransportSettings.Access::credentials)
        .ifPresent(credentials -> request.header("Authorization", basic(credentials)));
    // The client shows it to the proxy alone.
    settings
        .proxies()
        .forUri(uri)
        .flatMap(TransportSettings.Proxy::credentials)
        .ifPresent(credentials -> request.header("Proxy-Authorization", basic(credentials)));
    if (query.packed()) {
      request.header("Accept-Encoding", "gzip");
    }
    if (query.fresh()) {
      request.header("Cache-Control", "no-cache").header("Pragma", "no-cache");
    } else if (query.known().isPresent()) {
      request.header("Cache-Control", "max-age=0");
    }
    query.known().ifPresent(known -> condition(known, request));
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
      if (!same.isEmpty()) {
        request.header("If-Range", same);
      }
    }
    HttpClient client = clients.client(access);
    try {
      return client.send(request.build(), info -> new BodyStream(settings.stallTimeout()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static void condition(Validators known, HttpRequest.Builder request) {
    if (!known.etag().isEmpty()) {
      request.header("If-None-Match", known.etag());
    }
    if (!known.lastModified().isEmpty()) {
      request.header("If-Modified-Since", known.lastModified());
    }
  }

  private static boolean isSameServer(URI one, URI other) {
    return Objects.equals(one.getScheme(), other.getScheme())
        && Objects.equals(lower(one.getHost()), lower(other.getHost()))
        && one.getPort() == other.getPort();
  }

  private static @Nullable String lower(@Nullable String host) {
    return host == null ? null : host.toLowerCase(Locale.ROOT);
  }

  private static String basic(TransportSettings.Credentials credentials) {
    String pair = credentials.user() + ":" + credentials.password();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
