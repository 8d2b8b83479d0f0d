package org.heliosimage.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a template, expanded and checked. Paths inside of the image start with a slash and
 * hold no {@code ..}; paths of the output area are relative and hold none either.
 */
public sealed interface Step {

  /** Owner, group and permission bits of what a step makes. */
  record Ownership(int uid, int gid, int mode) {}

  /** Creates the boot environment and makes it the root of the image. */
  record CreateBe() implements Step {}

  /** Creates a dataset of the pool; a mount point is absolute, {@code legacy} or {@code none}. */
  record CreateDataset(String name, @Nullable String mountpoint) implements Step {}

  /** Removes one file, one tree, or all regular files whose base name matches a glob. */
  record RemoveFiles(Selection by, String value) implements Step {
    /** What {@code value} is. */
    public enum Selection {
      FILE,
      DIR,
      PATTERN
    }
  }

  /** Unpacks a tar file of the output area into the image, or aside. */
  record UnpackTar(String name, boolean intoTmp) implements Step {}

  /** Packs the image, or the listed paths below its root, into a tar file of the output area. */
  record PackTar(String name, List<String> include) implements Step {
    public PackTar {
      include = List.copyOf(include);
    }
  }

  /** Moves an installed image to the packages of an operating system build. */
  record Onu(String repo, String publisher, List<String> uninstall) implements Step {
    public Onu {
      uninstall = List.copyOf(uninstall);
    }
  }

  /** Populates {@code /dev} and {@code /devices}. */
  record Devfsadm() implements Step {}

  /** Concatenates the files of a directory whose names start with the prefix. */
  record AssembleFiles(String dir, String output, String prefix) implements Step {}

  /** Sets the password field of a user; without a password only checks the file. */
  record Shadow(String username, @Nullable String password) implements Step {}

  /** Compresses a file of the output area into the image. */
  record Gzip(String target, String src, Ownership ownership) implements Step {}

  /** Writes the digest of a file of the output area into the image. */
  record Digest(Algorithm algorithm, String target, String src, Ownership ownership)
      implements Step {
    /** The digests of the language, by the name that {@link java.security} knows. */
    public enum Algorithm {
      SHA1("SHA-1"),
      MD5("MD5");

      private final String standardName;

      Algorithm(String standardName) {
        this.standardName = standardName;
      }

      public String standardName() {
        return standardName;
      }
    }
  }

  /** Creates or replaces a symbolic link. */
  record EnsureSymlink(String link, String target, int uid, int gid) implements Step {}

  /** Changes owner and mode of what exists. */
  record EnsurePerms(String path, Ownership ownership) implements Step {}

  /** Creates a directory and its missing parents, or corrects the owner and mode of one. */
  record EnsureDir(String dir, Ownership ownership) implements Step {}

  /** Writes a file. */
  record EnsureFile(String file, FileSource source, Ownership ownership) implements Step {}

  /** Where the bytes of a file come from. */
  sealed interface FileSource {
    /** A file of the template roots or the external folders. */
    record FromTemplate(TemplateFile file) implements FileSource {}

    /** A file of the output area. */
    record FromOutput(String path) implements FileSource {}

    /** A file of the image itself. */
    record FromImage(String path) implements FileSource {}

    /** A file of the tar that was unpacked aside. */
    record FromTar(String path) implements FileSource {}

    /** The text itself. */
    record Contents(String text) implements FileSource {}
  }

  /** Makes the boot environment the one that boots and installs the boot loader. */
  record MakeBootable() implements Step {}

  /** Creates an empty package image, with a publisher or without. */
  record PkgImageCreate(@Nullable String publisher, @Nullable String uri) implements Step {}

  /** Installs packages, then perhaps what they name as optional. */
  record PkgInstall(List<String> pkgs, boolean includeOptional, boolean stripOptionalPublishers)
      implements Step {
    public PkgInstall {
      pkgs = List.copyOf(pkgs);
    }
  }

  /** Uninstalls packages. */
  record PkgUninstall(List<String> pkgs) implements Step {
    public PkgUninstall {
      pkgs = List.copyOf(pkgs);
    }
  }

  /** Sets an image property. */
  record PkgSetProperty(String name, String value) implements Step {}

  /** Replaces a publisher's origins if any are given, and its mirrors likewise. */
  record PkgSetPublisher(String publisher, List<String> uris, List<String> mirrors)
      implements Step {
    public PkgSetPublisher {
      uris = List.copyOf(uris);
      mirrors = List.copyOf(mirrors);
    }
  }

  /** Makes a publisher trust a certificate authority. */
  record PkgApproveCaCert(String publisher, TemplateFile certificate) implements Step {}

  /** Sets a variant and adapts what is installed. */
  record PkgChangeVariant(String variant, String value) implements Step {}

  /** Sets a facet and adapts what is installed. */
  record PkgChangeFacet(String facet, String value) implements Step {}

  /** Forgets the history of package operations. */
  record PkgPurgeHistory() implements Step {}

  /** Builds the service repository; without a seed it starts empty. */
  record SeedSmf(boolean debug, List<String> profiles, @Nullable String seed) implements Step {
    public SeedSmf {
      profiles = List.copyOf(profiles);
    }
  }
}
