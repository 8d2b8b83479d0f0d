package org.heliosimage.ips.solve;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.fmri.Version;

/**
 * What an image has and what is wanted of it.
 *
 * @param known what publishers offer
 * @param installed what the image has, by name
 * @param proposed what is asked for: by name the versions of which one shall come
 * @param rejected names that must not be in the result
 * @param avoided names that group dependencies do not bring
 * @param frozen versions that must stay, by name
 * @param publishers the enabled publishers, the best first
 * @param update whether everything shall become as new as possible, and not only what is asked for
 */
public record SolveRequest(
    Known known,
    SortedMap<String, Candidate> installed,
    SortedMap<String, List<Candidate>> proposed,
    SortedSet<String> rejected,
    SortedSet<String> avoided,
    SortedMap<String, Version> frozen,
    List<Publisher> publishers,
    boolean update) {

  /**
   * A publisher as the solver sees it.
   *
   * @param sticky whether what was installed from it stays with it
   */
  public record Publisher(String name, boolean sticky) {}

  public SolveRequest {
    installed = Collections.unmodifiableSortedMap(new TreeMap<>(installed));
    proposed = Collections.unmodifiableSortedMap(new TreeMap<>(proposed));
    rejected = Collections.unmodifiableSortedSet(new TreeSet<>(rejected));
    avoided = Collections.unmodifiableSortedSet(new TreeSet<>(avoided));
    frozen = Collections.unmodifiableSortedMap(new TreeMap<>(frozen));
    publishers = List.copyOf(publishers);
  }

  /** An image with packages, of which nothing is wanted yet. */
  public static SolveRequest of(
      Known known, Map<String, Candidate> installed, List<Publisher> publishers) {
    return new SolveRequest(
        known,
        new TreeMap<>(installed),
        Collections.emptySortedMap(),
        Collections.emptySortedSet(),
        Collections.emptySortedSet(),
        Collections.emptySortedMap(),
        publishers,
        false);
  }

  public SolveRequest withProposed(Map<String, List<Candidate>> newProposed) {
    return new SolveRequest(
        known,
        installed,
        new TreeMap<>(newProposed),
        rejected,
        avoided,
        frozen,
        publishers,
        update);
  }

  public SolveRequest withRejected(Set<String> newRejected) {
    return new SolveRequest(
        known,
        installed,
        proposed,
        new TreeSet<>(newRejected),
        avoided,
        frozen,
        publishers,
        update);
  }

  public SolveRequest withAvoided(Set<String> newAvoided) {
    return new SolveRequest(
        known,
        installed,
        proposed,
        rejected,
        new TreeSet<>(newAvoided),
        frozen,
        publishers,
        update);
  }

  public SolveRequest withFrozen(Map<String, Version> newFrozen) {
    return new SolveRequest(
        known,
        installed,
        proposed,
        rejected,
        avoided,
        new TreeMap<>(newFrozen),
        publishers,
        update);
  }

  public SolveRequest updating() {
    return new SolveRequest(
        known, installed, proposed, rejected, avoided, frozen, publishers, true);
  }
}
