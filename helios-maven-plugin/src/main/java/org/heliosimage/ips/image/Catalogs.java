package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.ips.trust.SignaturePolicy;

/** The catalogs of an image's publishers, each read once: a repository rests during a build. */
final class Catalogs {

  private final PkgEnvironment.Repositories repositories;
  private final Map<String, Catalog> byPublisherAndOrigin = new TreeMap<>();

  Catalogs(PkgEnvironment.Repositories repositories) {
    this.repositories = repositories;
  }

  /** What the enabled publishers of a configuration offer. */
  Offers offers(ImageConfig config) throws IOException {
    Offers offers = new Offers(new CandidateReader(config.selection()));
    for (String publisher : config.publishers()) {
      if (config.isEnabled(publisher)) {
        // Says early what is wrong with it if anything is.
        SignaturePolicy ignored = PublisherTrust.policy(config, publisher);
        for (String origin : config.origins(publisher)) {
          RepositorySource source = repositories.open(origin);
          String key = publisher + " " + origin;
          Catalog catalog = byPublisherAndOrigin.get(key);
          if (catalog == null) {
            catalog = source.catalog(publisher);
            byPublisherAndOrigin.put(key, catalog);
          }
          offers.add(source, catalog);
        }
      }
    }
    return offers;
  }
}
