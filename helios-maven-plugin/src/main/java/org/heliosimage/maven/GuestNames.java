package org.heliosimage.maven;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoExecutionException;
import org.heliosimage.vm.Account;

/** Who a guest is told to be, from what the host knows of its user. */
final class GuestNames {

  private static final String NOBODY = "none";
  private static final int MAX_KEYS = 1 << 20;

  private final Path home;

  GuestNames(Path home) {
    this.home = home;
  }

  /** A host name made of a name that may have other characters in it. */
  static String host(String name) {
    String fit = name.replaceAll("[^a-zA-Z0-9]+", "-").replaceAll("^-+|-+$", "");
    return fit.substring(0, Math.min(fit.length(), 63));
  }

  /** Lines with public keys; none if there are none. */
  String keys(Optional<Path> given) throws IOException, MojoExecutionException {
    if (given.isPresent()) {
      if (!Files.isRegularFile(given.get())) {
        throw new MojoExecutionException(
            "The file with public keys is missing: "
                + given.get()
                + " (set by -D"
                + PropertyNames.RUN_AUTHORIZED_KEYS
                + ").");
      }
      return text(given.get());
    }
    Path ssh = home.resolve(".ssh");
    Path usual = ssh.resolve("authorized_keys");
    if (Files.isReadable(usual)) {
      return text(usual);
    }
    TreeMap<String, String> keys = new TreeMap<>();
    if (Files.isDirectory(ssh)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(ssh, "id_*.pub")) {
        for (Path file : files) {
          keys.put(file.getFileName().toString(), text(file).strip() + "\n");
        }
      }
    }
    return String.join("", keys.values());
  }

  private static String text(Path file) throws IOException, MojoExecutionException {
    if (Files.size(file) > MAX_KEYS) {
      throw new MojoExecutionException("The file " + file + " is too long for a list of keys.");
    }
    return Files.readString(file);
  }

  /** The guest's account, unless the user is root or wants none. */
  Optional<Account> account(String user, Optional<Long> uid, Consumer<String> log)
      throws IOException {
    if (user.isEmpty() || user.equals(NOBODY)) {
      return Optional.empty();
    }
    if (user.equals("root")) {
      log.accept("The guest gets no account besides root; -Dhelios.run.user=NAME gives it one.");
      return Optional.empty();
    }
    long number = uid.isPresent() ? uid.get() : hostUid();
    return Optional.of(new Account(user.toLowerCase(Locale.ROOT), number, user).checked());
  }

  /** The number of the user whom the home folder belongs to. */
  private long hostUid() throws IOException {
    try {
      return ((Number) Files.getAttribute(home, "unix:uid")).longValue();
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return FIRST_USER;
    }
  }

  /** The first ordinary user of illumos, for hosts whose users have no numbers. */
  private static final long FIRST_USER = 101;
}
