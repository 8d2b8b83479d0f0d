package org.heliosimage.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.heliosimage.ips.transport.TransportSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSettingsTest {

  private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();
  private final DefaultRepositorySystemSession repositories = new DefaultRepositorySystemSession();

  private NetworkSettings settings() {
    @SuppressWarnings("deprecation") // There is no other way to make one without a container.
    MavenSession session =
        new MavenSession(null, repositories, request, new DefaultMavenExecutionResult());
    return new NetworkSettings(session, new Reversing());
  }

  @Test
  void serversGiveCredentialsAndCertificates() throws Exception {
    Server server = server("helios-dev", "ann", "terces");
    Xpp3Dom configuration = new Xpp3Dom("configuration");
    for (String name : List.of("clientCertificate", "clientKey", "caCertificates")) {
      Xpp3Dom child = new Xpp3Dom(name);
      child.setValue(" /etc/" + name + ".pem\n");
      configuration.addChild(child);
    }
    server.setConfiguration(configuration);
    request.setServers(List.of(server, server("https://pkg.example/", null, null)));
    List<TransportSettings.Access> access = settings().transport().access();
    assertEquals(2, access.size());
    assertEquals(
        new TransportSettings.Access(
            "helios-dev",
            Optional.of(new TransportSettings.Credentials("ann", "secret")),
            Optional.of(Path.of("/etc/clientCertificate.pem")),
            Optional.of(Path.of("/etc/clientKey.pem")),
            Optional.of(Path.of("/etc/caCertificates.pem"))),
        access.get(0));
    assertEquals("https://pkg.example/", access.get(1).where());
    assertTrue(access.get(1).credentials().isEmpty());
    assertFalse(access.toString().contains("secret"));
  }

  @Test
  void mirrorsOfLayoutHeliosCountAndHaveServers() throws Exception {
    request.setServers(List.of(server("inside", "bob", "x")));
    request.setMirrors(
        List.of(
            mirror("central-mirror", "*", "https://repo.example/", "default"),
            mirror("inside", "https://pkg.example/, http://a/b", "http://in/", "helios")));
    assertEquals(
        Map.of("https://pkg.example/", "http://in/", "http://a/b", "http://in/"),
        settings().packageMirrors());
    assertEquals(
        List.of("inside", "http://in/"),
        settings().transport().access().stream().map(TransportSettings.Access::where).toList());
    request.setMirrors(List.of(mirror("wrong", "central", "http://in/", "helios")));
    assertThrows(MojoExecutionException.class, () -> settings().packageMirrors());
  }

  @Test
  void proxiesAreThoseOfMaven() throws Exception {
    DefaultProxySelector selector = new DefaultProxySelector();
    selector.add(
        new Proxy(
            "http",
            "proxy.example",
            3128,
            new AuthenticationBuilder().addUsername("u").addPassword("p").build()),
        "*.inside.example");
    repositories.setProxySelector(selector);
    TransportSettings.Proxies proxies = settings().transport().proxies();
    assertEquals(
        Optional.of(
            new TransportSettings.Proxy(
                "proxy.example", 3128, Optional.of(new TransportSettings.Credentials("u", "p")))),
        proxies.forUri(URI.create("http://pkg.example/versions/0/")));
    assertEquals(
        Optional.empty(), proxies.forUri(URI.create("http://pkg.inside.example/versions/0/")));
  }

  @ParameterizedTest
  @CsvSource({"1000,1000", "500M,524288000", "10GiB,10737418240", "2 tb,2199023255552", "0,0"})
  void sizesAreWrittenAsPeopleDo(String text, long bytes) throws Exception {
    assertEquals(bytes, ByteCount.parse(text, "<cacheSize>"));
  }

  @Test
  void otherSizesAreRefused() {
    for (String text : List.of("", "-1", "ten", "1.5G", "1P")) {
      MojoExecutionException e =
          assertThrows(MojoExecutionException.class, () -> ByteCount.parse(text, "<cacheSize>"));
      assertTrue(e.getMessage().contains("<cacheSize>"), e.getMessage());
    }
  }

  private static Server server(String id, String user, String password) {
    Server server = new Server();
    server.setId(id);
    server.setUsername(user);
    server.setPassword(password);
    return server;
  }

  private static Mirror mirror(String id, String of, String url, String layout) {
    Mirror mirror = new Mirror();
    mirror.setId(id);
    mirror.setMirrorOf(of);
    mirror.setUrl(url);
    mirror.setLayout(layout);
    return mirror;
  }

  /** Its secrets are written backwards. */
  private static final class Reversing implements SettingsDecrypter {
    @Override
    public SettingsDecryptionResult decrypt(SettingsDecryptionRequest asked) {
      Server server = asked.getServers().get(0).clone();
      if (server.getPassword() != null) {
        server.setPassword(new StringBuilder(server.getPassword()).reverse().toString());
      }
      return new SettingsDecryptionResult() {
        @Override
        public Server getServer() {
          return server;
        }

        @Override
        public List<Server> getServers() {
          return List.of(server);
        }

        @Override
        public org.apache.maven.settings.Proxy getProxy() {
          throw new UnsupportedOperationException();
        }

        @Override
        public List<org.apache.maven.settings.Proxy> getProxies() {
          throw new UnsupportedOperationException();
        }

        @Override
        public List<SettingsProblem> getProblems() {
          return List.of();
        }
      };
    }
  }
}
