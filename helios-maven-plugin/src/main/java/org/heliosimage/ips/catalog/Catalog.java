package org.heliosimage.ips.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.heliosimage.ips.fmri.Version;

/** What one publisher offers: the versions of each stem, oldest first. */
public final class Catalog {

  private final String publisher;
  private final SortedMap<String, List<CatalogEntry>> stems;

  private Catalog(String publisher, SortedMap<String, List<CatalogEntry>> stems) {
    this.publisher = publisher;
    this.stems = stems;
  }

  /** A catalog of these entries, in whatever order they come. */
  public static Catalog of(String publisher, Collection<CatalogEntry> entries) {
    return new Catalog(
        publisher,
        entries.stream()
            .sorted(Comparator.comparing(CatalogEntry::version))
            .collect(
                Collectors.groupingBy(
                    CatalogEntry::stem, TreeMap::new, Collectors.toUnmodifiableList())));
  }

  public String publisher() {
    return publisher;
  }

  /** All names, sorted. */
  public Set<String> stems() {
    return Collections.unmodifiableSet(stems.keySet());
  }

  /** The versions of a stem, oldest first; empty if the stem is unknown. */
  public List<CatalogEntry> versions(String stem) {
    return stems.getOrDefault(stem, List.of());
  }

  /** The entry of exactly this version. */
  public Optional<CatalogEntry> find(String stem, Version version) {
    return versions(stem).stream().filter(entry -> entry.version().equals(version)).findFirst();
  }

  /** Number of versions of all stems together. */
  public int size() {
    return stems.values().stream().mapToInt(List::size).sum();
  }
}
