package org.heliosimage.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {

  private static Features features() throws TemplateException {
    return Features.parse(List.of("one", "name=helios", "many=b", "many+=a", "many+=c"));
  }

  private static String single(String text) throws Exception {
    return Expansion.parse(text).single(features());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain                    | plain
          ${name}-base.tar         | helios-base.tar
          a${one?-yes}b            | a-yesb
          a${one!-no}b             | ab
          a${none?-yes}b           | ab
          a${none!-no}b            | a-nob
          x${none!}y               | xy
          cost: $$5 $${name}       | cost: $5 ${name}
          ${one}${name}            | 1helios
          ${one?a?b!c@d{}          | a?b!c@d{
          """)
  void singleResults(String text, String expected) throws Exception {
    assertEquals(expected, single(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$",
        "a$b",
        "${",
        "${name",
        "${}",
        "${?x}",
        "${@}",
        "${@@@many}",
        "${@many?x}",
        "${@many!}",
        "${na me}",
        "${name?${one}}",
        "${a.b}",
        "${@many}",
        "${@@many}",
        "${many}",
        "${none}",
        "${@a}${@b}"
      })
  void refusedInASingleString(String text) {
    assertThrows(Invalid.class, () -> single(text));
  }

  @Test
  void listElementsRepeatForEachValue() throws Exception {
    Features features = features();
    assertEquals(
        List.of("p/a@1", "p/b@1", "p/c@1"), Expansion.parse("p/${@many}@${one}").each(features));
    assertEquals(List.of(), Expansion.parse("p/${@none}").each(features));
    assertEquals(List.of("plain"), Expansion.parse("plain").each(features));
    Invalid twice =
        assertThrows(Invalid.class, () -> Expansion.parse("${@many}${@@one}").each(features));
    assertTrue(twice.problem().contains("more than one"), twice.problem());
    Invalid missing =
        assertThrows(Invalid.class, () -> Expansion.parse("${@@none}").each(features));
    assertTrue(missing.problem().contains("none"), missing.problem());
  }

  @Test
  void resultsAreBounded() throws Exception {
    String bomb = "${v}".repeat(2000);
    Features features = Features.parse(List.of("v=" + "x".repeat(1000)));
    assertThrows(Invalid.class, () -> Expansion.parse(bomb).single(features));
  }

  @Test
  void namesTheFeaturesItAsksFor() throws Exception {
    assertEquals(
        List.of("a", "b", "c", "d"),
        List.copyOf(Expansion.parse("${a} ${b?x} ${c!y} ${@d}").features()));
  }

  /** Text and expected result are put together side by side, so the model needs no parser. */
  @Test
  void agreesWithAModelOnRandomTexts() throws Exception {
    Generator.forAll(
        1,
        500,
        random -> {
          List<String> directives = new ArrayList<>();
          List<String> names = List.of("p", "q-r", "s_t", "u9");
          for (String name : names) {
            for (int i = random.below(3); i > 0; i--) {
              directives.add(name + "+=" + random.name(1, 4));
            }
          }
          Features features = Features.parse(directives);
          StringBuilder text = new StringBuilder();
          StringBuilder expected = new StringBuilder();
          boolean fails = false;
          String each = random.oneIn(2) ? random.oneOf(names) : "";
          int eachAt = random.below(8);
          for (int i = 0; i < 8; i++) {
            String name = random.oneOf(names);
            boolean defined = features.has(name);
            String literal = random.name(0, 5);
            if (!each.isEmpty() && i == eachAt) {
              text.append("${@").append(each).append('}');
              expected.append('\0');
              continue;
            }
            switch (random.below(5)) {
              case 0 -> {
                text.append("${").append(name).append('}');
                if (features.values(name).size() == 1) {
                  expected.append(features.values(name).first());
                } else {
                  fails = true;
                }
              }
              case 1 -> {
                text.append("${").append(name).append('?').append(literal).append('}');
                expected.append(defined ? literal : "");
              }
              case 2 -> {
                text.append("${").append(name).append('!').append(literal).append('}');
                expected.append(defined ? "" : literal);
              }
              case 3 -> {
                text.append("$$");
                expected.append('$');
              }
              default -> {
                text.append(literal);
                expected.append(literal);
              }
            }
          }
          List<String> results = new ArrayList<>();
          if (each.isEmpty()) {
            results.add(expected.toString());
          } else {
            for (String value : features.values(each)) {
              results.add(expected.toString().replace("\0", value));
            }
          }
          Expansion expansion = Expansion.parse(text.toString());
          if (fails && !(!each.isEmpty() && results.isEmpty())) {
            assertThrows(Invalid.class, () -> expansion.each(features));
          } else {
            assertEquals(results, expansion.each(features));
          }
        });
  }
}
