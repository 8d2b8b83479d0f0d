package org.heliosimage.ips.publish.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heliosimage.ips.catalog.Catalog;
import org.heliosimage.ips.catalog.CatalogEntry;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.fmri.Version;
import org.heliosimage.ips.manifest.Action;
import org.heliosimage.ips.manifest.ActionType;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.repository.PayloadCache;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.tree.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleRepositoryTest {

  private static List<Manifest> manifests(RepositorySource source, String publisher)
      throws IOException {
    Catalog catalog = source.catalog(publisher);
    List<Manifest> manifests = new ArrayList<>();
    for (String stem : catalog.stems()) {
      for (CatalogEntry entry : catalog.versions(stem)) {
        manifests.add(source.manifest(entry));
      }
    }
    return manifests;
  }

  @Test
  void bothPublishersOfferTheSame() throws Exception {
    RepositorySource source = RepositorySource.open("sample:");
    assertEquals(
        List.of("helios", "helios-dev", "helios-serdev", "on-nightly"), source.publishers());
    Set<String> stems = source.catalog("helios-dev").stems();
    assertEquals(stems, source.catalog("helios").stems());
    assertTrue(stems.size() >= 40, stems::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"helios", "helios-dev"})
  void everyPayloadIsSound(String publisher, @TempDir Path folder) throws Exception {
    RepositorySource source = RepositorySource.open("sample:");
    List<PayloadCache.Request> requests = new ArrayList<>();
    for (Manifest manifest : manifests(source, publisher)) {
      for (Action action : manifest.actions()) {
        if (action.hash() != null) {
          requests.add(new PayloadCache.Request(source, manifest.fmri(), action));
        }
      }
    }
    List<? extends Content> contents = new PayloadCache(folder).contents(requests, size -> {});
    long unpacked = contents.stream().distinct().mapToLong(Content::size).sum();
    assertTrue(unpacked > 20 << 20 && unpacked < 42 << 20, unpacked + " bytes");
  }

  @Test
  void whatIsInTheJarIsWhatTheClassesWrite(@TempDir Path folder) throws Exception {
    SampleRepository.write(folder);
    RepositorySource jar = RepositorySource.open("sample:");
    RepositorySource written = RepositorySource.open(folder.toUri().toString());
    for (String publisher : written.publishers()) {
      assertEquals(written.state(publisher), jar.state(publisher));
    }
    assertEquals(jar.publishers(), written.publishers());
  }

  @Test
  void theTemplatesFindTheirPackages() throws Exception {
    Catalog catalog = RepositorySource.open("sample:").catalog("helios-dev");
    Path templates = Path.of("src/main/resources/org/heliosimage/templates/helios");
    Set<String> wanted = new HashSet<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(templates)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String json = Files.readString(file);
      Matcher list = Pattern.compile("\"pkgs\":\\s*\\[([^\\]]*)\\]").matcher(json);
      while (list.find()) {
        Matcher stem = Pattern.compile("\"([^\"]+)\"").matcher(list.group(1));
        while (stem.find()) {
          wanted.add(stem.group(1).replaceFirst("^/", "").replaceFirst("@.*", ""));
        }
      }
    }
    assertTrue(wanted.contains("entire") && wanted.contains("editor/vim"), wanted::toString);
    wanted.removeAll(catalog.stems());
    assertEquals(Set.of(), wanted);
  }

  @Test
  void everyDependencyIsOffered() throws Exception {
    RepositorySource source = RepositorySource.open("sample:");
    Catalog catalog = source.catalog("helios-dev");
    int count = 0;
    for (Manifest manifest : manifests(source, "helios-dev")) {
      for (Action depend : manifest.actions(ActionType.DEPEND)) {
        Fmri target = Fmri.parse(depend.require("fmri"));
        Version version = target.version();
        assertTrue(
            catalog.versions(target.stem()).stream()
                .anyMatch(entry -> version == null || entry.version().matches(version)),
            () -> manifest.metadata("pkg.fmri") + ": " + depend);
        count++;
      }
    }
    assertTrue(count > 60, count + " dependencies");
  }

  @Test
  void everythingLiesInAFolderThatIsDelivered() throws Exception {
    Map<String, String> folders = new TreeMap<>();
    Set<String> files = new HashSet<>();
    for (Manifest manifest : manifests(RepositorySource.open("sample:"), "helios-dev")) {
      for (Action dir : manifest.actions(ActionType.DIR)) {
        String attributes = dir.require("mode") + dir.require("owner") + dir.require("group");
        String other = folders.put(dir.path(), attributes);
        assertTrue(other == null || other.equals(attributes), dir::toString);
      }
      manifest.actions().stream()
          .filter(action -> action.type().hasPath() && action.type() != ActionType.DIR)
          .forEach(action -> files.add(action.path()));
    }
    for (String path : files) {
      assertFalse(folders.containsKey(path), path);
      int slash = path.lastIndexOf('/');
      assertTrue(slash < 0 || folders.containsKey(path.substring(0, slash)), path);
    }
    for (String path : folders.keySet()) {
      int slash = path.lastIndexOf('/');
      assertTrue(slash < 0 || folders.containsKey(path.substring(0, slash)), path);
    }
  }

  @Test
  void everyOwnerIsKnown() throws Exception {
    RepositorySource source = RepositorySource.open("sample:");
    Map<String, Set<String>> known = new HashMap<>();
    known.put("owner", names(source, "etc/passwd"));
    known.put("group", names(source, "etc/group"));
    List<Manifest> manifests = manifests(source, "helios-dev");
    for (Manifest manifest : manifests) {
      manifest.actions(ActionType.USER).forEach(user -> known.get("owner").add(user.keyValue()));
      manifest.actions(ActionType.GROUP).forEach(group -> known.get("group").add(group.keyValue()));
    }
    for (Manifest manifest : manifests) {
      for (Action action : manifest.actions()) {
        if (action.type() == ActionType.DIR || action.type() == ActionType.FILE) {
          for (Map.Entry<String, Set<String>> names : known.entrySet()) {
            assertTrue(names.getValue().contains(action.require(names.getKey())), action::toString);
          }
        }
      }
    }
  }

  private static Set<String> names(RepositorySource source, String path) throws IOException {
    return new String(bytes(source, path), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.substring(0, line.indexOf(':')))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static byte[] bytes(RepositorySource source, String path) throws IOException {
    for (Manifest manifest : manifests(source, "helios-dev")) {
      for (Action file : manifest.actions(ActionType.FILE)) {
        if (file.path().equals(path)) {
          try (InputStream in =
              new java.util.zip.GZIPInputStream(source.payload("helios-dev", file.hash()))) {
            return in.readAllBytes();
          }
        }
      }
    }
    throw new AssertionError(path + " is in no package");
  }

  @Test
  void shadowAndPasswdAgree() throws Exception {
    RepositorySource source = RepositorySource.open("sample:");
    List<String> shadow =
        new String(bytes(source, "etc/shadow"), StandardCharsets.UTF_8).lines().toList();
    assertTrue(shadow.stream().allMatch(line -> line.split(":", -1).length == 9));
    assertEquals(1, shadow.stream().filter(line -> line.startsWith("root:")).count());
    assertEquals(names(source, "etc/passwd"), names(source, "etc/shadow"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "etc/nsswitch.dns",
        "etc/nsswitch.files",
        "etc/auto_master",
        "etc/ttydefs",
        "etc/vfstab",
        "etc/default/init",
        "etc/inet/hosts",
        "etc/release",
        "etc/system",
        "etc/ftpd/ftpusers",
        "etc/name_to_major",
        "etc/driver_aliases",
        "etc/driver_classes",
        "etc/minor_perm",
        "etc/svc/profile/generic_limited_net.xml",
        "etc/svc/profile/inetd_generic.xml",
        "etc/svc/profile/ns_dns.xml",
        "lib/svc/seed/global.db",
        "lib/svc/seed/nonglobal.db",
        "lib/svc/manifest/system/early-manifest-import.xml",
        "etc/ssh/sshd_config",
        "usr/share/lib/xml/dtd/service_bundle.dtd.1",
        "boot/pmbr",
        "boot/gptzfsboot",
        "boot/loader32.efi",
        "boot/loader64.efi",
        "boot/loader",
        "boot/defaults/loader.conf",
        "boot/solaris/filelist.ramdisk",
        "boot/solaris/bin/create_ramdisk",
        "etc/inet/chrony.conf",
        "platform/i86pc/kernel/amd64/unix",
        "etc/path_to_inst",
        "etc/group"
      })
  void whatLaterStepsNeedIsDelivered(String path) throws Exception {
    assertTrue(bytes(RepositorySource.open("sample:"), path) != null);
  }

  @Test
  void allKindsOfActionOccur() throws Exception {
    Set<ActionType> types = new HashSet<>();
    Set<String> attributes = new HashSet<>();
    for (Manifest manifest : manifests(RepositorySource.open("sample:"), "helios-dev")) {
      for (Action action : manifest.actions()) {
        types.add(action.type());
        attributes.addAll(action.attributes().keySet());
      }
    }
    Set<ActionType> missing = new HashSet<>(Set.of(ActionType.values()));
    missing.removeAll(types);
    assertEquals(Set.of(ActionType.UNKNOWN, ActionType.SIGNATURE), missing);
    assertTrue(
        attributes.containsAll(
            Set.of(
                "mediator",
                "mediator-version",
                "mediator-implementation",
                "preserve",
                "facet.doc.man",
                "facet.locale.de",
                "variant.debug.illumos",
                "variant.opensolaris.imagetype",
                "facet.entire.text/gnu-grep")),
        attributes::toString);
  }

  @Test
  void manifestsAreCanonical() throws Exception {
    for (Manifest manifest : manifests(RepositorySource.open("sample:"), "helios")) {
      String printed =
          manifest.actions().stream()
              .map(Action::toString)
              .collect(Collectors.joining("\n", "", "\n"));
      assertArrayEquals(printed.getBytes(StandardCharsets.UTF_8), manifest.bytes());
    }
  }
}
