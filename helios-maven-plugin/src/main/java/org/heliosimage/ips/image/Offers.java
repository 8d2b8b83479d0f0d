package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.ips.solve.Known;

/** What the enabled publishers of an image offer: the union of the catalogs of their origins. */
final class Offers implements Known {

  private final List<Origin> origins = new ArrayList<>();
  private final CandidateReader reader;
  private final SortedSet<String> stems = new TreeSet<>();
  private final Map<String, List<Candidate>> versions = new HashMap<>();

  /**
   * An entry of a catalog, and where it came from.
   *
   * @param source the repository that has manifest and payloads
   */
  record Offer(RepositorySource source, CatalogEntry entry) {}

  private record Origin(RepositorySource source, Catalog catalog) {}

  Offers(CandidateReader reader) {
    this.reader = reader;
  }

  /** Adds an origin of a publisher; of equal versions the first origin's counts. */
  void add(RepositorySource source, Catalog catalog) {
    origins.add(new Origin(source, catalog));
    stems.addAll(catalog.stems());
  }

  @Override
  public SortedSet<String> stems() {
    return stems;
  }

  @Override
  public List<Candidate> versions(String stem) throws IpsException {
    List<Candidate> known = versions.get(stem);
    if (known == null) {
      known = new ArrayList<>();
      for (Origin origin : origins) {
        // A catalog has each version once: only those of other origins may be the same.
        List<Candidate> before = List.copyOf(known);
        for (CatalogEntry entry : origin.catalog().versions(stem)) {
          Fmri fmri = entry.fmri();
          if (before.stream().noneMatch(candidate -> candidate.fmri().equals(fmri))) {
            known.add(reader.read(entry));
          }
        }
      }
      versions.put(stem, known);
    }
    return known;
  }

  /** Packages among those asked for that are obsolete or lead to others. */
  SortedSet<Fmri> consultedNames() {
    SortedSet<Fmri> names = new TreeSet<>();
    for (List<Candidate> each : versions.values()) {
      for (Candidate candidate : each) {
        if (candidate.obsolete() || candidate.renamed()) {
          names.add(candidate.fmri());
        }
      }
    }
    return names;
  }

  /** Where to get a package version. */
  Optional<Offer> find(Fmri fmri) throws IpsException {
    for (Origin origin : origins) {
      if (origin.catalog().publisher().equals(fmri.publisher())) {
        Optional<CatalogEntry> entry = origin.catalog().find(fmri.stem(), fmri.requireVersion());
        if (entry.isPresent()) {
          return Optional.of(new Offer(origin.source(), entry.get()));
        }
      }
    }
    return Optional.empty();
  }
}
