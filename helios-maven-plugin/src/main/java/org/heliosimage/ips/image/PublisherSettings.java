package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.ips.IpsException;
import org.heliosimage.tree.Content;

/** What an image says about one of its publishers, and how to change it. */
public final class PublisherSettings {

  private final String name;
  private final ImageConfig config;
  private final ImageState state;
  private final Change change;

  /** Keeps a change of the configuration. */
  interface Change {
    void keep(String operation, List<String> arguments) throws IOException;
  }

  PublisherSettings(String name, ImageConfig config, ImageState state, Change change) {
    this.name = name;
    this.config = config;
    this.state = state;
    this.change = change;
  }

  /** Where its packages come from. */
  public List<String> origins() {
    return config.origins(name);
  }

  /** Where payloads may come from in place of that. */
  public List<String> mirrors() {
    return config.mirrors(name);
  }

  /** Whether packages of this publisher stay with it. */
  public boolean isSticky() {
    return config.isSticky(name);
  }

  /** Whether it is asked for packages. */
  public boolean isEnabled() {
    return config.isEnabled(name);
  }

  /** Says whether packages of this publisher stay with it. */
  public void setSticky(boolean sticky) throws IOException {
    config.setSticky(name, sticky);
    keep(sticky ? "--sticky" : "--non-sticky");
  }

  /** Says whether it is asked for packages. */
  public void setEnabled(boolean enabled) throws IOException {
    config.setEnabled(name, enabled);
    keep(enabled ? "--enable" : "--disable");
  }

  /** Makes it the one that is asked first. */
  public void searchFirst() throws IOException {
    config.searchFirst(name);
    keep("--search-first");
  }

  /** Has it asked just before another publisher. */
  public void searchBefore(String other) throws IOException {
    config.searchBeside(name, other(other), true);
    keep("--search-before", other);
  }

  /** Has it asked just after another publisher. */
  public void searchAfter(String other) throws IOException {
    config.searchBeside(name, other(other), false);
    keep("--search-after", other);
  }

  private String other(String other) throws IpsException {
    if (!config.hasPublisher(other) || other.equals(name)) {
      throw new IpsException(
          "Publisher %s cannot be asked beside \"%s\", which is no other publisher of the image."
              .formatted(name, other));
    }
    return other;
  }

  /** Has its secure origins told who asks; key and certificate become part of the image. */
  public void setClientCertificate(Content key, Content certificate) throws IOException {
    config.setClientCertificate(name, state.writeSecret(key), state.writeSecret(certificate));
    keep("-k", "KEY", "-c", "CERTIFICATE");
  }

  /** Forgets the publisher; packages that are installed from it stay. */
  public void remove() throws IOException {
    config.removePublisher(name);
    state.removeCertificates(name);
    change.keep("remove-publisher", List.of("pkg", "unset-publisher", name));
  }

  private void keep(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("pkg", "set-publisher"));
    arguments.addAll(List.of(options));
    arguments.add(name);
    change.keep("update-publisher", arguments);
  }
}
