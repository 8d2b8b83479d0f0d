package org.heliosimage.ips.trust;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is asked of a package's signatures.
 *
 * @param level how much
 * @param names common names that must occur among the certificates of a package's signatures;
 *     matters at the highest level only
 */
public record SignaturePolicy(Level level, Set<String> names) {

  /** From the most lenient to the strictest. */
  public enum Level {
    /** Nothing. */
    IGNORE("ignore"),
    /** What is signed must be signed properly. */
    VERIFY("verify"),
    /** Every package must be signed with a key. */
    REQUIRE_SIGNATURES("require-signatures"),
    /** The same, and certain names must occur. */
    REQUIRE_NAMES("require-names");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    /** As the properties of an image have it. */
    public String word() {
      return word;
    }
  }

  /**
   * The policy that properties state.
   *
   * @param word value of {@code signature-policy}
   * @param names values of {@code signature-required-names}
   * @param whose names the holder of the properties in messages
   */
  public static SignaturePolicy parse(String word, Collection<String> names, String whose)
      throws TrustException {
    for (Level level : Level.values()) {
      if (level.word.equals(word)) {
        if (level == Level.REQUIRE_NAMES && names.isEmpty()) {
          throw new TrustException(
              "The signature policy of %s is require-names, but the property signature-required-names names nobody."
                  .formatted(whose));
        }
        return new SignaturePolicy(level, Set.copyOf(names));
      }
    }
    throw new TrustException(
        "The signature policy of %s is \"%s\"; it can be ignore, verify, require-signatures or require-names."
            .formatted(whose, word));
  }

  /** The stricter of two; two that ask for names ask for all of them. */
  public SignaturePolicy and(SignaturePolicy other) {
    if (level != other.level) {
      return level.compareTo(other.level) > 0 ? this : other;
    }
    Set<String> all = new TreeSet<>(names);
    all.addAll(other.names);
    return new SignaturePolicy(level, all);
  }
}
