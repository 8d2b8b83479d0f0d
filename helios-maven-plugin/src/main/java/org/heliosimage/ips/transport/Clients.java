package org.heliosimage.ips.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connections, kept by what they prove themselves by and whom they believe. */
final class Clients {

  private final TransportSettings settings;
  private final Map<String, HttpClient> clients = new HashMap<>();

  Clients(TransportSettings settings) {
    this.settings = settings;
  }

  /** The client for a server. */
  synchronized HttpClient client(Optional<TransportSettings.Access> access) throws IOException {
    Optional<TransportSettings.Access> special =
        access.filter(
            each -> each.clientCertificate().isPresent() || each.caCertificates().isPresent());
    String key = special.map(TransportSettings.Access::where).orElse("");
    HttpClient client = clients.get(key);
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(settings.connectTimeout())
              // No authenticator: with one, the client drops credentials that a request has.
              .proxy(new Selector(settings.proxies()));
      if (special.isPresent()) {
        builder.sslContext(Tls.context(special.get()));
      }
      client = builder.build();
      clients.put(key, client);
    }
    return client;
  }

  /** The proxies of the settings, else those that the JVM was started with. */
  private static final class Selector extends ProxySelector {
    private final TransportSettings.Proxies proxies;

    Selector(TransportSettings.Proxies proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<java.net.Proxy> select(URI uri) {
      Optional<TransportSettings.Proxy> proxy = proxies.forUri(uri);
      if (proxy.isPresent()) {
        return List.of(
            new java.net.Proxy(
                java.net.Proxy.Type.HTTP,
                new InetSocketAddress(proxy.get().host(), proxy.get().port())));
      }
      ProxySelector usual = ProxySelector.getDefault();
      return usual == null ? List.of(java.net.Proxy.NO_PROXY) : usual.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException cause) {
      // The request fails too, and is tried again.
    }
  }
}
