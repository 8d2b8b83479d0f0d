package org.heliosimage.engine.publish;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A package to be made.
 *
 * @param name publisher, package and version
 * @param target where it goes
 * @param time when it is published, seconds since 1970
 * @param metadata values of {@code set} actions by name, which the template may override; empty
 *     values are left out
 * @param template the manifest template, if there is one
 * @param sources folders in which the template's payloads are looked up first
 * @param macros what {@code $(NAME)} in the template stands for
 * @param root a folder whose contents become the package's, if it exists
 * @param files single files
 * @param rules owners and modes of what does not state them
 * @param signing the key to sign with, if the package is to be signed
 */
public record Publication(
    Name name,
    Target target,
    long time,
    Map<String, String> metadata,
    Optional<Path> template,
    List<Path> sources,
    Map<String, String> macros,
    Path root,
    List<Placed> files,
    List<Rule> rules,
    Optional<Signing> signing) {

  public Publication {
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    sources = List.copyOf(sources);
    macros = Collections.unmodifiableMap(new TreeMap<>(macros));
    files = List.copyOf(files);
    rules = List.copyOf(rules);
  }

  /**
   * What a package is called.
   *
   * @param version release, perhaps with a branch: {@code 1.2.3-2.0}
   */
  public record Name(String publisher, String stem, String version) {}

  /**
   * Where a package goes.
   *
   * @param path a repository folder, or an archive if the name ends with {@code .p5p}
   * @param own whether a repository belongs to the project alone: it then holds one version of each
   *     package, and another one takes its place
   * @param work a folder for compressed payloads, removed afterwards
   * @param result a file for the small JSON that says what was made; it names the repository
   *     relative to {@code project} where it can
   * @param project the project's folder
   */
  public record Target(Path path, boolean own, Path work, Path result, Path project) {

    /** Whether an archive is to be written. */
    public boolean isArchive() {
      return path.toString().endsWith(".p5p");
    }
  }

  /** Owner and mode, as far as they are not the customary ones. */
  public record Owner(@Nullable String owner, @Nullable String group, @Nullable String mode) {}

  /**
   * A file for the package.
   *
   * @param path where it is in the image
   */
  public record Placed(Path file, String path, Owner owner) {}

  /**
   * Owner and modes of everything that matches a shell pattern.
   *
   * @param paths the pattern
   * @param owner owner, and mode of files
   * @param dirMode mode of folders
   */
  public record Rule(String paths, Owner owner, @Nullable String dirMode) {}

  /**
   * Files to sign with, in PEM form.
   *
   * @param key a private RSA key
   * @param certificates its certificate, followed by those that lead to an authority
   */
  public record Signing(Path key, Path certificates) {}
}
