package org.heliosimage.engine.portable.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.heliosimage.Generator;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepContexts;
import org.heliosimage.engine.portable.StepTable;
import org.heliosimage.template.Step;
import org.heliosimage.template.Step.FileSource;
import org.heliosimage.template.Step.Ownership;
import org.heliosimage.template.TemplateFile;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileStepsTest {

  private static final Attributes OLD = Attributes.of(0640, 3, 3, 1);
  private static final Ownership ROOT_SYS = new Ownership(0, 3, 0644);

  @TempDir Path folder;
  private FileTree tree;
  private StepContext context;

  @BeforeEach
  void makeContext() throws IOException {
    tree = StepContexts.emptyTree();
    tree.mkdirs("/etc", Attributes.of(0755, 0, 3, 1));
    context = StepContexts.dataset(tree, folder);
  }

  private void run(Step step) throws IOException {
    StepTable.standard().run(step, context);
  }

  private String failure(Step step) {
    return assertThrows(IOException.class, () -> run(step)).getMessage();
  }

  private void put(String path, String text) throws IOException {
    tree.put(path, new RegularFile(OLD, Content.of(text)));
  }

  private String text(String path) throws IOException {
    return ((RegularFile) tree.get(path)).content().text();
  }

  private void output(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve("output").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static Step contents(String file, String text) {
    return new Step.EnsureFile(file, new FileSource.Contents(text), ROOT_SYS);
  }

  private void assertOwned(String path, int mode, int uid, int gid) throws IOException {
    Attributes attributes = tree.get(path).attributes();
    assertEquals(mode, attributes.mode());
    assertEquals(uid, attributes.uid());
    assertEquals(gid, attributes.gid());
  }

  // ensure_file

  @Test
  void ensureFileWritesContents() throws Exception {
    run(contents("/etc/motd", "hello\n"));
    assertEquals("hello\n", text("/etc/motd"));
    assertOwned("/etc/motd", 0644, 0, 3);
    assertEquals(StepContexts.TIME, tree.get("/etc/motd").attributes().seconds());
  }

  @Test
  void ensureFileKeepsTheTimeOfAnEqualFile() throws Exception {
    put("/etc/motd", "hello\n");
    run(contents("/etc/motd", "hello\n"));
    assertOwned("/etc/motd", 0644, 0, 3);
    assertEquals(1, tree.get("/etc/motd").attributes().seconds());
  }

  @Test
  void ensureFileLeavesTheOtherNamesOfAHardLinkAlone() throws Exception {
    put("/etc/a", "old");
    tree.link("/etc/a", "/etc/b");
    run(contents("/etc/a", "new"));
    assertEquals("new", text("/etc/a"));
    assertEquals("old", text("/etc/b"));
  }

  @Test
  void ensureFileReplacesALinkAndFollowsThoseOnTheWay() throws Exception {
    tree.mkdirs("/real", OLD);
    tree.put("/alias", new Symlink(OLD, "/real"));
    tree.put("/real/f", new Symlink(OLD, "/etc/passwd"));
    run(contents("/alias/f", "x"));
    assertEquals("x", text("/real/f"));
    assertTrue(tree.find("/etc/passwd").isEmpty());
  }

  @Test
  void ensureFileNeedsTheParentAndNoDirectoryInItsPlace() throws Exception {
    assertTrue(failure(contents("/no/such/f", "x")).contains("/no"));
    assertTrue(failure(contents("/etc", "x")).contains("/etc is a directory"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 100_000})
  void ensureFileCopiesFromEverySource(int size) throws Exception {
    byte[] bytes = new Generator(size).bytes(size);
    output("made/by", bytes);
    Path file = folder.resolve("beside");
    Files.write(file, bytes);
    tree.put("/etc/there", new RegularFile(OLD, Content.of(bytes)));
    tree.put("/etc/link", new Symlink(OLD, "there"));
    FileTree aside = StepContexts.emptyTree();
    aside.put("/f", new RegularFile(OLD, Content.of(bytes)));
    context.aside().put(aside);
    List<FileSource> sources =
        List.of(
            new FileSource.FromOutput("made/by"),
            new FileSource.FromTemplate(new TemplateFile.InFolder("files/beside", file, size)),
            new FileSource.FromImage("/etc/link"),
            new FileSource.FromTar("/f"));
    for (int i = 0; i < sources.size(); i++) {
      run(new Step.EnsureFile("/f" + i, sources.get(i), ROOT_SYS));
      assertArrayEquals(bytes, ((RegularFile) tree.get("/f" + i)).content().bytes());
      assertOwned("/f" + i, 0644, 0, 3);
    }
  }

  @Test
  void ensureFileNamesAMissingSource() throws Exception {
    for (FileSource source :
        List.of(
            new FileSource.FromOutput("no.tar"),
            new FileSource.FromImage("/etc/nothing"),
            new FileSource.FromTar("/nothing"))) {
      String message = failure(new Step.EnsureFile("/f", source, ROOT_SYS));
      assertTrue(message.contains("no"), message);
    }
    assertTrue(tree.find("/f").isEmpty());
  }

  // ensure_dir, ensure_perms, ensure_symlink

  @Test
  void ensureDirMakesMissingParentsAsRoot() throws Exception {
    run(new Step.EnsureDir("/a/b/c", new Ownership(2, 2, 0777)));
    assertOwned("/a", 0755, 0, 0);
    assertOwned("/a/b", 0755, 0, 0);
    assertOwned("/a/b/c", 0777, 2, 2);
  }

  @Test
  void ensureDirCorrectsADirectoryAndKeepsItsEntries() throws Exception {
    put("/etc/f", "x");
    run(new Step.EnsureDir("/etc", new Ownership(2, 4, 0700)));
    assertOwned("/etc", 0700, 2, 4);
    assertEquals("x", text("/etc/f"));
  }

  @Test
  void ensureDirRefusesAnythingElse() throws Exception {
    put("/etc/f", "x");
    tree.put("/etc/l", new Symlink(OLD, "/etc"));
    assertTrue(failure(new Step.EnsureDir("/etc/f", ROOT_SYS)).contains("/etc/f"));
    assertTrue(failure(new Step.EnsureDir("/etc/l", ROOT_SYS)).contains("/etc/l"));
    assertTrue(failure(new Step.EnsureDir("/etc/f/below", ROOT_SYS)).contains("/etc/f"));
  }

  @Test
  void ensureDirFollowsLinksOnTheWay() throws Exception {
    tree.put("/l", new Symlink(OLD, "etc/sub"));
    run(new Step.EnsureDir("/l/deep", ROOT_SYS));
    assertTrue(tree.get("/etc/sub/deep") instanceof Directory);
  }

  @Test
  void ensurePermsChangesFilesAndOwnersOfLinks() throws Exception {
    put("/etc/f", "x");
    tree.put("/etc/l", new Symlink(Attributes.of(0777, 5, 5, 1), "f"));
    run(new Step.EnsurePerms("/etc/f", new Ownership(1, 2, 04755)));
    run(new Step.EnsurePerms("/etc/l", new Ownership(1, 2, 0600)));
    assertOwned("/etc/f", 04755, 1, 2);
    assertOwned("/etc/l", 0777, 1, 2);
    assertTrue(failure(new Step.EnsurePerms("/etc/no", ROOT_SYS)).contains("/etc/no"));
  }

  @Test
  void ensureSymlinkCreatesReplacesAndKeeps() throws Exception {
    run(new Step.EnsureSymlink("/etc/l", "a", 0, 0));
    assertEquals("a", ((Symlink) tree.get("/etc/l")).target());
    put("/etc/f", "x");
    run(new Step.EnsureSymlink("/etc/f", "b", 2, 3));
    assertEquals("b", ((Symlink) tree.get("/etc/f")).target());
    assertOwned("/etc/f", 0777, 2, 3);
    tree.put("/etc/k", new Symlink(OLD, "c"));
    run(new Step.EnsureSymlink("/etc/k", "c", 1, 1));
    assertEquals(1, tree.get("/etc/k").attributes().seconds());
    assertOwned("/etc/k", 0640, 1, 1);
    assertTrue(failure(new Step.EnsureSymlink("/etc", "x", 0, 0)).contains("/etc is a directory"));
  }

  // remove_files

  private static Step remove(Step.RemoveFiles.Selection by, String value) {
    return new Step.RemoveFiles(by, value);
  }

  @Test
  void removeFilesRemovesOneFileOrTree() throws Exception {
    tree.mkdirs("/d/e", OLD);
    put("/d/e/f", "x");
    put("/etc/f", "x");
    run(remove(Step.RemoveFiles.Selection.FILE, "/etc/f"));
    run(remove(Step.RemoveFiles.Selection.DIR, "/d"));
    assertTrue(tree.find("/etc/f").isEmpty() && tree.find("/d").isEmpty());
  }

  @Test
  void removeFilesRemovesALinkAndNotWhereItLeads() throws Exception {
    put("/etc/f", "x");
    tree.put("/l", new Symlink(OLD, "/etc"));
    tree.put("/m", new Symlink(OLD, "/etc/f"));
    run(remove(Step.RemoveFiles.Selection.DIR, "/l"));
    run(remove(Step.RemoveFiles.Selection.FILE, "/m"));
    assertEquals("x", text("/etc/f"));
    assertTrue(tree.find("/l").isEmpty() && tree.find("/m").isEmpty());
  }

  @Test
  void removeFilesInsistsOnWhatIsThere() throws Exception {
    put("/etc/f", "x");
    assertTrue(failure(remove(Step.RemoveFiles.Selection.FILE, "/etc/no")).contains("/etc/no"));
    assertTrue(failure(remove(Step.RemoveFiles.Selection.DIR, "/no")).contains("/no"));
    assertTrue(failure(remove(Step.RemoveFiles.Selection.FILE, "/etc")).contains("directory"));
    assertTrue(failure(remove(Step.RemoveFiles.Selection.DIR, "/etc/f")).contains("directory"));
  }

  @Test
  void removeFilesMatchesBaseNamesOfRegularFilesOnly() throws Exception {
    tree.mkdirs("/a/x.pyc", OLD);
    put("/a/x.pyc/y.pyc", "x");
    put("/a/z.py", "x");
    tree.put("/a/l.pyc", new Symlink(OLD, "z.py"));
    run(remove(Step.RemoveFiles.Selection.PATTERN, "*.pyc"));
    assertTrue(tree.find("/a/x.pyc/y.pyc").isEmpty());
    assertTrue(tree.find("/a/x.pyc").isPresent() && tree.find("/a/l.pyc").isPresent());
    assertEquals("x", text("/a/z.py"));
  }

  // shadow

  @Test
  void shadowSetsOneField() throws Exception {
    put("/etc/shadow", "root:old:1::::::\ndaemon:NP:1::::::\n");
    run(new Step.Shadow("root", "$5$x$y"));
    assertEquals("root:$5$x$y:1::::::\ndaemon:NP:1::::::\n", text("/etc/shadow"));
    assertOwned("/etc/shadow", 0400, 0, 0);
  }

  @Test
  void shadowWithoutAChangeLeavesTheFile() throws Exception {
    put("/etc/shadow", "root:same:1::::::");
    run(new Step.Shadow("root", "same"));
    run(new Step.Shadow("nobody", null));
    assertEquals("root:same:1::::::", text("/etc/shadow"));
    assertOwned("/etc/shadow", 0640, 3, 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          root:x:1                             | 3 fields in line 1
          a:x:1::::::,root:x                   | 2 fields in line 2
          daemon:x:1::::::                     | 0 lines of user root
          root:x:1::::::,root:y:1::::::        | 2 lines of user root
          """)
  void shadowRefusesAnOddFile(String lines, String problem) throws Exception {
    put("/etc/shadow", lines.replace(",", "\n") + "\n");
    String message = failure(new Step.Shadow("root", "p"));
    assertTrue(message.contains("/etc/shadow") && message.contains(problem), message);
  }

  @Test
  void shadowNeedsTheFile() {
    assertTrue(failure(new Step.Shadow("root", "p")).contains("/etc/shadow"));
  }

  // assemble_files

  @Test
  void assembleFilesJoinsTrimmedFilesInOrder() throws Exception {
    tree.mkdirs("/d/dir", OLD);
    put("/d/b", "\n two \n\n");
    put("/d/a", "one");
    put("/d/c", " \n");
    put("/d/\uff5e", "last\u00a0but\u2003");
    put("/d/\ud83d\ude00", "very last");
    tree.put("/d/link", new Symlink(OLD, "a"));
    run(new Step.AssembleFiles("/d", "/etc/out", ""));
    assertEquals("one\ntwo\nlast\u00a0but\nvery last\n", text("/etc/out"));
    assertOwned("/etc/out", 0644, 0, 0);
    run(new Step.AssembleFiles("/d", "/etc/out", "b"));
    assertEquals("two\n", text("/etc/out"));
  }

  @Test
  void assembleFilesNeedsTextAndADirectory() throws Exception {
    tree.mkdirs("/d", OLD);
    tree.put("/d/a", new RegularFile(OLD, Content.of(new byte[] {(byte) 0xff})));
    assertTrue(failure(new Step.AssembleFiles("/d", "/out", "")).contains("/d/a is not text"));
    assertTrue(failure(new Step.AssembleFiles("/no", "/out", "")).contains("/no"));
  }

  // gzip, digest, tars

  @Test
  void gzipAndDigestTakeOutputs() throws Exception {
    byte[] bytes = new Generator(7).compressible(300_000);
    output("f", bytes);
    run(new Step.Gzip("/etc/f.gz", "f", ROOT_SYS));
    run(new Step.Gzip("/etc/g.gz", "f", ROOT_SYS));
    byte[] packed = ((RegularFile) tree.get("/etc/f.gz")).content().bytes();
    assertTrue(packed.length < bytes.length);
    assertArrayEquals(bytes, new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes());
    output("abc", "abc".getBytes(StandardCharsets.US_ASCII));
    run(new Step.Digest(Step.Digest.Algorithm.SHA1, "/etc/sha1", "abc", ROOT_SYS));
    run(new Step.Digest(Step.Digest.Algorithm.MD5, "/etc/md5", "abc", ROOT_SYS));
    // The test vectors of FIPS 180-1 and RFC 1321.
    assertEquals("a9993e364706816aba3e25717850c26c9cd0d89d\n", text("/etc/sha1"));
    assertEquals("900150983cd24fb0d6963f7d28e17f72\n", text("/etc/md5"));
    assertTrue(failure(new Step.Gzip("/x", "none", ROOT_SYS)).contains("none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed.tar", "seed.tar.gz"})
  void tarsGoThereAndBack(String name) throws Exception {
    put("/etc/f", "text");
    tree.put("/etc/l", new Symlink(OLD, "f"));
    run(new Step.PackTar(name, List.of()));
    FileTree other = StepContexts.emptyTree();
    StepContext next = StepContexts.dataset(other, folder);
    StepTable.standard().run(new Step.UnpackTar(name, false), next);
    assertEquals("text", ((RegularFile) other.get("/etc/f")).content().text());
    assertEquals(OLD, other.get("/etc/f").attributes());
    StepTable.standard().run(new Step.UnpackTar(name, true), next);
    StepTable.standard()
        .run(new Step.EnsureFile("/copy", new FileSource.FromTar("/etc/l"), ROOT_SYS), next);
    assertEquals("text", ((RegularFile) other.get("/copy")).content().text());
  }

  @Test
  void packTarTakesThePartsAsked() throws Exception {
    put("/etc/f", "text");
    tree.mkdirs("/usr/bin", OLD);
    tree.mkdirs("/var", OLD);
    run(new Step.PackTar("part.tar", List.of("etc/f", "usr")));
    FileTree other = StepContexts.emptyTree();
    StepTable.standard()
        .run(new Step.UnpackTar("part.tar", false), StepContexts.dataset(other, folder));
    List<String> found = new ArrayList<>();
    other.walk((path, entry) -> found.add(path));
    assertEquals(List.of("/", "/etc", "/etc/f", "/usr", "/usr/bin"), found);
    assertTrue(failure(new Step.PackTar("p.tar", List.of("etc/none"))).contains("etc/none"));
  }
}
