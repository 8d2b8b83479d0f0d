package org.heliosimage.ips.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.heliosimage.Generator;
import org.heliosimage.ips.IpsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

  private static Manifest parse(String text) throws ManifestException {
    return Manifest.parse(text.getBytes(UTF_8), "pkg:/test");
  }

  private static String canonical(String text) throws ManifestException {
    return parse(text).actions().stream().map(Action::toString).collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "set pkg.summary=x > set name=pkg.summary value=x",
        "set name=a value=1 value=0 value=1 > set name=a value=1 value=0 value=1",
        "dir path=/usr mode=0755 owner=root group=sys > dir group=sys mode=0755 owner=root path=usr",
        "file abc path=x > file abc path=x",
        "file hash=abc path=x > file abc path=x",
        "file abc hash=abc path=x > file abc path=x",
        "file path=x hash=a=b mode=1 > file hash=a=b mode=1 path=x",
        "file path=x hash='a b' > file hash=\"a b\" path=x",
        "set name=a value=\"foo \" 'bar' > set name=a value=\"foo bar\"",
        "set name=a value=\"a\\\"b\" > set name=a value='a\"b'",
        "set name=a value='a\\'b' > set name=a value=\"a'b\"",
        "set name=a value=\"a\\\\b c\" > set name=a value=\"a\\b c\"",
        "set name=a value=\"a\\nb c\" > set name=a value=\"a\\nb c\"",
        "set name=a value=\"it's \\\"q\\\"\" > set name=a value=\"it's \\\"q\\\"\"",
        "set name=a value=\"\" > set name=a value=\"\"",
        "set name=a value=\"$(x)\" > set name=a value=\"$(x)\"",
        "set name=a value=x\"y'z > set name=a value=\"x\\\"y'z\"",
        "set name=a value=b=c=d > set name=a value=b=c=d",
        "set name=a value=x#y > set name=a value=x#y",
        "driver name=md clone_perms=\"0666 root sys\" clone_perms=\"a 0600 root sys\" "
            + "> driver clone_perms=\"md 0666 root sys\" clone_perms=\"a 0600 root sys\" name=md",
        "legacy pkg=SUNWcs desc=\"Core \"\"Solaris\" > legacy desc=\"Core Solaris\" pkg=SUNWcs"
      })
  void canonicalText(String text, String expected) throws Exception {
    assertEquals(expected, canonical(text));
    assertEquals(expected, canonical(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file",
        "dir path",
        "frob path=x",
        "file abc def path=x",
        "file path=x abc",
        "dir abc path=x",
        "dir hash=abc path=x",
        "file abc hash=abd path=x",
        "file abc path=x data=y",
        "dir path=",
        "dir path= mode=1",
        "dir path=\"x",
        "dir path='x\\",
        "dir =x",
        "dir pa\"th=x",
        "dir path=x path=y",
        "dir path=/",
        "dir path=\"\"",
        "dir path=../x",
        "dir path=a/../../x",
        "dir path=.",
        "dir mode=0755",
        "link path=x",
        "depend type=require",
        "depend fmri=x",
        "user username=x",
        "driver name=a clone_perms=\"x y\"",
        "set name=a value=x\fy",
        "set name=a value=x\u2028y",
        "set name=a value=x \\"
      })
  void malformedLinesAreNamed(String text) {
    ManifestException e =
        assertThrows(ManifestException.class, () -> parse("# comment\n\n" + text + "\n"));
    assertEquals(3, e.line(), e.getMessage());
    assertTrue(e.getMessage().startsWith("pkg:/test, line 3: "), e.getMessage());
  }

  @Test
  void linesContinue() throws Exception {
    assertEquals(
        "dir mode=0755 path=usr/bin\nset name=a value=b",
        canonical("dir \\\n   path=usr/\\\n\tbin mode=0755\r\n   # no\n  set a=b"));
    ManifestException e =
        assertThrows(ManifestException.class, () -> parse("set a=b\ndir \\\npath=\\\n\n"));
    assertEquals(2, e.line());
  }

  @Test
  void onlyUtf8() {
    ManifestException e =
        assertThrows(
            ManifestException.class,
            () -> Manifest.parse(new byte[] {'s', 'e', 't', ' ', 'a', '=', (byte) 0xc3}, "x"));
    assertEquals("x, line 1: the manifest is not UTF-8 text", e.getMessage());
  }

  @Test
  void bytesAndSignatureAreThoseRead() throws Exception {
    byte[] bytes = "set name=pkg.fmri   value=pkg://p/a@1\nset a=b value=c\n".getBytes(UTF_8);
    assertThrows(ManifestException.class, () -> Manifest.parse(bytes, "x"));
    byte[] good = "set name=pkg.fmri   value=pkg://p/a@1\n".getBytes(UTF_8);
    Manifest manifest = Manifest.parse(good, "x");
    assertArrayEquals(good, manifest.bytes());
    assertEquals("pkg://p/a@1,5.11", manifest.fmri().toString());
    assertEquals("da39a3ee5e6b4b0d3255bfef95601890afd80709", parse("").signature());
  }

  @Test
  void accessors() throws Exception {
    Manifest manifest =
        parse(
            "set name=variant.arch value=i386 value=sparc\n"
                + "file 12 path=usr//lib/./x/../y mode=0755 owner=root group=bin pkg.size=12 "
                + "variant.arch=i386 facet.doc=true facet.locale.de=all mountpoint=TRUE\n");
    assertEquals(List.of("i386", "sparc"), manifest.metadata("variant.arch"));
    Action file = manifest.actions(ActionType.FILE).get(0);
    assertEquals("usr/lib/y", file.path());
    assertEquals("usr//lib/./x/../y", file.keyValue());
    assertEquals("12", file.hash());
    assertEquals(12, file.size("pkg.size"));
    assertEquals(-1, file.size("pkg.csize"));
    assertEquals("[facet.doc, facet.locale.de]", "" + file.attributesWithPrefix("facet.").keySet());
    assertTrue(file.flag("mountpoint"));
    assertEquals("0755", file.require("mode"));
    assertThrows(IpsException.class, () -> file.require("preserve"));
    assertThrows(IpsException.class, () -> file.with("pkg.size", "-1").size("pkg.size"));
    assertEquals(
        "file 12 group=bin mode=1 mode=2",
        file.with("mode", "1", "2")
            .with("path")
            .with("owner")
            .with("pkg.size")
            .with("variant.arch")
            .with("facet.doc")
            .with("facet.locale.de")
            .with("mountpoint")
            .toString());
  }

  @ParameterizedTest
  @CsvSource({
    "usr/bin/x, y, usr/bin/y",
    "usr/bin/x, ../lib/y, usr/lib/y",
    "x, ../../../y, y",
    "usr/bin/x, /etc/./y, etc/y"
  })
  void hardLinkTargetsStayInside(String path, String target, String expected) {
    assertEquals(expected, Paths.linkTarget(path, target));
  }

  @Test
  void whatIsPrintedIsReadBack() throws Exception {
    Generator.forAll(
        1,
        500,
        generator -> {
          Action action = Action.of(ActionType.FILE).with("path", generator.name(1, 8));
          if (generator.oneIn(2)) {
            action = action.withHash(generator.name(4, 8));
          }
          for (int i = generator.below(6); i > 0; i--) {
            String[] values = new String[1 + generator.below(3)];
            for (int v = 0; v < values.length; v++) {
              values[v] = value(generator);
            }
            action = action.with(generator.name(1, 2), values);
          }
          Action read = Action.parse(action.toString());
          assertEquals(action, read, action::toString);
          assertEquals(action.toString(), read.toString());
          assertEquals(action.hashCode(), read.hashCode());
        });
  }

  private static String value(Generator generator) {
    StringBuilder value = new StringBuilder();
    for (int i = generator.below(12); i > 0; i--) {
      value.append(generator.oneOf("a", "b", " ", "\"", "'", "=", "#", "$(", "é", "/", "x", "-"));
    }
    return value.toString();
  }

  @Test
  void garbageNeverEscapesAsAnotherException() throws Exception {
    Generator.forAll(
        1,
        2000,
        generator -> {
          StringBuilder text = new StringBuilder();
          for (int i = generator.below(30); i > 0; i--) {
            text.append(
                generator.oneOf(
                    "file",
                    "dir",
                    "set",
                    " ",
                    " ",
                    "=",
                    "path=",
                    "\"",
                    "'",
                    "\\",
                    "\n",
                    "#",
                    "x",
                    "hash=",
                    "/",
                    "..",
                    "\t",
                    "driver name=x clone_perms=",
                    "\0"));
          }
          try {
            for (Action action : parse(text.toString()).actions()) {
              assertEquals(0, action.toString().indexOf(action.type().word()));
            }
          } catch (ManifestException expected) {
            assertTrue(expected.getMessage().startsWith("pkg:/test"));
          }
        });
  }
}
