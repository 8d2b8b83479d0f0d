package org.heliosimage.maven;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.AuthenticationContext;
import org.eclipse.aether.repository.Proxy;
import org.eclipse.aether.repository.RemoteRepository;
import org.heliosimage.ips.transport.TransportSettings;
import org.heliosimage.ips.transport.TransportSettings.Access;
import org.heliosimage.ips.transport.TransportSettings.Credentials;
import org.jspecify.annotations.Nullable;

/** What settings.xml says about the network, for package repositories. */
final class NetworkSettings {

  private static final String LAYOUT = "helios";
  private static final String ANY = "*";

  /** Java sends names and passwords through tunnels only if this does not forbid it. */
  private static final String TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";

  private final MavenSession session;
  private final SettingsDecrypter decrypter;

  NetworkSettings(MavenSession session, SettingsDecrypter decrypter) {
    this.session = session;
    this.decrypter = decrypter;
  }

  /** How servers are reached. */
  TransportSettings transport() throws MojoExecutionException {
    List<Access> access = new ArrayList<>();
    Map<String, String> mirrors = new TreeMap<>();
    for (Mirror mirror : mirrors()) {
      mirrors.put(mirror.getId(), mirror.getUrl());
    }
    for (Server encrypted : session.getSettings().getServers()) {
      Server server = decrypted(encrypted);
      String id = server.getId();
      access.add(access(id, server));
      String url = mirrors.get(id);
      if (url != null) {
        access.add(access(url, server));
      }
    }
    RepositorySystemSession repositories = session.getRepositorySession();
    if (System.getProperty(TUNNELS) == null
        && session.getSettings().getProxies().stream()
            .anyMatch(proxy -> proxy.isActive() && proxy.getUsername() != null)) {
      System.setProperty(TUNNELS, "");
    }
    return TransportSettings.standard(session.isOffline())
        .with(uri -> proxy(uri, repositories), access);
  }

  /** Mirrors of layout helios: start of a URI, or a star, to what is used instead. */
  Map<String, String> packageMirrors() throws MojoExecutionException {
    Map<String, String> map = new TreeMap<>();
    for (Mirror mirror : mirrors()) {
      for (String of : mirror.getMirrorOf().split(",", -1)) {
        String from = of.strip();
        if (!from.equals(ANY) && from.indexOf(':') < 0) {
          throw new MojoExecutionException(
              "The mirror "
                  + mirror.getId()
                  + " of layout helios in settings.xml is one of \""
                  + from
                  + "\": <mirrorOf> needs the start of a URI, or *.");
        }
        map.putIfAbsent(from, mirror.getUrl());
      }
    }
    return map;
  }

  private List<Mirror> mirrors() {
    return session.getSettings().getMirrors().stream()
        .filter(
            mirror ->
                LAYOUT.equals(mirror.getLayout()) || LAYOUT.equals(mirror.getMirrorOfLayouts()))
        .toList();
  }

  private Server decrypted(Server server) throws MojoExecutionException {
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    for (SettingsProblem problem : result.getProblems()) {
      if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
        throw new MojoExecutionException(
            "The password of the server "
                + server.getId()
                + " in settings.xml cannot be decrypted: "
                + problem.getMessage());
      }
    }
    return result.getServer();
  }

  private static Access access(String where, Server server) {
    String user = server.getUsername();
    String password = server.getPassword();
    return new Access(
        where,
        user == null
            ? Optional.empty()
            : Optional.of(new Credentials(user, password == null ? "" : password)),
        path(server, "clientCertificate"),
        path(server, "clientKey"),
        path(server, "caCertificates"));
  }

  private static Optional<Path> path(Server server, String element) {
    if (server.getConfiguration() instanceof Xpp3Dom configuration) {
      Xpp3Dom child = configuration.getChild(element);
      String value = child == null ? null : child.getValue();
      return Optional.ofNullable(value).map(String::strip).map(Path::of);
    }
    return Optional.empty();
  }

  /** Maven knows which proxy is active for which protocol and host. */
  private static Optional<TransportSettings.Proxy> proxy(
      URI uri, RepositorySystemSession repositories) {
    RemoteRepository repository =
        new RemoteRepository.Builder("packages", "default", uri.toString()).build();
    Proxy proxy = repositories.getProxySelector().getProxy(repository);
    return proxy == null
        ? Optional.empty()
        : Optional.of(
            new TransportSettings.Proxy(
                proxy.getHost(), proxy.getPort(), credentials(repository, proxy, repositories)));
  }

  private static Optional<Credentials> credentials(
      RemoteRepository repository, Proxy proxy, RepositorySystemSession repositories) {
    RemoteRepository through = new RemoteRepository.Builder(repository).setProxy(proxy).build();
    try (AuthenticationContext context = AuthenticationContext.forProxy(repositories, through)) {
      if (context == null) {
        return Optional.empty();
      }
      @Nullable String user = context.get(AuthenticationContext.USERNAME);
      @Nullable String password = context.get(AuthenticationContext.PASSWORD);
      return user == null
          ? Optional.empty()
          : Optional.of(new Credentials(user, password == null ? "" : password));
    }
  }
}
