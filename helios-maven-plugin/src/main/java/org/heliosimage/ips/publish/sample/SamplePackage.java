package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.PublishedPackage;

/** A package under construction: adds the directories above everything it delivers. */
final class SamplePackage {

  private static final String LICENSE =
      """
      The sample packages belong to the Helios Image Maven Plugin. You may use, change and pass
      them on under the terms of the Apache License, Version 2.0, which you find at
      https://www.apache.org/licenses/LICENSE-2.0. They come without any warranty.
      """;

  private final PackageBuilder builder;
  private final SortedSet<String> folders = new TreeSet<>();

  SamplePackage(Fmri fmri, String summary, SharedPacker packer) throws IOException {
    builder = new PackageBuilder(fmri, packer);
    builder
        .set("pkg.summary", summary)
        .set("pkg.description", summary + " (a sample: it names what the real package is for)")
        .set("info.classification", "org.opensolaris.category.2008:System/Core");
  }

  PackageBuilder builder() {
    return builder;
  }

  /** Directories that hold nothing yet. */
  SamplePackage folders(String... paths) throws IOException {
    for (String path : paths) {
      above(path + "/");
    }
    return this;
  }

  /** A text file, root:sys 0644, which is what most configuration is. */
  SamplePackage text(String path, String content, String... more) throws IOException {
    return file(path, "0644", "sys", content.getBytes(StandardCharsets.UTF_8), more);
  }

  /** A program that says what it stands for. */
  SamplePackage program(String path, String... more) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String script = "#!/bin/sh\necho '" + name + ": sample program, does nothing' >&2\nexit 1\n";
    return file(path, "0555", "bin", script.getBytes(StandardCharsets.UTF_8), more);
  }

  /** A file of root. */
  SamplePackage file(String path, String mode, String group, byte[] content, String... more)
      throws IOException {
    above(path);
    builder.file(path, mode, "root", group, content, more);
    return this;
  }

  SamplePackage link(String path, String target, String... more) throws IOException {
    above(path);
    builder.link(path, target, more);
    return this;
  }

  /** A second name; the target is relative to the folder of the path. */
  SamplePackage hardLink(String path, String target) throws IOException {
    above(path);
    builder.lines("hardlink path=" + path + " target=" + target);
    return this;
  }

  SamplePackage require(String stem) throws IOException {
    builder.depend("require", "pkg:/" + stem);
    return this;
  }

  SamplePackage lines(String text) throws IOException {
    builder.lines(text);
    return this;
  }

  /** A manual page, which the facet {@code doc.man} may leave out. */
  SamplePackage manual(String section, String name, String purpose) throws IOException {
    String page =
        """
        .TH @TITLE@ @SECTION@ "November 1, 2026"
        .SH NAME
        @NAME@ \\- @PURPOSE@
        .SH DESCRIPTION
        This page stands for the manual of the real package.
        """;
    return text(
        "usr/share/man/man" + section + "/" + name + "." + section,
        page.replace("@TITLE@", name.toUpperCase(Locale.ROOT))
            .replace("@SECTION@", section)
            .replace("@NAME@", name)
            .replace("@PURPOSE@", purpose),
        "facet.doc.man=true");
  }

  private void above(String path) {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      folders.add(path.substring(0, slash));
    }
  }

  PublishedPackage build() throws IOException {
    for (String folder : folders) {
      FolderAttributes attributes = FolderAttributes.of(folder);
      builder.dir(folder, attributes.mode(), "root", attributes.group());
    }
    return builder.license("Apache-2.0", LICENSE).build();
  }
}
