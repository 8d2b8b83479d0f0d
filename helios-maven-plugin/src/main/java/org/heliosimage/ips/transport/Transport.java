package org.heliosimage.ips.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.heliosimage.ips.IpsException;
import org.jspecify.annotations.Nullable;

/** Reads over HTTP as the settings say. May be used by several threads. */
public final class Transport {

  /** Answers of servers that may answer otherwise the next time. */
  private static final Set<Integer> PASSING = Set.of(408, 421, 425, 429, 500, 502, 503, 504);

  private static final int BUFFER = 1 << 15;

  private final TransportSettings settings;
  private final Pause pause;
  private final Exchange exchange;

  /**
   * @param pause how to wait between tries
   */
  public Transport(TransportSettings settings, Pause pause) {
    this.settings = settings;
    this.pause = pause;
    this.exchange = new Exchange(settings);
  }

  /** How servers are reached. */
  public TransportSettings settings() {
    return settings;
  }

  /** Takes what it wants from an answer, and fails if that is not as it should be. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Answer answer) throws IOException;
  }

  /**
   * Asks and reads until the reader is content or all tries are used up. What the reader does not
   * like is asked for again, past all caches.
   */
  public <T> T read(Query query, Reader<T> reader) throws IOException {
    Query now = query;
    for (int tries = 1; ; tries++) {
      try (Answer answer = open(now)) {
        return reader.read(answer);
      } catch (TransportException | FileSystemException | InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (tries >= settings.tries()) {
          throw e instanceof IpsException ? e : failed(query, e, tries);
        }
        pause(Backoff.after(tries));
        now = query.refetch();
      }
    }
  }

  /**
   * Asks. The body goes on where it was cut, if the server can do that and it was not compressed
   * for the transfer.
   */
  public Answer open(Query query) throws IOException {
    Tries tries = new Tries(query);
    while (true) {
      HttpResponse<InputStream> response = tries.send(0, "");
      int status = response.statusCode();
      if (status == 200) {
        InputStream body =
            isGzip(response)
                ? new GZIPInputStream(response.body(), BUFFER)
                : new ResumingBody(response, tries);
        return new Answer(Answer.Kind.FOUND, Validators.of(response.headers()), body);
      }
      response.body().close();
      if (status == 304 && query.known().isPresent()) {
        return Answer.without(Answer.Kind.UNCHANGED);
      }
      if (status == 404 || status == 410) {
        return Answer.without(Answer.Kind.ABSENT);
      }
      tries.failedWith(response);
    }
  }

  private static boolean isGzip(HttpResponse<?> response) {
    String coding = response.headers().firstValue("Content-Encoding").orElse("");
    return coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip");
  }

  private void pause(Duration duration) throws InterruptedIOException {
    try {
      pause.of(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static TransportException failed(Query query, @Nullable Throwable cause, int tries) {
    String times = tries == 1 ? "" : " (after " + tries + " tries)";
    return new TransportException(query.uri(), problem(cause) + times, false, cause);
  }

  /** What went wrong and what to do about it. */
  private static String problem(@Nullable Throwable cause) {
    String said = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
    if (cause instanceof SSLException) {
      return "cannot be trusted or does not trust us"
          + said
          + " (settings.xml can name caCertificates, clientCertificate and clientKey for it)";
    }
    if (cause instanceof ConnectException || cause instanceof HttpTimeoutException) {
      return "does not answer"
          + said
          + "; check the network and the proxies in settings.xml, or use helios.packageMirrors";
    }
    return "cannot be read" + said;
  }

  /** The tries of one query, those to go on with its body included. */
  final class Tries {
    private final Query query;
    private int used;

    private Tries(Query query) {
      this.query = query;
    }

    /**
     * Asks until there is an answer.
     *
     * @param from where in the body to go on
     * @param same what the body is known by, so that another one is not taken for it
     */
    HttpResponse<InputStream> send(long from, String same) throws IOException {
      if (settings.offline()) {
        throw new TransportException(
            query.uri(), "is not asked, since this build is offline", true, null);
      }
      while (true) {
        try {
          return exchange.send(query, from, same, used);
        } catch (InterruptedIOException e) {
          if (Thread.currentThread().isInterrupted()) {
            throw e;
          }
          failed(e);
        } catch (IpsException e) {
          throw e;
        } catch (IOException e) {
          failed(e);
        }
      }
    }

    /** Counts a try that failed, and waits before the next one. */
    void failed(IOException cause) throws IOException {
      used++;
      if (used >= settings.tries() || cause instanceof SSLException) {
        throw Transport.failed(query, cause, used);
      }
      pause(Backoff.after(used));
    }

    /** The same for an answer that says so. */
    void failedWith(HttpResponse<?> response) throws IOException {
      int status = response.statusCode();
      used++;
      if (PASSING.contains(status) && used < settings.tries()) {
        pause(Backoff.after(used, response.headers()));
        return;
      }
      String times = used == 1 ? "" : " (after " + used + " tries)";
      throw new TransportException(query.uri(), refusal(response) + times, false, null);
    }

    private String refusal(HttpResponse<?> response) {
      int status = response.statusCode();
      String text = "is answered by the status " + status;
      return switch (status) {
        case 401, 403 ->
            text
                + response
                    .headers()
                    .firstValue("X-IPkg-Error")
                    .filter(code -> code.matches("[A-Z]{3}"))
                    .map(code -> ", " + code)
                    .orElse("")
                + ": a server in settings.xml whose id is "
                + (query.publisher() == null ? "" : "the publisher " + query.publisher() + " or ")
                + "the start of the URI gives credentials or certificates";
        case 407 -> text + ": the proxy in settings.xml needs another username and password";
        default -> text;
      };
    }
  }
}
