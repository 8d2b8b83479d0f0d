package org.heliosimage.ips.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installs packages of a repository made here. */
class PkgImageTest {

  private static final long TIME = 1_700_000_000L;
  private static final String STAMP = ":20240101T000000Z";

  @TempDir private Path folder;

  private final List<String> warnings = new ArrayList<>();
  private final FileTree tree = new FileTree(Attributes.of(0755, 0, 0, TIME));
  private RepositoryWriter writer;

  @BeforeEach
  void repository() throws IOException {
    writer = new RepositoryWriter(folder.resolve("repo"), Instant.ofEpochSecond(TIME));
    add(
        pkg("SUNWcs", "1.0")
            .dir("etc", "0755", "root", "sys")
            .dir("etc/ftpd", "0755", "root", "sys")
            .dir("etc/security", "0755", "root", "sys")
            .file(
                "etc/passwd",
                "0644",
                "root",
                "sys",
                "root:x:0:0:Super-User:/root:/bin/sh\nlp:x:71:8:Line Printer:/:\n",
                "preserve=true")
            .file(
                "etc/shadow",
                "0400",
                "root",
                "sys",
                "root::1:::::: \nlp:NP:1::::::\n",
                "preserve=true")
            .file(
                "etc/group",
                "0644",
                "root",
                "sys",
                "root::0:\nother::1:\nbin::2:\nsys::3:root\nlp::8:\n",
                "preserve=true")
            .file("etc/ftpd/ftpusers", "0644", "root", "sys", "root\n", "preserve=true")
            .file("etc/name_to_major", "0644", "root", "sys", "clone 11\n", "preserve=true")
            .file("etc/driver_aliases", "0644", "root", "sys", "", "preserve=true")
            .file(
                "etc/minor_perm",
                "0644",
                "root",
                "sys",
                "clone:tcp 0666 root sys\n",
                "preserve=true")
            .file("etc/motd", "0644", "root", "sys", "hello\n", "preserve=true")
            .license("cr", "Do what you like.\n")
            .lines("legacy pkg=SUNWcs desc=core"));
  }

  private static PackageBuilder pkg(String stem, String version) throws IOException {
    return PackageBuilder.of("p", stem, version + ",5.11-1" + STAMP).set("pkg.summary", stem);
  }

  private void add(PackageBuilder builder) throws IOException {
    writer.add(builder.build());
  }

  private PkgEnvironment environment() throws IOException {
    return new PkgEnvironment(
        uri -> RepositorySource.open("file://" + folder.resolve("repo")),
        new PayloadCache(folder.resolve("cache")),
        TIME,
        warnings::add,
        PkgProgress.NONE);
  }

  private PkgImage image(String... packages) throws IOException {
    writer.finish();
    PkgImage image = PkgImage.create(tree, environment());
    image.setPublisher("p", List.of("https://pkg.example/p"), List.of());
    image.install(List.of(packages));
    return image;
  }

  private String text(String path) throws IOException {
    return assertInstanceOf(RegularFile.class, tree.get(path)).content().text();
  }

  private String attributes(String path) throws IOException {
    Attributes a = tree.get(path).attributes();
    return "%o %d:%d %d".formatted(a.mode(), a.uid(), a.gid(), a.seconds());
  }

  private static String names(PkgImage image) throws IOException {
    return image.installedFmris().stream().map(f -> f.stem()).collect(Collectors.joining(" "));
  }

  @Test
  void installsEveryKindOfAction() throws Exception {
    add(
        pkg("service/chrony", "4.5")
            .depend("require", "SUNWcs")
            .lines(
                """
                group groupname=chrony gid=44
                user username=chrony group=chrony group-list=sys uid=44 ftpuser=false home-dir=/var/chrony
                dir path=var/lib/chrony mode=0750 owner=chrony group=chrony
                link path=usr/bin/chronyc target=../sbin/chronyc
                hardlink path=usr/lib/chronyd target=../sbin/chronyd
                driver name=zfoo alias=pci1,2 alias=pci3,4 perms="* 0600 root sys" clone_perms="zfoo 0666 root sys" devlink=type=ddi_x;name=foo\\t\\\\D
                driver name=afoo
                """)
            .file(
                "usr/sbin/chronyd",
                "04755",
                "chrony",
                "bin",
                "daemon",
                "timestamp=20200102T030405Z"));
    PkgImage image = image("chrony");
    assertEquals("SUNWcs service/chrony", names(image));
    assertEquals("750 44:44 " + TIME, attributes("/var/lib/chrony"));
    assertEquals("4755 44:2 1577934245", attributes("/usr/sbin/chronyd"));
    assertEquals("755 0:0 " + TIME, attributes("/usr/sbin"));
    assertEquals(
        tree.entry("/usr/sbin/chronyd").orElseThrow().link(),
        tree.entry("/usr/lib/chronyd").orElseThrow().link());
    assertEquals(
        "../sbin/chronyc", assertInstanceOf(Symlink.class, tree.get("/usr/bin/chronyc")).target());
    assertTrue(text("/etc/passwd").endsWith("\nchrony:x:44:44:& User:/var/chrony:\n"));
    assertTrue(text("/etc/shadow").endsWith("\nchrony:*LK*:19675::::::\n"));
    assertTrue(text("/etc/group").contains("sys::3:root,chrony\n"));
    assertTrue(text("/etc/group").endsWith("\nchrony::44:\n"));
    assertEquals("root\nchrony\n", text("/etc/ftpd/ftpusers"));
    assertEquals("clone 11\nafoo 1\nzfoo 2\n", text("/etc/name_to_major"));
    assertEquals("zfoo \"pci1,2\"\nzfoo \"pci3,4\"\n", text("/etc/driver_aliases"));
    assertEquals(
        "clone:tcp 0666 root sys\nzfoo:* 0600 root sys\nclone:zfoo 0666 root sys\n",
        text("/etc/minor_perm"));
    assertEquals("", text("/reconfigure"));
    assertEquals("Do what you like.\n", text("/var/pkg/license/SUNWcs/license.cr"));
    assertEquals("444 0:0 " + TIME, attributes("/var/pkg/license/SUNWcs/license.cr"));
    assertTrue(text("/var/sadm/pkg/SUNWcs/pkginfo").startsWith("ARCH=i386\nBASEDIR=/\n"));
    assertEquals(List.of(), warnings);
  }

  @Test
  void goesOnWithAnImageThatWasMadeBefore() throws Exception {
    add(pkg("a", "1.0").file("a", "0644", "root", "sys", "a1"));
    add(pkg("b", "1.0").depend("require", "a").file("b", "0644", "root", "sys", "b"));
    PkgImage first = image("SUNWcs", "a");
    assertTrue(first.isCurrent(tree));
    FileTree later = tree.snapshot();
    PkgImage image = PkgImage.open(later, environment());
    assertEquals(first.installedFmris(), image.installedFmris());
    image.install(List.of("/b"));
    assertEquals("SUNWcs a b", names(image));
    assertTrue(later.find("/b").isPresent());
    assertThrows(NothingToDoException.class, () -> image.install(List.of("b")));
    image.uninstall(List.of("b"));
    assertTrue(later.find("/b").isEmpty());
    assertThrows(IpsException.class, () -> image.uninstall(List.of("b")));
    String config =
        assertInstanceOf(RegularFile.class, later.get("/var/pkg/pkg5.image")).content().text();
    assertTrue(config.contains("origins = ['https://pkg.example/p/']\n"), config);
    assertFalse(config.contains(folder.toString()), config);
    assertTrue(text("/var/pkg/state/installed/catalog.base.C").contains("\"states\":[0,2,7,13]"));
  }

  @Test
  void mediatesLinksAndFlipsThem() throws Exception {
    add(
        pkg("gnu", "1.0")
            .link("usr/bin/sed", "gsed", "mediator=sed mediator-implementation=gnu")
            .link("usr/bin/awk", "gawk", "mediator=awk mediator-version=1.9"));
    add(
        pkg("sun", "1.0")
            .link(
                "usr/bin/sed",
                "ssed",
                "mediator=sed mediator-implementation=sun mediator-priority=vendor"));
    add(pkg("nawk", "1.0").link("usr/bin/awk", "nawk", "mediator=awk mediator-version=1.10"));
    PkgImage image = image("gnu");
    assertEquals("gsed", ((Symlink) tree.get("/usr/bin/sed")).target());
    image.install(List.of("sun", "nawk"));
    assertEquals("ssed", ((Symlink) tree.get("/usr/bin/sed")).target());
    assertEquals("nawk", ((Symlink) tree.get("/usr/bin/awk")).target());
    assertTrue(text("/var/pkg/pkg5.image").contains("sed.implementation-source = vendor\n"));
    image.uninstall(List.of("sun"));
    assertEquals("gsed", ((Symlink) tree.get("/usr/bin/sed")).target());
  }

  @Test
  void namesBothPackagesThatCollide() throws Exception {
    add(pkg("a", "1.0").file("etc/x", "0644", "root", "sys", "a"));
    add(pkg("b", "1.0").file("etc/x", "0644", "root", "sys", "b"));
    add(pkg("c", "1.0").dir("etc", "0700", "root", "sys"));
    add(pkg("d", "1.0").link("etc/motd", "elsewhere"));
    add(pkg("e", "1.0").file("etc/motd/below", "0644", "root", "sys", "e"));
    add(pkg("f", "1.0").file("f", "0644", "nobodyknows", "sys", "f"));
    PkgImage image = image("SUNWcs", "a");
    check("The file /etc/x is delivered by both a@1.0-1 and b@", image, "b");
    check("The path /etc has mode 0755 in SUNWcs@", image, "c");
    check("The path /etc/motd is a file of SUNWcs@", image, "d");
    check("The path /etc/motd/below of e@1.0-1 leads through /etc/motd,", image, "e");
    check("/f of f@1.0-1 has the owner \"nobodyknows\"", image, "f");
  }

  private static void check(String message, PkgImage image, String name) {
    InstallException e = assertThrows(InstallException.class, () -> image.install(List.of(name)));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void neverWritesThroughASymbolicLink() throws Exception {
    add(pkg("a", "1.0").file("opt/x", "0644", "root", "sys", "a"));
    writer.finish();
    tree.put("/opt", new Symlink(Attributes.of(0777, 0, 0, TIME), "/etc"));
    PkgImage image = PkgImage.create(tree, environment());
    image.setPublisher("p", List.of("https://pkg.example/p"), List.of());
    check("a@1.0-1 needs /opt to be a directory for /opt/x", image, "a");
  }

  @Test
  void changesVariantsAndFacets() throws Exception {
    add(
        pkg("a", "1.0")
            .file("man", "0644", "root", "sys", "m", "facet.doc.man=true")
            .file("full", "0644", "root", "sys", "f", "variant.opensolaris.imagetype=full")
            .file("part", "0644", "root", "sys", "p", "variant.opensolaris.imagetype=partial")
            .file("debug", "0644", "root", "sys", "d", "variant.debug.x=true"));
    PkgImage image = image("a");
    assertEquals(
        Set.of("man", "full", "var"),
        tree.list("/").stream().map(FileTree.Entry::name).collect(Collectors.toSet()));
    image.changeFacet("doc.*", "false");
    image.changeVariant("opensolaris.imagetype", "partial");
    assertEquals(
        Set.of("part", "var"),
        tree.list("/").stream().map(FileTree.Entry::name).collect(Collectors.toSet()));
    image.changeFacet("facet.doc.*", "none");
    assertTrue(tree.find("/man").isPresent());
  }

  @Test
  void updatesAndPreserves() throws Exception {
    add(
        pkg("a", "1.0")
            .file("conf", "0644", "root", "sys", "one", "preserve=renamenew")
            .file("x/y", "0644", "root", "sys", "1"));
    add(
        pkg("a", "2.0")
            .file("conf", "0600", "root", "sys", "two", "preserve=renamenew")
            .file("z", "0644", "root", "sys", "2"));
    PkgImage image = image("a@1.0");
    tree.put("/conf", new RegularFile(tree.get("/conf").attributes(), Content.of("edited")));
    image.update();
    assertEquals("edited", text("/conf"));
    assertEquals("two", text("/conf.new"));
    assertEquals("2", text("/z"));
    assertTrue(tree.find("/x").isEmpty());
    assertThrows(NothingToDoException.class, image::update);
  }

  @Test
  void readsOptionalDependencies() throws Exception {
    add(pkg("b", "1.0"));
    add(
        pkg("entire", "1.0")
            .depend("optional", "pkg://p/b")
            .depend("optional", "pkg://p/none@2", "variant.arch=sparc"));
    PkgImage image = image("entire");
    assertEquals(List.of("pkg:/b"), image.optionalDependencies("/entire", false));
    assertEquals(List.of("pkg://p/b"), image.optionalDependencies("entire", true));
    image.install(image.optionalDependencies("entire", false));
    assertEquals("b entire", names(image));
  }

  @Test
  void listsNewerVersions() throws Exception {
    add(pkg("a", "1.0"));
    add(pkg("a", "2.0"));
    add(pkg("b", "1.0"));
    add(pkg("b", "2.0"));
    add(pkg("b", "3.0"));
    add(pkg("c", "1.0"));
    add(pkg("c", "2.0").set("pkg.obsolete", "true"));
    add(pkg("d", "1.0"));
    add(pkg("i", "1.0").depend("incorporate", "b@1.0"));
    add(pkg("i", "2.0").depend("incorporate", "b@2.0"));
    add(pkg("r", "1.0"));
    add(pkg("r", "2.0").set("pkg.renamed", "true").depend("require", "s@2"));
    add(pkg("s", "2.0"));
    PkgImage image = image("a@1", "b@1", "c@1", "d", "i@1", "r@1");
    SortedSet<Fmri> packages = new TreeSet<>(image.installedFmris());
    packages.add(Fmri.parse("pkg://p/a@0.5,5.11-1:20200101T000000Z"));
    packages.add(Fmri.parse("pkg://p/z@1.0,5.11-1:20200101T000000Z"));
    assertEquals(
        List.of(
            "a 1.0 2.0 NEWER []",
            "b 1.0 3.0 HELD [i@2.0-1 admits only b@2.0]",
            "c 1.0 2.0 OBSOLETE []",
            "i 1.0 2.0 NEWER []",
            "r 1.0 2.0 RENAMED []s",
            "z 1.0 1.0 GONE []"),
        image.outdated(packages).stream()
            .map(
                each ->
                    "%s %s %s %s %s%s"
                        .formatted(
                            each.here().stem(),
                            each.here().version().release().text(),
                            each.known().version().release().text(),
                            each.state(),
                            each.sayings(),
                            each.successor()))
            .toList());
  }

  @Test
  void givesTheSameTreeTwice() throws Exception {
    image("SUNWcs");
    FileTree other = new FileTree(Attributes.of(0755, 0, 0, TIME));
    PkgImage again = PkgImage.create(other, environment());
    again.setPublisher("p", List.of("https://pkg.example/p"), List.of());
    again.install(List.of("SUNWcs"));
    assertEquals(listing(tree), listing(other));
  }

  private static List<String> listing(FileTree tree) throws IOException {
    List<String> lines = new ArrayList<>();
    tree.<IOException>walk(
        (path, entry) ->
            lines.add(
                path
                    + " "
                    + entry.node().attributes()
                    + (entry.node() instanceof RegularFile file ? file.content().text() : "")
                    + (entry.node() instanceof Directory)));
    return lines;
  }
}
