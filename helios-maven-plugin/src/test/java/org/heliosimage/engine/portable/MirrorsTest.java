package org.heliosimage.engine.portable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.work.Digests;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.ips.repository.CacheUse;
import org.heliosimage.ips.repository.RepositoryOpener;
import org.heliosimage.ips.transport.Pause;
import org.heliosimage.ips.transport.Transport;
import org.heliosimage.ips.transport.TransportSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorsTest {

  @TempDir Path folder;

  private InputTrace trace;

  @BeforeEach
  void trace() throws IOException {
    trace = new InputTrace(Digests.load(folder.resolve("digests")));
  }

  private Mirrors mirrors(Map<String, String> map) {
    return new Mirrors(
        map,
        new RepositoryOpener(
            new Transport(TransportSettings.standard(true), Pause.SLEEP),
            CacheUse.alone(folder.resolve("cache"))),
        trace);
  }

  @Test
  void theLongestPrefixWinsAndTheRestIsKept() throws IOException {
    Path repo = Files.createDirectories(folder.resolve("mirror/2/dev"));
    String base = folder.toUri().toString();
    Mirrors mirrors =
        mirrors(
            Map.of(
                "https://pkg.example/", "sample:",
                "https://pkg.example/helios", base + "mirror",
                "*", "file:///nowhere"));
    assertEquals(base + "mirror/2/dev/", mirrors.locate("https://pkg.example/helios/2/dev/"));
    assertEquals("sample:", mirrors.locate("https://pkg.example/heliosx/2/"));
    assertTrue(Files.isDirectory(repo));
  }

  @Test
  void aPrefixEndsAtASlash() throws IOException {
    Mirrors mirrors = mirrors(Map.of("https://pkg.example/a", "sample:"));
    assertEquals("sample:", mirrors.locate("https://pkg.example/a"));
    assertEquals("https://pkg.example/ab", mirrors.locate("https://pkg.example/ab"));
    assertEquals(
        "sample:",
        mirrors(Map.of("https://pkg.example/", "sample:")).locate("https://pkg.example"));
  }

  @Test
  void theStateOfAFolderIsAnInput() throws IOException {
    Path repo = Files.createDirectories(folder.resolve("repo/publisher/example/catalog"));
    Files.writeString(repo.resolve("catalog.attrs"), "{}");
    Files.writeString(folder.resolve("repo/publisher/notes.txt"), "no publisher");
    mirrors(Map.of("*", folder.resolve("repo").toUri().toString())).locate("http://x/y");
    assertEquals(4, trace.inputs().size());
    assertTrue(
        trace.inputs().stream().anyMatch(i -> i.label().equals("repository:http://x/y:example")));
    assertTrue(
        trace.inputs().stream().noneMatch(i -> i.label().contains(folder.toString())),
        "labels are the same on every machine");
  }

  @Test
  void whatCannotBeReadNamesTheParameter() {
    for (String bad : new String[] {"ftp://pkg.example/", "no uri", "file:///not/there"}) {
      BuildException e = assertThrows(BuildException.class, () -> mirrors(Map.of()).locate(bad));
      assertEquals(Optional.of("packageMirrors"), e.parameter(), e.getMessage());
    }
  }
}
