package org.heliosimage.ips.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.tree.GzipFile;

/** Gets manifests and payloads from those who offered the packages of a solution. */
final class Download {

  private final Offers offers;
  private final PkgEnvironment environment;
  private final PublisherTrust trust;

  Download(Offers offers, PkgEnvironment environment, PublisherTrust trust) {
    this.trust = trust;
    this.offers = offers;
    this.environment = environment;
  }

  /** Gets manifests that will be asked for, several at once. */
  void prefetch(List<Fmri> fmris) throws IOException {
    Map<RepositorySource, List<CatalogEntry>> bySource = new LinkedHashMap<>();
    for (Fmri fmri : fmris) {
      Optional<Offers.Offer> offer = offers.find(fmri);
      if (offer.isPresent()) {
        bySource
            .computeIfAbsent(offer.get().source(), source -> new ArrayList<>())
            .add(offer.get().entry());
      }
    }
    for (Map.Entry<RepositorySource, List<CatalogEntry>> source : bySource.entrySet()) {
      source.getKey().prefetch(source.getValue());
    }
  }

  /** The manifest of a package that is trusted and can be installed without asking anybody. */
  Manifest manifest(Fmri fmri) throws IOException {
    Offers.Offer offer =
        offers
            .find(fmri)
            .orElseThrow(
                () ->
                    new IpsException(
                        "No publisher offers " + Candidate.nameOf(fmri) + " any more."));
    Manifest manifest = offer.source().manifest(offer.entry());
    trust.verify(fmri, manifest, offer.source());
    for (Action license : manifest.actions(ActionType.LICENSE)) {
      if (license.flag("must-accept")) {
        throw new InstallException(
            "The licence \"%s\" of %s has to be accepted by hand, so the package cannot be installed here."
                .formatted(license.keyValue(), Candidate.nameOf(fmri)));
      }
    }
    return manifest;
  }

  /**
   * The contents of actions, all at once so that they can be fetched side by side.
   *
   * @param added how many packages come, for those who watch
   * @param removed how many packages go
   */
  Payloads payloads(List<Owned> wanted, int added, int removed) throws IOException {
    List<PayloadCache.Request> requests = new ArrayList<>();
    long bytes = 0;
    IdentityHashMap<Fmri, RepositorySource> sources = new IdentityHashMap<>();
    for (Owned owned : wanted) {
      RepositorySource source = sources.get(owned.fmri());
      if (source == null) {
        source = source(owned);
        sources.put(owned.fmri(), source);
      }
      requests.add(new PayloadCache.Request(source, owned.fmri(), owned.action()));
      bytes += Math.max(0, owned.action().size("pkg.size"));
    }
    environment.progress().planned(added, removed, requests.size(), bytes);
    List<GzipFile> contents;
    try {
      contents = environment.payloads().contents(requests, environment.progress()::fetched);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The build was interrupted while it fetched packages.");
    }
    IdentityHashMap<Owned, GzipFile> fetched = new IdentityHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      fetched.put(wanted.get(i), contents.get(i));
    }
    return new Payloads(fetched);
  }

  private RepositorySource source(Owned owned) throws IpsException {
    return offers
        .find(owned.fmri())
        .orElseThrow(
            () ->
                new IpsException(
                    "No publisher offers %s any more, which brings /%s."
                        .formatted(owned.owner(), owned.action().keyValue())))
        .source();
  }
}
