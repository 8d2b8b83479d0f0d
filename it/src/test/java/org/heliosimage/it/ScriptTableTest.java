package org.heliosimage.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every call in the table of the page about the scripts, as it stands there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptTableTest {

  private static final Path PAGE = Path.of("../docs/scripts.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private ImageProject project;

  /**
   * A row of the table.
   *
   * @param script what is called in the folder of the scripts
   * @param ours what is called in a project
   * @param outputs names of the files that come of it
   */
  private record Row(String script, List<String> ours, Set<String> outputs) {

    /** The cells of a line, with values in place of what stands for any. */
    static Row of(String line) {
      String[] cells = line.replace("SUFFIX", "mine").replace("VER", "0.34.311").split("\\|", -1);
      List<String> call = List.of(code(cells[2]).get(0).replace("REPO", "/srv/onu").split(" "));
      assertEquals("mvn", call.get(0), line);
      return new Row(
          String.join(" ", code(cells[1])),
          call.subList(1, call.size()),
          new TreeSet<>(code(cells[3])));
    }

    private static List<String> code(String cell) {
      List<String> words = new ArrayList<>();
      Matcher matcher = CODE.matcher(cell);
      while (matcher.find()) {
        words.add(matcher.group(1));
      }
      return words;
    }

    /** An image needs its seed, which the scripts leave to whoever calls them. */
    List<String> withSeed() {
      List<String> call = new ArrayList<>(ours);
      if (isImage()) {
        call.add(0, "helios:strap");
      }
      return call;
    }

    boolean isImage() {
      return ours.contains("helios:image");
    }
  }

  @BeforeAll
  void generate() throws IOException {
    project =
        ImageProject.in(Workspace.empty("ScriptTableTest"))
            // As the scripts have it.
            .pom("<helios.machine>qemu<", "<helios.machine>generic<")
            // What a program of illumos makes, for the switch omicron1.
            .overlay("files/files.tar.gz", "")
            .overlay("files/gzonly.txt", "")
            .overlay(
                "helios/base-02-image-mine.json",
                """
                {
                  "dataset": { "name": "base", "input_snapshot": "strap", "output_snapshot": "image" },
                  "steps": [ { "t": "devfsadm" } ]
                }
                """);
  }

  @TestFactory
  Stream<DynamicTest> rows() throws IOException {
    List<Row> rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.matches("\\|.*`mvn .*"))
            .map(Row::of)
            .toList();
    assertTrue(rows.size() > 30, () -> rows.size() + " rows");
    Set<String> scripts =
        rows.stream()
            .flatMap(row -> Arrays.stream(row.script().split(" ")))
            .filter(word -> word.endsWith(".sh"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Set.of("strap.sh", "image.sh", "aws.sh", "ufs.sh", "zfs.sh", "iso.sh"),
        scripts,
        "a script is missing");
    return rows.stream().map(row -> DynamicTest.dynamicTest(row.script(), () -> run(row)));
  }

  private void run(Row row) throws IOException {
    for (String output : row.outputs()) {
      Files.deleteIfExists(project.outputs().resolve(output));
    }
    Set<String> before = outputs();
    BuildLog log = project.run(row.withSeed().toArray(new String[0])).succeeded();
    Set<String> made = outputs();
    made.removeAll(before);
    if (row.isImage()) {
      made.removeIf(name -> name.endsWith(".tar") && !row.outputs().contains(name));
    }
    assertEquals(row.outputs(), made, log::text);
  }

  /** The executions of the page in a project of their own. */
  @Test
  void installerWheneverItIsBuilt() throws IOException {
    String page = Files.readString(PAGE);
    String end = "</executions>";
    String executions =
        page.substring(page.indexOf("<executions>"), page.indexOf(end) + end.length());
    ImageProject installer =
        ImageProject.in(Workspace.empty("ScriptTableTest/installer"))
            .pom("<helios.machine>qemu<", "<helios.machine>generic<")
            .pom("<packaging>helios-image<", "<packaging>pom<")
            .pom("<extensions>true</extensions>", executions);
    BuildLog log = installer.run("verify").succeeded();
    assertEquals(
        installer.outputs().resolve("helios-install-ttya.iso").toString(),
        log.after("Image: ").orElseThrow());
    log.saying("helios-install-ttya.iso is sound");
  }

  private Set<String> outputs() throws IOException {
    if (!Files.exists(project.outputs())) {
      return new TreeSet<>();
    }
    try (Stream<Path> files = Files.list(project.outputs())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".json"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
