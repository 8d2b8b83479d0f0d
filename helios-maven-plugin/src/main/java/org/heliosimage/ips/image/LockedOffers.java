package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.ips.solve.Known;

/**
 * Of what publishers offer, what is locked. Names that are obsolete or lead to another package are
 * never installed and so never locked, but somebody may still ask for them: they stay.
 */
final class LockedOffers implements Known {

  private final Offers offers;
  private final LockFile lock;
  private final Set<String> names;

  LockedOffers(Offers offers, LockFile lock) {
    this.offers = offers;
    this.lock = lock;
    this.names =
        lock.digests().keySet().stream().map(Fmri::stem).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public SortedSet<String> stems() throws IpsException {
    return offers.stems();
  }

  @Override
  public List<Candidate> versions(String stem) throws IpsException {
    boolean locked = names.contains(stem);
    return offers.versions(stem).stream()
        .filter(
            candidate ->
                locked
                    ? lock.digests().containsKey(candidate.fmri())
                    : candidate.obsolete() || candidate.renamed())
        .toList();
  }

  /** Locked packages of these publishers that nobody offers, in words. */
  List<String> missing(Set<String> publishers) throws IpsException {
    List<String> sentences = new ArrayList<>();
    for (Fmri fmri : lock.digests().keySet()) {
      if (publishers.contains(fmri.requirePublisher()) && offers.find(fmri).isEmpty()) {
        String found =
            offers.versions(fmri.stem()).stream()
                .map(Candidate::fmri)
                .filter(
                    each -> fmri.publisher() != null && fmri.publisher().equals(each.publisher()))
                .max(Fmri::compareTo)
                .map(Fmri::toString)
                .orElse("no version of it");
        sentences.add(LockFile.differs(fmri, found));
      }
    }
    return sentences;
  }
}
