package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  private final Known offers;
  private final LockFile lock;
  private final Set<String> names;

  LockedOffers(Known offers, LockFile lock) {
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
      if (publishers.contains(fmri.requirePublisher())) {
        List<Fmri> found =
            offers.versions(fmri.stem()).stream()
                .map(Candidate::fmri)
                .filter(each -> Objects.equals(each.publisher(), fmri.publisher()))
                .sorted()
                .toList();
        if (!found.contains(fmri)) {
          sentences.add(
              LockFile.differs(
                  fmri,
                  found.isEmpty() ? "no version of it" : found.get(found.size() - 1).toString()));
        }
      }
    }
    return sentences;
  }
}
