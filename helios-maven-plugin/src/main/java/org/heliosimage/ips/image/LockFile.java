package org.heliosimage.ips.image;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;

/**
 * The packages that a build is to have: a text file, one sorted line for each package.
 *
 * <pre>
 * # a comment
 * pkg://PUBLISHER/STEM@VERSION  sha256:DIGEST-OF-THE-MANIFEST
 * </pre>
 *
 * A name may stand there twice with different versions: a build that changes over to packages of
 * another publisher has had both.
 *
 * @param digests of each package the SHA-256 of its manifest in hexadecimal
 */
public record LockFile(SortedMap<Fmri, String> digests) {

  private static final String ALGORITHM = "sha256:";
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  public LockFile {
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  /** All packages of several lists. */
  public static LockFile union(Collection<LockFile> all) {
    SortedMap<Fmri, String> digests = new TreeMap<>();
    all.forEach(each -> digests.putAll(each.digests));
    return new LockFile(digests);
  }

  /**
   * Reads the text of a lock file.
   *
   * @param name of the file, for messages
   */
  public static LockFile parse(String text, String name) throws IpsException {
    SortedMap<Fmri, String> digests = new TreeMap<>();
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          entry(line, digests);
        } catch (IpsException e) {
          throw new IpsException(name + ", line " + number + ": " + e.getMessage(), e);
        }
      }
    }
    return new LockFile(digests);
  }

  private static void entry(String line, SortedMap<Fmri, String> digests) throws IpsException {
    String[] words = BLANKS.split(line, -1);
    if (words.length != 2
        || !words[1].startsWith(ALGORITHM)
        || !DIGEST.matcher(words[1].substring(ALGORITHM.length())).matches()) {
      throw new IpsException(
          "a package and the digest of its manifest are expected, as in"
              + " \"pkg://PUBLISHER/NAME@VERSION  sha256:64 hexadecimal digits\"");
    }
    Fmri fmri = Fmri.parse(words[0]);
    if (fmri.publisher() == null || fmri.version() == null) {
      throw new IpsException("\"" + words[0] + "\" lacks the publisher or the version");
    }
    if (digests.put(fmri, words[1].substring(ALGORITHM.length())) != null) {
      throw new IpsException("\"" + words[0] + "\" is listed twice");
    }
  }

  /**
   * The text of the file.
   *
   * @param header lines of a comment in front
   */
  public String text(List<String> header) {
    StringBuilder text = new StringBuilder();
    header.forEach(line -> text.append(("# " + line).stripTrailing()).append('\n'));
    digests.forEach(
        (fmri, digest) ->
            text.append(fmri).append("  ").append(ALGORITHM).append(digest).append('\n'));
    return text.toString();
  }

  /** The packages of one name, the oldest first; of several publishers, by publisher first. */
  private List<Fmri> named(String stem) {
    return digests.keySet().stream().filter(fmri -> fmri.stem().equals(stem)).toList();
  }

  /** In words, which packages are not in this list. */
  List<String> strangers(Collection<Fmri> found) {
    List<String> sentences = new ArrayList<>();
    for (Fmri fmri : found) {
      if (!digests.containsKey(fmri)) {
        List<Fmri> locked = named(fmri.stem());
        sentences.add(
            locked.isEmpty()
                ? fmri.stem() + " is not locked, found is " + fmri
                : differs(locked.get(locked.size() - 1), fmri.toString()));
      }
    }
    return sentences;
  }

  /** In words, which packages of this list have another manifest. */
  private List<String> changed(LockFile found) {
    List<String> sentences = new ArrayList<>();
    digests.forEach(
        (fmri, digest) -> {
          String other = found.digests.get(fmri);
          if (other != null && !other.equals(digest)) {
            sentences.add(
                "%s is locked with the manifest %s%s, found is one with %s%s"
                    .formatted(fmri, ALGORITHM, digest, ALGORITHM, other));
          }
        });
    return sentences;
  }

  /** In words, what of this list is missing, unless another version is found in its place. */
  private List<String> missing(LockFile found) {
    List<String> sentences = new ArrayList<>();
    for (Fmri fmri : digests.keySet()) {
      List<Fmri> others = found.named(fmri.stem());
      if (others.isEmpty()) {
        sentences.add(differs(fmri, "nothing that asks for it"));
      } else if (!others.contains(fmri) && digests.keySet().containsAll(others)) {
        sentences.add(differs(fmri, others.get(others.size() - 1) + " only"));
      }
    }
    return sentences;
  }

  static String differs(Fmri locked, String found) {
    return locked.stem() + " is locked as " + locked + ", found is " + found;
  }

  /**
   * Insists that packages are among those that are locked.
   *
   * @throws LockException if some are not; it names each difference
   */
  void requireCovers(LockFile found) throws LockException {
    List<String> differences = strangers(found.digests.keySet());
    differences.addAll(changed(found));
    LockException.check(differences);
  }

  /**
   * Insists that packages are those that are locked, all of them and no others.
   *
   * @throws LockException if they differ; it names each difference
   */
  public void requireSame(LockFile found) throws LockException {
    List<String> differences = strangers(found.digests.keySet());
    differences.addAll(changed(found));
    differences.addAll(missing(found));
    LockException.check(differences);
  }
}
