package org.heliosimage.ips.publish.sample;

import java.io.IOException;
import org.heliosimage.ips.publish.sample.SampleData.ElfType;

/** Shared objects. */
final class Libraries {

  private Libraries() {}

  static SamplePackage system(Release release) throws IOException {
    SamplePackage library = release.core("system/library", "System libraries");
    library.require("SUNWcs");
    object(library, "lib/libc.so.1", 2 << 20, "mountpoint=true");
    object(library, "lib/amd64/libc.so.1", 2 << 20, "mountpoint=true");
    object(library, "lib/libnvpair.so.1", 100_000);
    object(library, "lib/libzfs.so.1", 400_000);
    library.text("usr/lib/libl.a", "!<arch>\n");
    return library
        .link("lib/libc.so", "libc.so.1")
        .link("lib/64", "amd64")
        .link("usr/lib/libc.so.1", "../../lib/libc.so.1")
        .text(
            "usr/share/locale/de/LC_MESSAGES/system.po",
            SampleData.text("de", 2000),
            "facet.locale.de=true")
        .text(
            "usr/share/locale/fr/LC_MESSAGES/system.po",
            SampleData.text("fr", 2000),
            "facet.locale.fr=true")
        .text("usr/share/locale/C/LC_MESSAGES/system.po", SampleData.text("C", 200));
  }

  static SamplePackage math(Release release) throws IOException {
    SamplePackage math = release.core("system/library/math", "Mathematical library");
    object(math.require("system/library"), "lib/libm.so.2", 500_000);
    return math.link("lib/libm.so", "libm.so.2");
  }

  static SamplePackage gcc(Release release) throws IOException {
    SamplePackage gcc = release.other("system/library/gcc-runtime", "13", "GCC run-time library");
    object(gcc.require("system/library"), "usr/gcc/13/lib/libgcc_s.so.1", 200_000);
    return gcc.link(
        "usr/lib/libgcc_s.so.1",
        "../gcc/13/lib/libgcc_s.so.1",
        "mediator=gcc-runtime mediator-version=13");
  }

  static SamplePackage cxx(Release release) throws IOException {
    SamplePackage cxx = release.other("system/library/g++-runtime", "13", "C++ run-time library");
    cxx.require("system/library/gcc-runtime");
    for (int version : new int[] {12, 13}) {
      object(cxx, "usr/gcc/" + version + "/lib/libstdc++.so.6", 1_500_000);
      cxx.link(
          "usr/lib/libstdc++.so.6",
          "../gcc/" + version + "/lib/libstdc++.so.6",
          "mediator=gxx-runtime mediator-version=" + version);
    }
    return cxx;
  }

  private static void object(SamplePackage to, String path, int size, String... more)
      throws IOException {
    to.file(path, "0755", "bin", SampleData.object(path, ElfType.SHARED, size), more);
  }
}
