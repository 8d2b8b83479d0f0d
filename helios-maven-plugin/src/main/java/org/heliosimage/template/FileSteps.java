package org.heliosimage.template;

import static org.heliosimage.template.Argument.optional;
import static org.heliosimage.template.Argument.required;

import java.util.ArrayList;
import java.util.List;
import org.heliosimage.template.Argument.Takes;
import org.heliosimage.template.Step.FileSource;
import org.heliosimage.template.Step.RemoveFiles.Selection;
import org.jspecify.annotations.Nullable;

/** The kinds of steps that work on files. */
final class FileSteps {

  private static final Argument OWNER = required("owner", Takes.OWNER, "owner");
  private static final Argument GROUP = required("group", Takes.GROUP, "group");
  private static final Argument MODE = required("mode", Takes.MODE, "permission bits");

  static final List<StepKind> KINDS =
      List.of(
          StepKind.of(
              "remove_files",
              "Removes one file, one directory with all below it, or every regular file of the"
                  + " image whose base name matches a glob. What is named must exist; a glob may"
                  + " match nothing.",
              FileSteps::removeFiles,
              optional("file", Takes.IMAGE_PATH, "file to remove"),
              optional("dir", Takes.IMAGE_PATH, "directory to remove"),
              optional("pattern", Takes.TEXT, "glob with `*`, `?`, `[a-z]` and `[!a-z]`")),
          StepKind.of(
              "unpack_tar",
              "Unpacks a tar file of the output area into the root of the image. If its name ends"
                  + " in `gz` it is compressed.",
              a -> new Step.UnpackTar(a.text("name"), a.flag("into_tmp", false)),
              required("name", Takes.OUTPUT_PATH, "tar file").withMacros(),
              optional(
                  "into_tmp",
                  Takes.FLAG,
                  "unpack aside instead, for `tarsrc` of later steps; replaces an earlier one")),
          StepKind.of(
              "pack_tar",
              "Writes the image as a tar file of the output area, compressed if its name ends in"
                  + " `gz`.",
              FileSteps::packTar,
              required("name", Takes.OUTPUT_PATH, "tar file").withMacros(),
              optional("include", Takes.TEXTS, "paths below the root to pack instead of all")),
          StepKind.of(
              "assemble_files",
              "Concatenates the regular files of a directory in the order of their names, white"
                  + " space at both ends of each removed, empty ones left out, each ended by a"
                  + " newline.",
              a -> new Step.AssembleFiles(a.text("dir"), a.text("output"), a.text("prefix", "")),
              required("dir", Takes.IMAGE_PATH, "directory"),
              required("output", Takes.IMAGE_PATH, "file to write, root:root 0644"),
              optional("prefix", Takes.TEXT, "take only files whose names start so")),
          StepKind.of(
              "shadow",
              "Sets the password field of one user in `/etc/shadow`, where exactly one line must"
                  + " be that user's and each line must have nine fields. The file becomes"
                  + " root:root 0400 if it changes.",
              a -> new Step.Shadow(colonFree(a.text("username")), password(a)),
              required("username", Takes.TEXT, "user"),
              optional("password", Takes.TEXT, "encrypted password; without it nothing changes")),
          StepKind.of(
              "gzip",
              "Compresses a file of the output area into the image.",
              a -> new Step.Gzip(a.text("target"), a.text("src"), a.ownership()),
              required("target", Takes.IMAGE_PATH, "file to write").withMacros(),
              required("src", Takes.OUTPUT_PATH, "file to compress").withMacros(),
              OWNER,
              GROUP,
              MODE),
          StepKind.of(
              "digest",
              "Writes the digest of a file of the output area in lower-case hexadecimal and a"
                  + " newline.",
              a ->
                  new Step.Digest(
                      algorithm(a.text("algorithm")),
                      a.text("target"),
                      a.text("src"),
                      a.ownership()),
              required("algorithm", Takes.TEXT, "`sha1` or `md5`"),
              required("target", Takes.IMAGE_PATH, "file to write").withMacros(),
              required("src", Takes.OUTPUT_PATH, "file to digest").withMacros(),
              OWNER,
              GROUP,
              MODE),
          StepKind.of(
              "ensure_symlink",
              "Creates a symbolic link; a link or file of that name is replaced.",
              FileSteps::symlink,
              required("link", Takes.IMAGE_PATH, "the link"),
              required("target", Takes.TEXT, "where it leads, verbatim"),
              OWNER,
              GROUP),
          StepKind.of(
              "ensure_perms",
              "Sets owner, group and permission bits of what exists. A link keeps its bits.",
              a -> new Step.EnsurePerms(a.text("path"), a.ownership()),
              required("path", Takes.IMAGE_PATH, "what to change"),
              OWNER,
              GROUP,
              MODE),
          StepKind.of(
                  "ensure_dir",
                  "Creates a directory, and parents that are missing with the same mode but root"
                      + " as owner; one that is there gets owner, group and mode. Anything else of"
                      + " that name is an error.",
                  a -> new Step.EnsureDir(a.text("dir"), a.ownership()),
                  required("dir", Takes.IMAGE_PATH, "directory"),
                  OWNER,
                  GROUP,
                  MODE)
              .alsoCalled("ensure_directory"),
          StepKind.of(
              "ensure_file",
              "Writes a file, replacing what had its name unless that is a directory; the parent"
                  + " directory must exist. One of the keys that say where the bytes come from"
                  + " must be given; of several the first in this order counts.",
              FileSteps::ensureFile,
              required("file", Takes.IMAGE_PATH, "file to write").withMacros(),
              OWNER,
              GROUP,
              MODE,
              optional("src", Takes.TEMPLATE_FILE, "copy of a file beside the templates")
                  .withMacros(),
              optional("extsrc", Takes.EXTERNAL_FILE, "copy of a file of an external folder")
                  .withMacros(),
              optional("outputsrc", Takes.OUTPUT_PATH, "copy of a file of the output area")
                  .withMacros(),
              optional("imagesrc", Takes.IMAGE_PATH, "copy of a file of the image").withMacros(),
              optional("tarsrc", Takes.IMAGE_PATH, "copy of a file of the tar unpacked aside")
                  .withMacros(),
              optional("contents", Takes.TEXT, "the text itself")));

  private FileSteps() {}

  private static Step removeFiles(Arguments a) throws Invalid {
    if (a.values().size() != 1) {
      throw new Invalid("must have exactly one of \"file\", \"dir\" and \"pattern\"");
    }
    if (a.has("pattern")) {
      Glob.parse(a.text("pattern"));
      return new Step.RemoveFiles(Selection.PATTERN, a.text("pattern"));
    }
    return a.has("file")
        ? new Step.RemoveFiles(Selection.FILE, belowRoot(a.text("file")))
        : new Step.RemoveFiles(Selection.DIR, belowRoot(a.text("dir")));
  }

  private static String belowRoot(String path) throws Invalid {
    if (path.equals("/")) {
      throw new Invalid("cannot be applied to the root of the image");
    }
    return path;
  }

  private static Step packTar(Arguments a) throws Invalid {
    List<String> include = new ArrayList<>();
    for (String path : a.texts("include")) {
      include.add(RelativePath.normalize(path));
    }
    if (a.has("include") && include.isEmpty()) {
      throw new Invalid("has an empty list \"include\", which would pack nothing");
    }
    return new Step.PackTar(a.text("name"), include);
  }

  private static String colonFree(String text) throws Invalid {
    if (text.chars().anyMatch(c -> c == ':' || c < ' ')) {
      throw new Invalid("has a user name or password with a colon or a control character");
    }
    return text;
  }

  private static @Nullable String password(Arguments a) throws Invalid {
    return a.has("password") ? colonFree(a.text("password")) : null;
  }

  private static Step.Digest.Algorithm algorithm(String name) throws Invalid {
    return switch (name) {
      case "sha1" -> Step.Digest.Algorithm.SHA1;
      case "md5" -> Step.Digest.Algorithm.MD5;
      default ->
          throw new Invalid("has the unknown algorithm \"" + name + "\"; sha1 and md5 exist");
    };
  }

  private static Step symlink(Arguments a) throws Invalid {
    String target = a.text("target");
    if (target.isEmpty() || target.indexOf('\0') >= 0) {
      throw new Invalid("has an empty target or one with a null character");
    }
    return new Step.EnsureSymlink(belowRoot(a.text("link")), target, a.id("owner"), a.id("group"));
  }

  private static Step ensureFile(Arguments a) throws Invalid {
    FileSource source;
    if (a.has("src")) {
      source = new FileSource.FromTemplate(a.file("src"));
    } else if (a.has("extsrc")) {
      source = new FileSource.FromTemplate(a.file("extsrc"));
    } else if (a.has("outputsrc")) {
      source = new FileSource.FromOutput(a.text("outputsrc"));
    } else if (a.has("imagesrc")) {
      source = new FileSource.FromImage(a.text("imagesrc"));
    } else if (a.has("tarsrc")) {
      source = new FileSource.FromTar(a.text("tarsrc"));
    } else if (a.has("contents")) {
      source = new FileSource.Contents(a.text("contents"));
    } else {
      throw new Invalid(
          "does not say where the bytes come from: one of \"src\", \"extsrc\", \"outputsrc\","
              + " \"imagesrc\", \"tarsrc\" and \"contents\" is needed");
    }
    return new Step.EnsureFile(belowRoot(a.text("file")), source, a.ownership());
  }
}
