package org.heliosimage.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "*.pyc,a.pyc,true", "*.pyc,.pyc,true", "*.pyc,a.pyd,false", "a?c,abc,true", "a?c,ac,false",
    "[a-c]x,bx,true", "[a-c]x,dx,false", "[!a-c]x,dx,true", "[!a-c]x,ax,false", "[]]x,]x,true",
    "[!]]x,]x,false", "[a-]x,-x,true", "[c-a]x,bx,false", "*a*b*,xaxbx,true", "*a*b*,xbxax,false",
    "a,A,false", "?,\ud83d\ude00,true", "a.c,abc,false"
  })
  void matches(String pattern, String name, boolean expected) {
    assertEquals(expected, Glob.of(pattern).matches(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "**", "a**", "[", "[]", "[!]", "[a"})
  void refuses(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> Glob.of(pattern));
  }

  @Test
  void agreesWithTheGlobsOfThePlatform() throws Exception {
    Generator.forAll(
        1,
        3000,
        random -> {
          StringBuilder pattern = new StringBuilder();
          for (int i = random.below(6); i >= 0; i--) {
            pattern.append(random.oneOf("a", "b", "?", "*", "[ab]", "[!a]", "x"));
          }
          String glob = pattern.toString().replaceAll("\\*+", "*");
          StringBuilder name = new StringBuilder();
          for (int i = random.below(7); i >= 0; i--) {
            name.append(random.oneOf("a", "b", "x"));
          }
          boolean expected =
              FileSystems.getDefault()
                  .getPathMatcher("glob:" + glob)
                  .matches(Path.of(name.toString()));
          assertEquals(expected, Glob.of(glob).matches(name.toString()), glob + " " + name);
        });
  }

  @Test
  void hostilePatternsTakeNoTime() {
    Glob glob = Glob.of("*a".repeat(120) + "b");
    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertFalse(glob.matches("a".repeat(255))));
    assertTrue(glob.matches("a".repeat(200) + "b"));
  }
}
