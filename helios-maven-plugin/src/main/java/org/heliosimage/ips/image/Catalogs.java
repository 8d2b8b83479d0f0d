package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.repository.Replicas;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.ips.trust.SignaturePolicy;
import org.jspecify.annotations.Nullable;

/** The catalogs of an image's publishers, each read once: a repository rests during a build. */
final class Catalogs {

  private final PkgEnvironment.Repositories repositories;
  private final Map<String, Catalog> byPublisherAndOrigin = new TreeMap<>();

  private @Nullable Offers last;
  private @Nullable Key lastKey;

  /** What decides what is offered, and how an image sees it. */
  private record Key(List<String> publishersAndOrigins, Selection selection) {}

  Catalogs(PkgEnvironment.Repositories repositories) {
    this.repositories = repositories;
  }

  /** What the enabled publishers of a configuration offer. */
  Offers offers(ImageConfig config) throws IOException {
    Key key = key(config);
    if (last == null || !key.equals(lastKey)) {
      last = read(config);
      lastKey = key;
    }
    return last;
  }

  /** Packages among those asked for that are obsolete or lead to others. */
  SortedSet<Fmri> consultedNames() {
    return last == null ? new TreeSet<>() : last.consultedNames();
  }

  private static Key key(ImageConfig config) throws IOException {
    List<String> origins = new ArrayList<>();
    for (String publisher : config.publishers()) {
      if (config.isEnabled(publisher)) {
        // Says early what is wrong with it if anything is.
        SignaturePolicy ignored = PublisherTrust.policy(config, publisher);
        origins.add(publisher);
        origins.addAll(config.origins(publisher));
        origins.addAll(config.mirrors(publisher));
      }
    }
    return new Key(origins, config.selection());
  }

  private Offers read(ImageConfig config) throws IOException {
    Offers offers = new Offers(new CandidateReader(config.selection()));
    for (String publisher : config.publishers()) {
      if (config.isEnabled(publisher)) {
        List<RepositorySource> sources = open(config.origins(publisher));
        Replicas replicas = new Replicas(sources, open(config.mirrors(publisher)));
        for (RepositorySource source : sources) {
          String origin = source.uri();
          String key = publisher + " " + origin;
          Catalog catalog = byPublisherAndOrigin.get(key);
          if (catalog == null) {
            catalog = source.catalog(publisher);
            byPublisherAndOrigin.put(key, catalog);
          }
          offers.add(replicas.behind(source), catalog);
        }
      }
    }
    return offers;
  }

  private List<RepositorySource> open(List<String> uris) throws IOException {
    List<RepositorySource> sources = new ArrayList<>();
    for (String uri : uris) {
      sources.add(repositories.open(uri));
    }
    return sources;
  }
}
