package org.heliosimage.template;

import static org.heliosimage.template.TemplateFiles.DATASET;
import static org.heliosimage.template.TemplateFiles.POOL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.heliosimage.template.Template.PlacedStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderTest {

  private static final String PURGE = "{ \"t\": \"pkg_purge_history\" }";

  @TempDir Path folder;
  private TemplateFiles files;

  @BeforeEach
  void makeFiles() {
    files = new TemplateFiles(folder);
  }

  private TemplateException failure(String... directives) {
    return assertThrows(TemplateException.class, () -> files.load(directives));
  }

  private static String include(String name) {
    return "{ \"t\": \"include\", \"name\": \"" + name + "\" }";
  }

  private static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }

  @Test
  void splicesIncludesInPlaceAndKeepsTheirOrigins() throws Exception {
    files
        .template(DATASET, property("1"), include("a"), property("4"))
        .include("g/include/a", property("2"), include("b"))
        .include("include/b", property("3"))
        .include("include/a", property("shadowed by the group's own"));
    Template template = files.load();
    assertEquals(
        List.of("1", "2", "3", "4"),
        template.steps().stream()
            .map(placed -> ((Step.PkgSetProperty) placed.step()).value())
            .toList());
    assertEquals(
        List.of(
            new Origin(files.path("g/t.json"), 3, "steps[0]"),
            new Origin(files.path("g/include/a.json"), 2, "steps[0]"),
            new Origin(files.path("include/b.json"), 2, "steps[0]"),
            new Origin(files.path("g/t.json"), 5, "steps[2]")),
        template.steps().stream().map(PlacedStep::origin).toList());
    assertEquals(
        List.of("g/t.json", "g/include/a.json", "include/b.json"),
        template.inputs().stream().map(TemplateFile::name).toList());
  }

  private static String property(String value) {
    return json("{ 't': 'pkg_set_property', 'name': 'n', 'value': '" + value + "' }");
  }

  @Test
  void featuresSwitchStepsAndIncludes() throws Exception {
    files
        .template(
            DATASET,
            json("{ 't': 'pkg_purge_history', 'with': 'a' }"),
            json("{ 't': 'pkg_uninstall', 'without': 'a', 'pkgs': ['x'] }"),
            json("{ 't': 'include', 'name': 'nowhere', 'with': 'b', 'file': '${none}' }"),
            json("{ 't': 'pkg_uninstall', 'with': 'a', 'without': 'c', 'pkgs': ['p@${a}'] }"))
        .include("include/unused", PURGE);
    assertEquals(List.of(new Step.PkgUninstall(List.of("x"))), steps());
    assertEquals(
        List.of(new Step.PkgPurgeHistory(), new Step.PkgUninstall(List.of("p@7"))), steps("a=7"));
    assertEquals(List.of(new Step.PkgPurgeHistory()), steps("a=7", "c"));
    assertEquals(Set.of("a", "b", "c"), files.load().features());
  }

  private List<Step> steps(String... directives) throws Exception {
    return files.load(directives).steps().stream().map(PlacedStep::step).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'t':'pkg_instal','pkgs':[]}              | 3 | steps[0]         | perhaps pkg_install is meant
          {'pkgs':[]}                               | 3 | steps[0]         | lacks the key "t"
          {'t':null}                                | 3 | steps[0].t       | must be a string and is null
          {'t':7}                                   | 3 | steps[0].t       | must be a string and is a number
          {'t':'devfsadm','with':true}              | 3 | steps[0].with    | must be a string and is a boolean
          7                                         | 3 | steps[0]         | must be an object and is a number
          {'t':'pkg_install'}                       | 3 | steps[0]         | lacks the key "pkgs"
          {'t':'pkg_install','pkgs':'x'}            | 3 | steps[0].pkgs    | must be an array of strings and is a string
          {'t':'pkg_install','pkgs':['a',1.5]}      | 3 | steps[0].pkgs[1] | must be a string and is the number 1.5
          {'t':'pkg_install','pkgs':['a','${b}']}   | 3 | steps[0].pkgs[1] | needs feature b, which is not defined
          {'t':'pkg_install','pkgs':[''],'with':'z'}| 3 | -                | -
          {'t':'pkg_install','pkgs':7,'with':'z'}   | 3 | steps[0].pkgs    | must be an array of strings
          {'t':'no_such','with':'z'}                | 3 | steps[0]         | unknown kind "no_such"
          {'t':'pack_tar','name':'../x'}            | 3 | steps[0].name    | must not lead upwards
          {'t':'pack_tar','name':'/x'}              | 3 | steps[0].name    | must be a relative path
          {'t':'pack_tar','name':'x','include':[]}  | 3 | steps[0]         | would pack nothing
          {'t':'remove_files'}                      | 3 | steps[0]         | exactly one of
          {'t':'remove_files','file':'/a','dir':'/b'}| 3 | steps[0]        | exactly one of
          {'t':'remove_files','file':'a'}           | 3 | steps[0].file    | must be an absolute path
          {'t':'remove_files','dir':'/'}            | 3 | steps[0]         | root of the image
          {'t':'remove_files','pattern':'[a'}       | 3 | steps[0]         | never closed
          {'t':'create_be'}                         | 3 | steps[0]         | only where a pool is built
          {'t':'shadow','username':'a:b'}           | 3 | steps[0]         | colon
          {'t':'pkg_image_create','uri':'x'}        | 3 | steps[0]         | together or neither
          {'t':'pkg_set_publisher','publisher':'x'} | 3 | steps[0]         | at least one of
          {'t':'seed_smf','apply_profiles':['no']}  | 3 | steps[0]         | unknown profile "no"
          {'t':'seed_smf','apply_site':true,'apply_profiles':['site']} | 3 | steps[0] | one is allowed
          {'t':'ensure_perms','path':'/a','owner':'me','group':'root','mode':'0644'}  | 3 | steps[0].owner | unknown user "me"
          {'t':'ensure_perms','path':'/a','owner':'root','group':'me','mode':'0644'}  | 3 | steps[0].group | unknown group "me"
          {'t':'ensure_perms','path':'/a','owner':'root','group':'sys','mode':'0888'} | 3 | steps[0].mode  | octal mode
          {'t':'ensure_perms','path':'/../a','owner':'root','group':'sys','mode':'1'} | 3 | steps[0].path  | must not lead upwards
          {'t':'ensure_file','file':'/a','owner':'root','group':'sys','mode':'644'}   | 3 | steps[0]       | where the bytes come from
          {'t':'ensure_file','file':'/a','owner':'root','group':'sys','mode':'644','src':'f'} | 3 | steps[0].src | neither g/files/f nor files/f
          {'t':'ensure_file','file':'/a','owner':'root','group':'sys','mode':'644','extsrc':'f'} | 3 | steps[0].extsrc | no folder of external files
          {'t':'digest','algorithm':'sha9','target':'/a','src':'f','owner':'root','group':'sys','mode':'1'} | 3 | steps[0] | unknown algorithm
          {'t':'ensure_symlink','link':'/a','target':'','owner':'root','group':'sys'} | 3 | steps[0]       | empty target
          {'t':'include','name':'none'}             | 3 | steps[0]         | neither g/include/none.json nor include/none.json
          {'t':'include'}                           | 3 | steps[0]         | lacks the key "name"
          {'t':'include','name':'../x'}             | 3 | steps[0]         | lead upwards
          {'t':'include','name':'x','file':'y'}     | 3 | steps[0]         | not an absolute path
          {'t':'include','name':'x','file':'/no/such'} | 3 | steps[0]      | no regular file
          """)
  void namesFileLineAndPathOfAMistake(String step, int line, String path, String problem)
      throws Exception {
    files.template(DATASET, json(step));
    if (path.equals("-")) {
      assertEquals(List.of(), steps());
      return;
    }
    TemplateException e = failure();
    assertEquals(files.path("g/t.json"), e.file());
    assertEquals(line, e.line(), e.getMessage());
    assertEquals(path, e.path(), e.getMessage());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
    assertTrue(e.getMessage().startsWith(e.file() + ":" + line + ": " + path + " "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'steps':[]                                        | one of dataset, pool, ufs, pcfs, iso is needed
          'dataset':{'name':'a'}                            | lacks the key "steps"
          'dataset':{'name':'a'},'steps':{}                 | must be an array of steps and is an object
          'dataset':{'name':'a'},'steps':[],'steps':[]      | steps is given twice
          'dataset':{'name':'a'},'ufs':{},'steps':[]        | ufs is a second build kind beside "dataset"
          'dataset':{'name':'a/b'},'steps':[]               | no dataset can have
          'dataset':{},'steps':[]                           | dataset lacks the key "name"
          'dataset':'a','steps':[]                          | dataset must be an object and is a string
          'pool':{'name':'rpool'},'steps':[]                | pool lacks the key "size"
          'pool':{'name':'rpool','size':0},'steps':[]       | size must be from 1 to
          'pool':{'name':'rpool','size':1e3},'steps':[]     | pool.size must be a whole number
          'pool':{'name':'rpool','size':99999999999999999999},'steps':[] | pool.size must be a whole number
          'pool':{'name':'rpool','size':'9'},'steps':[]     | pool.size must be a whole number and is a string
          'pool':{'name':'1','size':9},'steps':[]           | no pool can have
          'pool':{'name':'p','size':9,'ashift':8},'steps':[]| ashift must be from 9 to 16, is 8
          'pool':{'name':'p','size':9,'options':['x']},'steps':[] | not key=value
          'iso':{'hybrid':{'stage1':'a','stage2':'b'}},'steps':[] | needs "boot_uefi"
          'iso':{'boot_uefi':'a','hybrid':{'stage1':'a'}},'steps':[] | iso.hybrid lacks the key "stage2"
          'pcfs':{'size':1},'steps':[]                      | pcfs lacks the key "label"
          'ufs':{'size':1,'inode_density':0},'steps':[]     | inode_density must be from 1
          """)
  void refusesOddBuildKinds(String document, String problem) throws Exception {
    files.write("g/t.json", json("{" + document + "}"));
    String message = failure().getMessage();
    assertTrue(message.contains(problem), message);
    assertTrue(message.contains("t.json:1: "), message);
  }

  @Test
  void readsAllBuildKinds() throws Exception {
    files.write(
        "g/t.json",
        json(
            "{'dataset':{'name':'a${f}','input_snapshot':'i','output_snapshot':'${f}'},'steps':[]}"));
    assertEquals(new BuildKind.DatasetBuild("ax", "i", "x"), files.load("f=x").kind());
    files.write("g/t.json", json("{'pool':{'name':'p','size':7},'steps':[]}"));
    assertEquals(
        new BuildKind.PoolBuild(
            "p", 7, null, 9, false, true, false, true, "on", false, true, List.of(), List.of()),
        files.load().kind());
    files.write(
        "g/t.json",
        json(
            "{'pool':{'name':'p','size':7,'bename':'b','ashift':12,'uefi':true,'label':false,"
                + "'partition_only':true,'no_features':false,'compression':'lz4','autoexpand':true,"
                + "'trim':false,'options':['a=${f}'],'fsoptions':['b=1']},'steps':[]}"));
    assertEquals(
        new BuildKind.PoolBuild(
            "p",
            7,
            "b",
            12,
            true,
            false,
            false,
            false,
            "lz4",
            true,
            false,
            List.of("a=x"),
            List.of("b=1")),
        files.load("f=x").kind());
    files.write("g/t.json", json("{'ufs':{'size':7,'inode_density':8192},'steps':[]}"));
    assertEquals(new BuildKind.UfsBuild(7, 8192), files.load().kind());
    files.write("g/t.json", json("{'pcfs':{'size':7,'label':'ESP'},'steps':[]}"));
    assertEquals(new BuildKind.PcfsBuild(7, "ESP"), files.load().kind());
    files.write(
        "g/t.json",
        json(
            "{'iso':{'boot_bios':'a','boot_uefi':'b','volume_id':'${f}','hybrid':{'stage1':'c',"
                + "'stage2':'d'}},'steps':[]}"));
    assertEquals(
        new BuildKind.IsoBuild("a", "b", "x", new BuildKind.Hybrid("c", "d")),
        files.load("f=x").kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"steps": [}        | 1 | not valid JSON at column 12
          {,                  | 1 | not valid JSON at column
          {} x                | 1 | not valid JSON
          {} {}               | 1 | goes on after its closing bracket
          []                  | 1 | must be an object and is an array
          {"a": 01}           | 1 | not valid JSON
          """)
  void saysWhereJsonIsBroken(String text, int line, String problem) throws Exception {
    files.write("g/t.json", text);
    TemplateException e = failure();
    assertEquals(line, e.line());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "{", "{\"steps\": [", "{\"a\""})
  void refusesTruncatedFiles(String text) throws Exception {
    files.write("g/t.json", text);
    assertTrue(failure().getMessage().startsWith(files.path("g/t.json")));
  }

  @Test
  void boundsHostileFiles() throws Exception {
    files.write("g/t.json", "[".repeat(1_000_000));
    assertTrue(failure().getMessage().contains("not valid JSON"));
    files.write("g/t.json", " ".repeat((4 << 20) + 1));
    assertTrue(failure().getMessage().contains("larger than"));
    files.template(DATASET, include("x0"));
    for (int i = 0; i < 10; i++) {
      String next = include("x" + (i + 1));
      files.include("include/x" + i, next, next, next, next, next, next, next, next);
    }
    files.include("include/x10", PURGE);
    assertTrue(failure().getMessage().contains("one step too many"));
  }

  @Test
  void endsIncludesThatGoInCircles() throws Exception {
    files
        .template(DATASET, include("a"))
        .include("include/a", include("b"))
        .include("include/b", PURGE, include("a"));
    TemplateException e = failure();
    assertEquals(files.path("include/b.json"), e.file());
    assertEquals(3, e.line());
    assertTrue(
        e.getMessage().contains("a.json -> " + files.path("include/b.json")), e.getMessage());
  }

  @Test
  void endsIncludesThatNestTooDeep() throws Exception {
    files.template(DATASET, include("i0"));
    for (int i = 0; i < 40; i++) {
      files.include("include/i" + i, include("i" + (i + 1)));
    }
    assertTrue(failure().getMessage().contains("32 deep"));
  }

  @Test
  void takesAnIncludeByAbsolutePath(@TempDir Path elsewhere) throws Exception {
    new TemplateFiles(elsewhere).include("x", property("1"));
    files.template(
        DATASET,
        json("{ 't': 'include', 'name': 'x', 'file': '${where}/x.json' }").replace('\\', '/'));
    assertEquals(List.of(new Step.PkgSetProperty("n", "1")), steps("where=" + elsewhere));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pool", "dataset"})
  void anIncludeBuildsNothing(String kind) throws Exception {
    files
        .template(POOL, include("a"))
        .write("include/a.json", "{ \"" + kind + "\": {},\n \"steps\": [] }");
    TemplateException e = failure();
    assertEquals(kind, e.path());
    assertTrue(e.getMessage().contains("has no place in an include"), e.getMessage());
  }

  @Test
  void warnsOfUnknownAndRepeatedKeys() throws Exception {
    files
        .template(
            POOL + ", \"comment\": 1, \"$schema\": \"x\"",
            json("{ 't': 'create_be', 'nme': 1 }"),
            json("{ 't': 'create_dataset', 'name': 'a', 'mountpont': '/b', 'name': 'c' }"),
            include("i"))
        .write("include/i.json", "{ \"steps\": [], \"iso\": 1 }");
    Template template = files.load();
    String file = files.path("g/t.json");
    assertEquals(
        List.of(
            file + ":1: comment is an unknown key and ignored",
            file + ":3: steps[0].nme is an unknown key and ignored",
            file
                + ":4: steps[1].mountpont is an unknown key and ignored; perhaps mountpoint is meant",
            file + ":4: steps[1].name is given twice; the last one counts",
            files.path("include/i.json") + ":1: iso is an unknown key of an include and ignored"),
        template.warnings());
    assertEquals(new Step.CreateDataset("c", null), template.steps().get(1).step());
  }

  @Test
  void aRefusedFileIsToldWithThePlaceThatNamesIt() throws Exception {
    Files.createDirectories(folder.resolve("files/f"));
    Files.createDirectories(folder.resolve("include/i.json"));
    files.template(
        DATASET,
        json(
            "{ 't': 'ensure_file', 'file': '/f', 'src': 'f', 'owner': 'root', 'group': 'bin',"
                + " 'mode': '0644' }"));
    TemplateException e = failure();
    assertEquals("steps[0].src", e.path());
    assertTrue(e.getMessage().endsWith("is not a regular file"), e.getMessage());
    files.template(DATASET, include("i"));
    e = failure();
    assertEquals("steps[0]", e.path());
    assertTrue(e.getMessage().endsWith("is not a regular file"), e.getMessage());
  }

  @Test
  void theFingerprintIsTheMeaningOfTheTemplate() throws Exception {
    files.template(DATASET, property("1"), property("2"));
    String first = files.load().fingerprint();
    files
        .template(DATASET, property("1"), include("a"), json("{ 't': 'devfsadm', 'with': 'x' }"))
        .include("include/a", property("${two}".replace("${two}", "2")));
    assertEquals(first, files.load("unrelated").fingerprint());
    assertNotEquals(first, files.load("x").fingerprint());
    files.template(DATASET, property("12"), property(""));
    assertNotEquals(first, files.load().fingerprint());
  }

  @Test
  void theFingerprintHoldsTheBytesOfFiles() throws Exception {
    files
        .template(
            DATASET,
            json(
                "{ 't': 'ensure_file', 'file': '/f', 'src': 'f', 'owner': 'root', 'group': 'bin',"
                    + " 'mode': '0644' }"))
        .write("files/f", "one");
    String first = files.load().fingerprint();
    files.write("g/files/f", "one");
    assertEquals(first, files.load().fingerprint());
    files.write("g/files/f", "two");
    Template template = files.load();
    assertNotEquals(first, template.fingerprint());
    assertEquals(
        List.of("g/t.json", "g/files/f"),
        template.inputs().stream().map(TemplateFile::name).toList());
  }
}
