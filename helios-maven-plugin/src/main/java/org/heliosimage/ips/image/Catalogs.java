package org.heliosimage.ips.image;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.repository.RepositorySource;

/** The catalogs of an image's publishers, each read once: a repository rests during a build. */
final class Catalogs {

  /** Policies on signatures that we can follow: we do not look at any. */
  private static final Set<String> POLICIES = Set.of("ignore", "verify");

  private final PkgEnvironment.Repositories repositories;
  private final Map<String, Catalog> byPublisherAndOrigin = new TreeMap<>();

  Catalogs(PkgEnvironment.Repositories repositories) {
    this.repositories = repositories;
  }

  /** What the enabled publishers of a configuration offer. */
  Offers offers(ImageConfig config) throws IOException {
    String policy = config.property("signature-policy", "verify");
    if (!POLICIES.contains(policy)) {
      throw new IpsException(
          "The image has the signature policy %s, and signatures cannot be verified here."
              .formatted(policy));
    }
    Offers offers = new Offers(new CandidateReader(config.selection()));
    for (String publisher : config.publishers()) {
      if (config.isEnabled(publisher)) {
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
