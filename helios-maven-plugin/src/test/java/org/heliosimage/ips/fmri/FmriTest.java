package org.heliosimage.ips.fmri;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.heliosimage.Generator;
import org.heliosimage.ips.IpsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FmriTest {

  private static final String LIBRARY =
      "pkg://helios-dev/system/library@0.5.11,5.11-2.0.22957:20240822T101112Z";

  @ParameterizedTest
  @CsvSource({
    "pkg://pub.org/a/b@1, pub.org, a/b, '1,5.11'",
    "//pub/a/b@1, pub, a/b, '1,5.11'",
    "pkg:/a/b@1.2-3, , a/b, '1.2,5.11-3'",
    "/a/b, , a/b,",
    "'a/b  ', , a/b,",
    "pkg:///a, , a,",
    "'gcc@14,5.12:20240229T000000Z', , gcc, '14,5.12:20240229T000000Z'",
    "library/libstdc++-6@0, , library/libstdc++-6, '0,5.11'"
  })
  void everyFormIsUnderstood(String text, String publisher, String stem, String version)
      throws Exception {
    Fmri fmri = Fmri.parse(text);
    assertEquals(publisher, fmri.publisher());
    assertEquals(stem, fmri.stem());
    assertEquals(version, fmri.version() == null ? null : fmri.version().toString());
    assertEquals(fmri, Fmri.parse(fmri.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pkg://pub",
        "a//b",
        "a/",
        "-a",
        "a b",
        "a@",
        "a@b",
        "a@1.",
        "a@01",
        "a@1..2",
        "a@-1",
        "a@1,-2",
        "a@1-",
        "a@1:20240230T000000Z",
        "a@1:2024",
        "a@1:20240101T000000z",
        "a@b@1",
        "pkg://-p/a",
        "a@1+",
        "../a",
        "a@1:20240101T240000Z"
      })
  void anythingElseIsRefused(String text) {
    IpsException e = assertThrows(IpsException.class, () -> Fmri.parse(text));
    assertTrue(e.getMessage().contains("\""), e.getMessage());
  }

  @Test
  void fileNamesAreQuoted() throws Exception {
    Fmri fmri = Fmri.parse(LIBRARY);
    assertEquals("system%2Flibrary/0.5.11%2C5.11-2.0.22957%3A20240822T101112Z", fmri.quotedPath());
    assertEquals("a%2Bb%20%C3%A9~_.-", Quoting.quote("a+b é~_.-"));
    assertEquals("100%", Quoting.unquote("100%"));
    assertEquals("system/library@0.5.11-2.0.22957:20240822T101112Z", fmri.shortForm());
    assertNull(fmri.withoutPublisher().publisher());
    Generator.forAll(
        1,
        200,
        generator -> {
          String any =
              new String(generator.bytes(20), java.nio.charset.StandardCharsets.ISO_8859_1);
          assertEquals(any, Quoting.unquote(Quoting.quote(any)));
        });
  }

  @Test
  void versionsAscend() throws Exception {
    List<String> ascending =
        List.of(
            "0",
            "0.5",
            "0.5.9",
            "0.5.11",
            "0.5.11:20240101T000000Z",
            "0.5.11-2",
            "0.5.11-2.0",
            "0.5.11-2.0:20240101T000000Z",
            "0.5.11-2.0:20240101T000001Z",
            "0.5.11-2.0.9",
            "0.5.11-2.0.22957",
            "1",
            "1.0",
            "9",
            "10",
            "20240101",
            "99999999999999999999",
            "100000000000000000000");
    for (int i = 0; i < ascending.size(); i++) {
      for (int j = 0; j < ascending.size(); j++) {
        Version one = Version.parse(ascending.get(i));
        Version two = Version.parse(ascending.get(j));
        assertEquals(Integer.compare(i, j), Integer.signum(one.compareTo(two)), one + " " + two);
        assertEquals(i == j, one.equals(two), one + " " + two);
        assertEquals(i >= j, one.atLeast(two), one + " " + two);
      }
    }
  }

  @Test
  void buildIsWrittenButNotCompared() throws Exception {
    Version one = Version.parse("1,5.11-2");
    Version two = Version.parse("1,5.12-2");
    assertEquals(one, two);
    assertEquals(one.hashCode(), two.hashCode());
    assertEquals("1,5.12-2", two.toString());
    assertEquals("1-2", two.shortForm());
  }

  @ParameterizedTest
  @CsvSource({
    "0.5.11-2.0.22957:20240822T101112Z, 0.5.11-2.0, true",
    "0.5.11-2.0.22957, 0.5.11, true",
    "0.5.11.3-2.0.1, 0.5.11-2.0, true",
    "0.5.11, 0.5, true",
    "0.5.11, 0.5.1, false",
    "0.5.11, 0.5.11-2, false",
    "0.5.11-2, 0.5.11-2:20240822T101112Z, false",
    "0.5.11-2:20240822T101112Z, 0.5.11:20240822T101112Z, true",
    "0.5.11-20, 0.5.11-2, false",
    "1, 1, true"
  })
  void constraintsMatchByLeadingParts(String version, String constraint, boolean matches)
      throws Exception {
    assertEquals(matches, Version.parse(version).matches(Version.parse(constraint)));
  }

  @Test
  void orderIsTotal() throws Exception {
    Generator.forAll(
        1,
        300,
        generator -> {
          List<Fmri> sorted = new ArrayList<>();
          for (int i = 0; i < 12; i++) {
            sorted.add(Fmri.parse(random(generator)));
          }
          Collections.sort(sorted);
          for (int i = 1; i < sorted.size(); i++) {
            assertTrue(sorted.get(i - 1).compareTo(sorted.get(i)) <= 0);
            assertEquals(
                sorted.get(i - 1).compareTo(sorted.get(i)) == 0,
                sorted.get(i - 1).equals(sorted.get(i)));
            assertFalse(sorted.get(0).compareTo(sorted.get(i)) > 0);
          }
        });
  }

  private static String random(Generator generator) {
    return generator.oneOf("pkg://a/", "pkg://b/", "pkg:/")
        + generator.oneOf("x", "x/y", "y")
        + "@"
        + generator.below(3)
        + generator.oneOf("", "." + generator.below(12))
        + generator.oneOf("", ",5.11", ",5.12")
        + generator.oneOf("", "-" + generator.below(2), "-1." + generator.below(2))
        + generator.oneOf("", ":2024010" + generator.between(1, 3) + "T000000Z");
  }
}
