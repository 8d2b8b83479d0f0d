package org.heliosimage.engine.illumos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Programs in the place of those of an illumos host. Each writes down how it was called: its
 * arguments, where, and what the scripts put into the environment. They need no other program of
 * this machine but a shell and three of the oldest tools.
 */
final class StandIns {

  static final String DATASET = "rpool/images/frank";

  private static final String RECORD =
      """
      #!/bin/sh
      here="%s"
      {
        printf '%%s' "${0##*/}"
        for word; do
          case "$word" in
            *' '*) printf ' [%%s]' "$word" ;;
            *) printf ' %%s' "$word" ;;
          esac
        done
        printf ' {%%s' "$(/bin/pwd)"
        for name in VARIANT MACHINE CONSOLE SERIAL; do
          eval "value=\\${$name-}"
          test -z "$value" || printf ' %%s=%%s' "$name" "$value"
        done
        printf '}\\n'
      } >> "$here/calls"
      """;

  /** Makes what image-builder would, named as image-builder names it, and keeps its templates. */
  static final String BUILDS =
      """
      echo "image-builder begins"
      echo "a note" >&2
      output=
      while [ $# -gt 0 ]; do
        case "$1" in
          -g) group="$2"; shift ;;
          -n) template="$2"; shift ;;
          -N) output="$2"; shift ;;
          -T) templates="$2"; shift ;;
          -F) case "$2" in name=*) name="${2#name=}" ;; esac; shift ;;
          -d|-E) shift ;;
        esac
        shift
      done
      output="${output:-$template}"
      /bin/cp -r "$templates" "$here/seen-$template"
      case "$template" in
        *-01-strap|*-02-image) exit 0 ;;
        *-03-archive) file="$name-${template%-03-archive}.tar" ;;
        eltorito-efi) file="$group-$output.pcfs" ;;
        *-iso) file="$group-$output.iso" ;;
        *-ufs) file="$group-$output.ufs" ;;
        *) file="$group-$output.raw" ;;
      esac
      /bin/mkdir -p "$here/pool/output"
      echo "made of $template" > "$here/pool/output/$file"
      """;

  private final Path folder;

  StandIns(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(bin());
    Files.createDirectories(root());
    program(
        "uname",
        """
        case "$1" in -s) echo SunOS ;; -o) echo illumos ;; esac
        """);
    program(
        "pfexec",
        """
        case "$1" in id) echo "uid=0(root) gid=0(root)"; exit 0 ;; esac
        exec "$@"
        """);
    program(
        "zfs",
        """
        case "$1" in
          list) echo "$4" ;;
          get) echo "$here/pool" ;;
        esac
        """);
    program("zpool", "");
    program("image-builder", BUILDS);
    program(
        "pkg",
        """
        echo "             Name: system/zones/brand/omicron1/tools"
        echo "          Version: 1.0.26"
        """);
    write(
        root().resolve("usr/lib/brand/omicron1/baseline"),
        """
        echo list > "$3/gzonly.txt"
        echo tar > "$3/files.tar.gz"
        """);
  }

  Path bin() {
    return folder.resolve("bin");
  }

  private Path root() {
    return folder.resolve("root");
  }

  /** Lets a program do something else; the script knows the folder of the test as {@code $here}. */
  StandIns program(String name, String script) throws IOException {
    write(bin().resolve(name), script);
    return this;
  }

  StandIns without(String name) throws IOException {
    Files.delete(bin().resolve(name));
    return this;
  }

  private void write(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, RECORD.formatted(folder) + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Host host() {
    return new Host(
        Map.of("PATH", bin().toString(), "LOGNAME", "frank", "HOME", "/nowhere"), root());
  }

  /** All calls so far, the paths that differ from run to run by short names. */
  List<String> calls() throws IOException {
    List<String> calls = new ArrayList<>();
    Path record = folder.resolve("calls");
    if (Files.exists(record)) {
      for (String line : Files.readAllLines(record)) {
        calls.add(shortened(line));
      }
    }
    return calls;
  }

  /** Calls of one program. */
  List<String> calls(String program) throws IOException {
    return calls().stream().filter(line -> line.startsWith(program + " ")).toList();
  }

  /** A text with short names for the folders of the test. */
  String shortened(String text) {
    return text.replaceAll(folder.resolve("work") + "/" + DATASET + "/[0-9a-f]{16}/native", "TOP")
        .replace(bin().toString() + "/", "BIN/")
        .replace(folder.toString(), "HERE");
  }
}
