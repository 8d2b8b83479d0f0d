package org.heliosimage.ips.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.ips.trust.SignaturePayloads;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.GzipFile;

/** The packages that images were made of, found again in the repositories they came from. */
public final class UsedPackages {

  private final PkgEnvironment environment;
  private final LockFile installed;
  private final List<Offers> offers = new ArrayList<>();
  private final List<Selection> selections = new ArrayList<>();
  private final SortedSet<String> publishers = new TreeSet<>();
  private final List<Located> located = new ArrayList<>();

  private record Located(RepositorySource source, CatalogEntry entry) {}

  /** Sees a package with its manifest and its payloads as they are stored, by their names. */
  @FunctionalInterface
  public interface Visitor {
    void visit(Fmri fmri, Manifest manifest, SortedMap<String, Content> payloads)
        throws IOException;
  }

  /**
   * How much it is.
   *
   * @param bytes of the payloads, compressed
   * @param cached as many of them as are in the cache, and not in a repository on this machine
   */
  public record Total(int packages, int payloads, long bytes, long cached) {}

  /**
   * Finds packages.
   *
   * @param use the repositories, and the names that were asked for
   * @param installed what was installed
   */
  public UsedPackages(PackageUse use, LockFile installed, PkgEnvironment environment)
      throws IOException {
    this.environment = environment;
    this.installed = installed;
    Catalogs catalogs = new Catalogs(environment.repositories());
    for (String text : use.configurations()) {
      ImageConfig config = ImageConfig.parse(text);
      offers.add(catalogs.offers(config));
      selections.add(config.selection());
      publishers.addAll(config.publishers().stream().filter(config::isEnabled).toList());
    }
    // As with a lock: where a version was installed, no other one comes into question.
    SortedSet<Fmri> wanted = new TreeSet<>(installed.digests().keySet());
    Set<String> stems = wanted.stream().map(Fmri::stem).collect(Collectors.toSet());
    wanted.addAll(use.names().stream().filter(name -> !stems.contains(name.stem())).toList());
    for (Fmri fmri : wanted) {
      located.add(locate(fmri));
    }
  }

  /** The packages, each version for itself. */
  public List<Fmri> packages() {
    return located.stream().map(each -> each.entry().fmri()).toList();
  }

  private Located locate(Fmri fmri) throws IpsException {
    for (Offers each : offers) {
      Optional<Offers.Offer> offer = each.find(fmri);
      if (offer.isPresent()) {
        return new Located(offer.get().source(), offer.get().entry());
      }
    }
    throw new IpsException("No publisher offers " + fmri + " any more.");
  }

  /** The publishers that the images had, also those that no package is of. */
  public SortedSet<String> publishers() {
    return publishers;
  }

  /**
   * Gets onto this machine what the images had of the packages.
   *
   * @return how much that is
   */
  public Total fetch() throws IOException {
    return fetch(false, new HashMap<>());
  }

  /**
   * Gets all of the packages onto this machine and shows it.
   *
   * @return how much that is
   */
  public Total visit(Visitor visitor) throws IOException {
    Map<String, Path> files = new HashMap<>();
    Total total = fetch(true, files);
    for (Located each : located) {
      Manifest manifest = manifest(each);
      SortedMap<String, Content> payloads = new TreeMap<>();
      for (PayloadCache.Request request : requests(each, manifest, true)) {
        String hash = String.valueOf(request.action().hash());
        Path file = Objects.requireNonNull(files.get(hash));
        payloads.put(hash, Content.range(file, 0, Files.size(file)));
      }
      visitor.visit(each.entry().fmri(), manifest, payloads);
    }
    return total;
  }

  /**
   * @param whole whether to get also what no image had of the packages
   * @param files gets the files of the payloads by their hashes
   */
  private Total fetch(boolean whole, Map<String, Path> files) throws IOException {
    prefetch();
    List<PayloadCache.Request> requests = new ArrayList<>();
    long unpacked = 0;
    for (Located each : located) {
      requests.addAll(requests(each, manifest(each), whole));
    }
    for (PayloadCache.Request request : requests) {
      unpacked += Math.max(0, request.action().size("pkg.size"));
    }
    environment.progress().planned(0, 0, requests.size(), unpacked);
    List<GzipFile> payloads;
    try {
      payloads = environment.payloads().verified(requests, environment.progress()::fetched);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The build was interrupted while it fetched packages.");
    }
    long bytes = 0;
    long cached = 0;
    for (int i = 0; i < payloads.size(); i++) {
      Path file = payloads.get(i).file();
      if (files.put(String.valueOf(requests.get(i).action().hash()), file) == null) {
        bytes += Files.size(file);
        cached += environment.payloads().holds(file) ? Files.size(file) : 0;
      }
    }
    return new Total(located.size(), files.size(), bytes, cached);
  }

  private void prefetch() throws IOException {
    Map<RepositorySource, List<CatalogEntry>> bySource = new LinkedHashMap<>();
    for (Located each : located) {
      bySource.computeIfAbsent(each.source(), source -> new ArrayList<>()).add(each.entry());
    }
    for (Map.Entry<RepositorySource, List<CatalogEntry>> source : bySource.entrySet()) {
      source.getKey().prefetch(source.getValue());
    }
  }

  private Manifest manifest(Located each) throws IOException {
    Manifest manifest = each.source().manifest(each.entry());
    Fmri fmri = each.entry().fmri();
    String digest = installed.digests().get(fmri);
    if (digest != null && !digest.equals(manifest.sha256())) {
      throw new IpsException(
          "The manifest of %s in %s is not the one that was installed."
              .formatted(fmri, each.source().uri()));
    }
    return manifest;
  }

  private Collection<PayloadCache.Request> requests(Located each, Manifest manifest, boolean whole)
      throws IOException {
    List<Action> actions = new ArrayList<>(SignaturePayloads.of(manifest));
    for (Action action : manifest.actions()) {
      if (action.hash() != null
          && action.type() != ActionType.SIGNATURE
          && action.type().hasPayload()
          && (whole || selections.stream().anyMatch(selection -> selection.allows(action)))) {
        actions.add(action);
      }
    }
    return actions.stream()
        .map(action -> new PayloadCache.Request(each.source(), each.entry().fmri(), action))
        .toList();
  }
}
