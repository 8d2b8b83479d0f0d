package org.heliosimage.ips.depot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A server that speaks HTTP/2, in the clear or over TLS. */
public final class JettyServer implements TestServer {

  static {
    // It looks for somebody to log to, and says that there is nobody.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
  }

  private final Server server;
  private final ServerConnector connector;
  private final String scheme;

  /** Which versions of HTTP the requests had. */
  private final Set<String> versions = ConcurrentHashMap.newKeySet();

  /**
   * Keys of a server that speaks TLS.
   *
   * @param store its own key, PKCS #12
   * @param clients certificates of clients that it asks for, if it does
   */
  public record Keys(Path store, String password, Optional<Path> clients) {}

  private JettyServer(Site site, Optional<Keys> keys) throws IOException {
    QueuedThreadPool threads = new QueuedThreadPool(24);
    threads.setDaemon(true);
    server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    // Depots have slashes of package names as %2F.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
    if (keys.isEmpty()) {
      connector =
          new ServerConnector(
              server, 1, 1, http1, new HTTP2CServerConnectionFactory(configuration));
      scheme = "http";
    } else {
      configuration.addCustomizer(new SecureRequestCustomizer(false));
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setKeyStorePath(keys.get().store().toString());
      tls.setKeyStorePassword(keys.get().password());
      keys.get()
          .clients()
          .ifPresent(
              clients -> {
                tls.setTrustStorePath(clients.toString());
                tls.setTrustStorePassword(keys.get().password());
                tls.setNeedClientAuth(true);
              });
      ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
      alpn.setDefaultProtocol(http1.getProtocol());
      connector =
          new ServerConnector(
              server,
              1,
              1,
              new SslConnectionFactory(tls, alpn.getProtocol()),
              alpn,
              new HTTP2ServerConnectionFactory(configuration),
              http1);
      scheme = "https";
    }
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new SiteHandler(site));
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** One in the clear. */
  public static JettyServer clear(Site site) throws IOException {
    return new JettyServer(site, Optional.empty());
  }

  /** One over TLS. */
  public static JettyServer tls(Site site, Keys keys) throws IOException {
    return new JettyServer(site, Optional.of(keys));
  }

  /** Which versions of HTTP the requests had. */
  public Set<String> versions() {
    return versions;
  }

  @Override
  public String uri() {
    String host = scheme.equals("https") ? "localhost" : "127.0.0.1";
    return scheme + "://" + host + ":" + connector.getLocalPort() + "/";
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private final class SiteHandler extends Handler.Abstract {
    private final Site site;

    SiteHandler(Site site) {
      this.site = site;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      versions.add(request.getConnectionMetaData().getHttpVersion().asString());
      Map<String, String> headers = new TreeMap<>();
      for (HttpField field : request.getHeaders()) {
        headers.put(field.getName(), field.getValue());
      }
      Reply reply = site.reply(Ask.of(request.getHttpURI().getPath(), headers));
      TestServer.delay(reply);
      response.setStatus(reply.status());
      reply.headers().forEach(response.getHeaders()::put);
      int whole = (int) Math.min(reply.body().length, reply.declared());
      boolean cut = reply.sent() < whole || reply.declared() > reply.body().length;
      int count = Math.min(reply.sent(), whole);
      if (reply.status() != 304) {
        response.getHeaders().put("Content-Length", reply.declared());
      }
      ByteBuffer bytes = ByteBuffer.wrap(reply.body(), 0, count);
      if (cut) {
        Callback hangUp =
            Callback.from(() -> callback.failed(new IOException("hung up")), callback::failed);
        response.write(false, bytes, hangUp);
      } else {
        response.write(true, bytes, callback);
      }
      return true;
    }
  }
}
