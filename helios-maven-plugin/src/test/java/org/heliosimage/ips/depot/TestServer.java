package org.heliosimage.ips.depot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine's loopback address. */
public interface TestServer extends AutoCloseable {

  /** Its URI with a slash at its end. */
  String uri();

  @Override
  void close();

  /** One that speaks HTTP/1.1 only, by the JDK's own server. */
  static TestServer plain(Site site) throws IOException {
    return new Plain(site);
  }

  /** Sleeps as a reply says. */
  static void delay(Reply reply) {
    if (reply.delay() > 0) {
      try {
        Thread.sleep(reply.delay());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The JDK's server. */
  final class Plain implements TestServer {

    static {
      // Else each answer waits for the client to acknowledge its headers.
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private Plain(Site site) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(exchange, site));
      server.start();
    }

    private static void answer(HttpExchange exchange, Site site) throws IOException {
      try (exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        Reply reply = site.reply(Ask.of(exchange.getRequestURI().getRawPath(), headers));
        delay(reply);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        boolean empty = reply.declared() == 0 || reply.status() == 304;
        exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.declared());
        if (!empty) {
          OutputStream out = exchange.getResponseBody();
          int count = (int) Math.min(Math.min(reply.sent(), reply.declared()), reply.body().length);
          out.write(reply.body(), 0, count);
          out.close();
        }
      }
    }

    @Override
    public String uri() {
      InetSocketAddress address = server.getAddress();
      return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/";
    }

    @Override
    public void close() {
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
