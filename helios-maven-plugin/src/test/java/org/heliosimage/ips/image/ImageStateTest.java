package org.heliosimage.ips.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.publish.PackageBuilder;
import org.heliosimage.ips.publish.RepositoryWriter;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What an image has in var/pkg. */
class ImageStateTest {

  private static final long TIME = 1_700_000_000L;

  @TempDir private Path folder;

  private final FileTree tree = new FileTree(Attributes.of(0755, 0, 0, TIME));
  private PkgImage image;

  @BeforeEach
  void install() throws IOException {
    RepositoryWriter writer =
        new RepositoryWriter(folder.resolve("repo"), Instant.ofEpochSecond(TIME));
    writer.add(
        pkg("app", "1.0")
            .set("pkg.summary", "An application")
            .depend("require", "lib@1.0")
            .depend("group", "extra")
            .license("my licence", "Do what you like.\n")
            .build());
    writer.add(pkg("app", "2.0").depend("require", "lib@1.0").build());
    writer.add(pkg("lib", "1.0").build());
    writer.add(pkg("lib", "2.0").build());
    writer.add(pkg("extra", "1.0").build());
    writer.add(pkg("other", "1.0").build());
    writer.finish();
    image =
        PkgImage.create(
            tree,
            new PkgEnvironment(
                uri -> RepositorySource.open("file://" + folder.resolve("repo")),
                new PayloadCache(folder.resolve("cache")),
                TIME,
                warning -> {},
                PkgProgress.NONE));
    image.setPublisher("p", List.of("https://pkg.example/p"), List.of("http://mirror.example/p/"));
    image.install(List.of("app@1", "lib@1"), Set.of("extra"));
  }

  private static PackageBuilder pkg(String stem, String version) throws IOException {
    return PackageBuilder.of("p", stem, version + ",5.11-1:20240101T000000Z");
  }

  private String text(String path) throws IOException {
    return assertInstanceOf(RegularFile.class, tree.get("/var/pkg/" + path)).content().text();
  }

  private SortedSet<String> names(String path) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    tree.list("/var/pkg/" + path).forEach(entry -> names.add(entry.name()));
    return names;
  }

  @Test
  void hasTheConfigurationThatPkgWrites() throws Exception {
    assertEquals(
        """
        [image]
        version = 4

        [property]
        preferred-authority =\s
        publisher-search-order = ['p']
        be-policy = default
        content-update-policy = default
        flush-content-cache-on-success = True
        send-uuid = True
        default-recurse = False
        dehydrated = []
        exclude-patterns = []
        exclude-policy = warn
        key-files = []
        mirror-discovery = False
        recursion-concurrency = 1
        temp-be-activation = False
        use-system-repo = False
        check-certificate-revocation = False
        ca-path = /etc/ssl/certs
        signature-required-names = []

        [variant]
        variant.arch = i386
        variant.opensolaris.imagetype = full
        variant.opensolaris.zone = global

        [CONFIGURATION]
        version = 3

        [authority_p]
        prefix = p
        alias =\s
        disabled = False
        sticky = True
        origins = ['https://pkg.example/p/']
        mirrors = ['http://mirror.example/p/']
        origin_info = [{'uri': 'https://pkg.example/p/', 'proxy': '', 'disabled': 'false'}]
        mirror_info = [{'uri': 'http://mirror.example/p/', 'proxy': '', 'disabled': 'false'}]
        ssl_cert =\s
        ssl_key =\s
        property.signature-required-names = []
        approved_ca_certs = []
        revoked_ca_certs = []
        intermediate_certs = []
        signing_ca_certs = []
        repo.collection_type = core
        repo.description =\s
        repo.legal_uris = []
        repo.name =\s
        repo.refresh_seconds = 14400
        repo.registered = False
        repo.registration_uri =\s
        repo.related_uris = []
        repo.sort_policy = priority

        """,
        text("pkg5.image"));
  }

  @Test
  void hasTheFoldersOfFormat4() throws Exception {
    assertEquals(
        Set.of(
            "cache",
            "gui_cache",
            "history",
            "license",
            "lost+found",
            "pkg5.image",
            "publisher",
            "ssl",
            "state"),
        names(""));
    assertEquals(Set.of("index", "publisher", "tmp"), names("cache"));
    assertEquals(Set.of("avoid_set", "installed", "known"), names("state"));
    assertEquals(Set.of("app", "lib"), names("publisher/p/pkg"));
    assertEquals(Set.of("1.0%2C5.11-1%3A20240101T000000Z"), names("publisher/p/pkg/app"));
    assertEquals("Do what you like.\n", text("license/app/license.my%20licence"));
  }

  @Test
  void listsWhatIsInstalled() throws Exception {
    String base = text("state/installed/catalog.base.C");
    assertEquals(
        "{\"p\":{\"app\":[{\"metadata\":{\"last-install\":\"20231114T221320Z\",\"states\":[0,2,7,13]},"
            + "\"signature-sha-1\":\"HASH\",\"version\":\"1.0,5.11-1:20240101T000000Z\"}],"
            + "\"lib\":[{\"metadata\":{\"last-install\":\"20231114T221320Z\",\"states\":[0,2,7,13]},"
            + "\"signature-sha-1\":\"HASH\",\"version\":\"1.0,5.11-1:20240101T000000Z\"}]}}\n",
        base.replaceAll("[0-9a-f]{40}", "HASH"));
    assertEquals(base, text("state/known/catalog.base.C"));
    assertEquals(
        "{\"p\":{\"app\":[{\"actions\":[\"depend fmri=lib@1.0 type=require\","
            + "\"depend fmri=extra type=group\"],\"version\":\"1.0,5.11-1:20240101T000000Z\"}]}}\n",
        text("state/installed/catalog.dependency.C"));
    assertTrue(
        text("state/installed/catalog.attrs")
            .contains("\"package-count\":2,\"package-version-count\":2,"));
  }

  @Test
  void remembersWhatIsAvoided() throws Exception {
    assertEquals("[1,{\"extra\":\"avoid\"}]", text("state/avoid_set"));
    Restraints restraints = image.restraints();
    assertEquals(Set.of("extra"), restraints.avoided());
    restraints.avoid(List.of("other"));
    assertEquals("[1,{\"extra\":\"avoid\",\"other\":\"avoid\"}]", text("state/avoid_set"));
    restraints.unavoid(List.of("other"));
    assertEquals("[1,{\"extra\":\"avoid\"}]", text("state/avoid_set"));
    check(
        "extra would have to be installed, as app@1.0-1 groups it: install it by its name.",
        () -> restraints.unavoid(List.of("extra")));
    check("\"other\" is not avoided.", () -> restraints.unavoid(List.of("other")));
    check("\"lib\" cannot be avoided: lib is installed.", () -> restraints.avoid(List.of("lib")));
    check("No publisher has a package \"zz\" to avoid.", () -> restraints.avoid(List.of("zz")));
    image.install(List.of("extra"));
    assertEquals("[1,{}]", text("state/avoid_set"));
  }

  @Test
  void remembersWhatIsFrozen() throws Exception {
    image.restraints().freeze(List.of("lib@1"), "until \"it\" works \u00fc");
    image.restraints().freeze(List.of("/app"), "");
    assertEquals(
        "[1,{\"app\":[\"pkg:/app@1.0,5.11-1:20240101T000000Z\",null,1700000000],"
            + "\"lib\":[\"pkg:/lib@1,5.11\",\"until \\\"it\\\" works \\u00FC\",1700000000]}]",
        text("state/frozen_dict"));
    assertEquals("until \"it\" works \u00fc", image.restraints().frozen().get("lib").comment());
    assertThrows(NothingToDoException.class, () -> image.update());
    check(
        "The packages do not fit together: lib is asked for (lib@2.0-1 is kept out by the freeze at"
            + " version 1).",
        () -> image.install(List.of("lib@2")));
    image.restraints().unfreeze(List.of("lib"));
    image.update(List.of("lib"));
    assertTrue(image.installedFmris().toString().contains("lib@2.0"));
    check("\"lib\" is not frozen.", () -> image.restraints().unfreeze(List.of("lib")));
    check(
        "\"none\" is not installed and cannot be frozen.",
        () -> image.restraints().freeze(List.of("none"), ""));
    check(
        "lib cannot be frozen at version 1: installed is 2.0-1:20240101T000000Z.",
        () -> image.restraints().freeze(List.of("lib@1"), ""));
  }

  private static void check(String message, Executable executable) {
    assertEquals(message, assertThrows(IpsException.class, executable).getMessage());
  }

  @Test
  void hasAHistoryThatCanBePurged() throws Exception {
    assertEquals(
        Set.of("20231114T221320Z-01.xml", "20231114T221320Z-02.xml", "20231114T221320Z-03.xml"),
        names("history"));
    assertEquals(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><history>"
            + "<client name=\"pkg\" version=\"helios-maven-plugin\"><args>"
            + "<arg><![CDATA[pkg]]></arg><arg><![CDATA[install]]></arg>"
            + "<arg><![CDATA[app@1]]></arg><arg><![CDATA[lib@1]]></arg></args></client>"
            + "<operation name=\"install\" username=\"root\" userid=\"0\" result=\"Succeeded, None\""
            + " start_time=\"20231114T221320Z\" end_time=\"20231114T221320Z\"><end_state>"
            + "<![CDATA[Package version changes:\n"
            + "None -> pkg://p/app@1.0,5.11-1:20240101T000000Z\n"
            + "None -> pkg://p/lib@1.0,5.11-1:20240101T000000Z]]>"
            + "</end_state></operation></history>\n",
        text("history/20231114T221320Z-03.xml"));
    image.purgeHistory();
    assertEquals(Set.of("20231114T221320Z-01.xml"), names("history"));
    assertTrue(
        text("history/20231114T221320Z-01.xml").contains("<operation name=\"purge-history\" "));
  }

  @Test
  void changesPublishers() throws Exception {
    image.setPublisher("q", List.of("file:///q"), List.of());
    image.setPublisher("r", List.of("file:///r"), List.of());
    image.publisher("r").searchFirst();
    assertEquals(List.of("r", "p", "q"), image.publishers());
    image.publisher("p").searchAfter("q");
    assertEquals(List.of("r", "q", "p"), image.publishers());
    image.publisher("p").searchBefore("r");
    assertEquals(List.of("p", "r", "q"), image.publishers());
    image.publisher("q").setEnabled(false);
    image.publisher("q").setSticky(false);
    image
        .publisher("p")
        .setClientCertificate(Content.of("the key\n"), Content.of("the certificate\n"));
    String config = text("pkg5.image");
    assertTrue(config.contains("publisher-search-order = ['p', 'r', 'q']\n"), config);
    assertTrue(config.contains("ssl_key = /var/pkg/ssl/"), config);
    assertEquals(2, names("ssl").size());
    for (String name : names("ssl")) {
      assertTrue(text("ssl/" + name).startsWith("the "));
    }
    PublisherSettings q = image.publisher("q");
    assertFalse(q.isEnabled());
    assertFalse(q.isSticky());
    assertEquals(List.of("file:///q/"), q.origins());
    assertEquals(List.of(), q.mirrors());
    image.publisher("r").remove();
    assertEquals(List.of("p", "q"), image.publishers());
    check("The image has no publisher \"r\".", () -> image.publisher("r"));
    check(
        "Publisher p cannot be asked beside \"r\", which is no other publisher of the image.",
        () -> image.publisher("p").searchAfter("r"));
  }

  @Test
  void goesOnFromAnImageOfAnotherClient() throws Exception {
    String config = text("pkg5.image");
    put(
        "pkg5.image",
        config
                .replace("sticky = True\n", "")
                .replace("ca-path = /etc/ssl/certs\n", "auto-be-name = omnios-r%r\n")
            + "[linked_x]\nname = y\n");
    put(
        "state/avoid_set",
        "[1, {\"a\": \"implicit-avoid\", \"b\": \"obsolete\", \"c\": \"avoid\"}]");
    put("state/frozen_dict", "[1, {\"lib\": [\"pkg:/lib@1.0\", null, 1700000001]}]");
    PkgImage again =
        PkgImage.open(
            tree,
            new PkgEnvironment(
                uri -> RepositorySource.open("file://" + folder.resolve("repo")),
                new PayloadCache(folder.resolve("cache")),
                TIME,
                warning -> {},
                PkgProgress.NONE));
    assertEquals(false, again.publisher("p").isSticky());
    assertEquals(Set.of("c"), again.restraints().avoided());
    assertEquals(1_700_000_001L, again.restraints().frozen().get("lib").time());
    again.setProperty("send-uuid", "False");
    assertTrue(text("pkg5.image").contains("auto-be-name = omnios-r%r\n"));
    assertTrue(text("pkg5.image").contains("[linked_x]\nname = y\n"));
    put("state/frozen_dict", "{}");
    check("/var/pkg/state/frozen_dict of the image is damaged.", () -> again.restraints().frozen());
  }

  private void put(String path, String text) throws IOException {
    Attributes attributes = Attributes.of(0644, 0, 0, TIME);
    tree.put("/var/pkg/" + path, new RegularFile(attributes, Content.of(text)));
  }
}
