package org.heliosimage.ips.solve;

import java.util.List;
import java.util.stream.Collectors;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.jspecify.annotations.Nullable;

/**
 * What a package demands of others.
 *
 * @param targets the packages named; one, but for the types with a choice
 * @param predicate the package whose presence makes a conditional dependency apply
 */
public record Dependency(Type type, List<Fmri> targets, @Nullable Fmri predicate) {

  /** The types, with how messages put them. */
  public enum Type {
    /** The target is there. */
    REQUIRE("requires"),
    /** One of the targets is there. */
    REQUIRE_ANY("requires one of"),
    /** The target is absent or new enough. */
    OPTIONAL("does not go with less than"),
    /** The target is absent or has this version. */
    INCORPORATE("admits only"),
    /** The target is absent or older. */
    EXCLUDE("excludes"),
    /** If the predicate is there, so is the target. */
    CONDITIONAL("requires"),
    /** The target is there in any version, unless avoided. */
    GROUP("groups"),
    /** One of the targets is there in any version, unless all are avoided. */
    GROUP_ANY("groups one of"),
    /** The target was absent or new enough before. */
    ORIGIN("can be installed only where there is at least"),
    /** Of interest in a zone. */
    PARENT("has as parent");

    private final String verb;

    Type(String verb) {
      this.verb = verb;
    }

    /** Whether packages come into an image because of it. */
    boolean pulls() {
      return switch (this) {
        case REQUIRE, REQUIRE_ANY, CONDITIONAL, GROUP, GROUP_ANY -> true;
        case OPTIONAL, INCORPORATE, EXCLUDE, ORIGIN, PARENT -> false;
      };
    }

    /** Whether an old name stays in the image as long as somebody uses it this way. */
    boolean keepsRenamed() {
      return switch (this) {
        case REQUIRE, REQUIRE_ANY, CONDITIONAL, GROUP, GROUP_ANY, EXCLUDE, PARENT -> true;
        case OPTIONAL, INCORPORATE, ORIGIN -> false;
      };
    }

    /** Whether an obsolete version of the target counts as one. */
    boolean countsObsolete() {
      return switch (this) {
        case REQUIRE, REQUIRE_ANY, CONDITIONAL -> false;
        case OPTIONAL, INCORPORATE, EXCLUDE, GROUP, GROUP_ANY, ORIGIN, PARENT -> true;
      };
    }
  }

  public Dependency {
    targets = List.copyOf(targets);
    if (targets.isEmpty() || (type == Type.CONDITIONAL) != (predicate != null)) {
      throw new IllegalArgumentException(type + " " + targets + " " + predicate);
    }
  }

  public static Dependency of(Type type, Fmri... targets) {
    return new Dependency(type, List.of(targets), null);
  }

  /** Cheap, from texts that know theirs, as dependencies are compared by the thousand. */
  @Override
  public int hashCode() {
    int hash = 31 * type.name().hashCode() + target().stem().hashCode();
    Version version = target().version();
    if (version != null) {
      hash = 31 * hash + version.release().text().hashCode();
      hash = 31 * hash + (version.branch() == null ? 0 : version.branch().text().hashCode());
    }
    return hash;
  }

  Fmri target() {
    return targets.get(0);
  }

  /** Whether a version satisfies one of the targets; obsolete versions are the caller's matter. */
  boolean admits(Fmri target, Version version) {
    Version wanted = target.version();
    if (wanted == null) {
      return type != Type.EXCLUDE;
    }
    return switch (type) {
      case GROUP, GROUP_ANY -> true;
      case INCORPORATE -> version.matches(wanted);
      case EXCLUDE -> !version.atLeast(wanted);
      default -> version.atLeast(wanted);
    };
  }

  /** Whether a package must not be there together with whoever says this. */
  public boolean forbids(Fmri other) throws IpsException {
    return switch (type) {
      case OPTIONAL, INCORPORATE, EXCLUDE ->
          target().stem().equals(other.stem()) && !admits(target(), other.requireVersion());
      default -> false;
    };
  }

  /** What it says, for messages. */
  public String sentence() {
    String names =
        targets.stream()
            .map(target -> target.withoutPublisher().shortForm())
            .collect(Collectors.joining(", "));
    return type.verb
        + " "
        + names
        + (predicate == null
            ? ""
            : " if " + predicate.withoutPublisher().shortForm() + " is there");
  }
}
