package org.heliosimage.ips.solve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.solve.SolveRequest.Publisher;
import org.jspecify.annotations.Nullable;

/** Which versions of which packages somebody means who names packages to install. */
public final class Matching {

  private final Known known;
  private final Map<String, Candidate> installed;
  private final List<Publisher> publishers;

  public Matching(Known known, Map<String, Candidate> installed, List<Publisher> publishers) {
    this.known = known;
    this.installed = installed;
    this.publishers = publishers;
  }

  private record Match(PackagePattern pattern, List<Candidate> candidates) {}

  /**
   * Like {@link #match}, among packages that are installed in some version.
   *
   * @throws IpsException if a pattern means none of them
   */
  public SortedMap<String, List<Candidate>> matchInstalled(Collection<String> texts)
      throws IpsException {
    for (String text : texts) {
      if (PackagePattern.parse(text).stems(installed.keySet()).isEmpty()) {
        throw new IpsException("\"%s\" is not installed.".formatted(text));
      }
    }
    return match(texts, Set.of(), new TreeSet<>(installed.keySet()));
  }

  /**
   * By name, the versions of which the solver shall choose one.
   *
   * @throws IpsException if a pattern means no package, or more than one without saying so
   */
  public SortedMap<String, List<Candidate>> match(Collection<String> texts, Set<String> rejected)
      throws IpsException {
    Set<String> stems = new TreeSet<>(known.stems());
    stems.addAll(installed.keySet());
    return match(texts, rejected, stems);
  }

  private SortedMap<String, List<Candidate>> match(
      Collection<String> texts, Set<String> rejected, Set<String> stems) throws IpsException {
    SortedMap<String, List<Match>> matches = new TreeMap<>();
    for (String text : new LinkedHashSet<>(texts)) {
      PackagePattern pattern = PackagePattern.parse(text);
      for (Map.Entry<String, List<Candidate>> match :
          matches(pattern, stems, rejected).entrySet()) {
        matches
            .computeIfAbsent(match.getKey(), stem -> new ArrayList<>())
            .add(new Match(pattern, match.getValue()));
      }
    }
    SortedMap<String, List<Candidate>> result = new TreeMap<>();
    for (Map.Entry<String, List<Match>> match : matches.entrySet()) {
      result.put(match.getKey(), onePublisher(match.getKey(), match.getValue()));
    }
    return result;
  }

  private Map<String, List<Candidate>> matches(
      PackagePattern pattern, Set<String> stems, Set<String> rejected) throws IpsException {
    Map<String, List<Candidate>> found = new LinkedHashMap<>();
    List<String> named = pattern.stems(stems);
    @Nullable String unfit = null;
    for (String stem : named) {
      if (rejected.contains(stem)) {
        continue;
      }
      List<Candidate> candidates = pattern.candidates(versions(stem));
      List<Candidate> fit = candidates.stream().filter(c -> c.unfit() == null).toList();
      if (!fit.isEmpty()) {
        found.put(stem, fit);
      } else if (!candidates.isEmpty()) {
        unfit = candidates.get(0).name() + " " + candidates.get(0).unfit();
      }
    }
    if (found.isEmpty()) {
      throw new IpsException(nothing(pattern, named, rejected, unfit));
    }
    if (!pattern.isGlob()) {
      narrow(found);
      if (found.size() > 1) {
        throw new IpsException(
            "\"%s\" may mean %s; put a slash in front of the name that is meant."
                .formatted(pattern, String.join(" or ", found.keySet())));
      }
    }
    return found;
  }

  private String nothing(
      PackagePattern pattern, List<String> named, Set<String> rejected, @Nullable String unfit)
      throws IpsException {
    if (unfit != null) {
      return "\"%s\" cannot be installed here: %s.".formatted(pattern, unfit);
    }
    String wanted = pattern.publisher();
    if (wanted != null && publishers.stream().noneMatch(each -> each.name().equals(wanted))) {
      return "\"%s\" names the publisher %s, which the image does not have; it has %s."
          .formatted(
              pattern,
              wanted,
              String.join(", ", publishers.stream().map(Publisher::name).toList()));
    }
    if (named.isEmpty() || versions(named.get(0)).isEmpty()) {
      return "No publisher (%s) has a package \"%s\"."
          .formatted(String.join(", ", publishers.stream().map(Publisher::name).toList()), pattern);
    }
    String stem = named.get(0);
    List<Candidate> versions = versions(stem);
    return rejected.contains(stem)
        ? "\"%s\" is to be left out and cannot be installed.".formatted(pattern)
        : "No version of %s fits \"%s\"; the newest is %s of publisher %s."
            .formatted(stem, pattern, versions.get(0).name(), versions.get(0).publisher());
  }

  private List<Candidate> versions(String stem) throws IpsException {
    Set<Candidate> all = new LinkedHashSet<>(known.versions(stem));
    Candidate here = installed.get(stem);
    if (here != null) {
      all.add(here);
    }
    return all.stream().sorted(Comparator.comparing(Candidate::version).reversed()).toList();
  }

  /** A name that several packages end in means neither obsolete ones nor the target of another. */
  private static void narrow(Map<String, List<Candidate>> found) {
    if (found.size() > 1) {
      List<String> obsolete =
          found.entrySet().stream()
              .filter(match -> match.getValue().stream().anyMatch(Candidate::obsolete))
              .map(Map.Entry::getKey)
              .toList();
      if (obsolete.size() < found.size()) {
        found.keySet().removeAll(obsolete);
      }
    }
    if (found.size() > 1) {
      Set<String> targets = new TreeSet<>();
      for (List<Candidate> candidates : found.values()) {
        candidates.stream()
            .filter(Candidate::renamed)
            .forEach(candidate -> targets.addAll(candidate.required()));
      }
      found.keySet().removeAll(targets);
    }
  }

  /** What several patterns agree on, of one publisher. */
  private List<Candidate> onePublisher(String stem, List<Match> matches) throws IpsException {
    boolean plain = matches.stream().anyMatch(match -> !match.pattern().isGlob());
    boolean publisherNamed =
        matches.stream()
            .anyMatch(
                match -> match.pattern().isGlob() != plain && match.pattern().publisher() != null);
    List<Candidate> left = null;
    for (Match match : matches) {
      if (plain
          ? match.pattern().isGlob()
          : publisherNamed && match.pattern().publisher() == null) {
        continue;
      }
      left =
          left == null
              ? match.candidates()
              : left.stream().filter(match.candidates()::contains).toList();
    }
    if (left == null || left.isEmpty()) {
      throw new IpsException(
          "No version of %s fits all of %s."
              .formatted(
                  stem, matches.stream().map(match -> "\"" + match.pattern() + "\"").toList()));
    }
    Candidate here = installed.get(stem);
    List<Candidate> all = left;
    if (here != null && !publisherNamed && isSticky(here.publisher())) {
      left = all.stream().filter(c -> c.publisher().equals(here.publisher())).toList();
      if (left.isEmpty()) {
        throw new IpsException(
            "%s is installed from publisher %s, which has no fitting version; name publisher %s to change over."
                .formatted(here.name(), here.publisher(), all.get(0).publisher()));
      }
      return left;
    }
    String best =
        all.stream()
            .min(Comparator.comparing(candidate -> rank(candidate.publisher())))
            .map(Candidate::publisher)
            .orElseThrow();
    return all.stream()
        .filter(candidate -> candidate.publisher().equals(best) || candidate.equals(here))
        .toList();
  }

  private boolean isSticky(String publisher) {
    return publishers.stream().anyMatch(p -> p.name().equals(publisher) && p.sticky());
  }

  private int rank(String publisher) {
    for (int i = 0; i < publishers.size(); i++) {
      if (publishers.get(i).name().equals(publisher)) {
        return i;
      }
    }
    return publishers.size();
  }
}
