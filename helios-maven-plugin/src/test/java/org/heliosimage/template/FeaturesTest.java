package org.heliosimage.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.heliosimage.Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturesTest {

  @Test
  void directivesApplyInOrder() throws Exception {
    Features features =
        Features.parse(
            List.of("a", "b=2", "b+=3", "c=x", "c=y", "d+=1", "d-=1", "e", "^e", "f+=p", "f~=q"));
    assertEquals(Set.of("a", "b", "c", "f"), features.all().keySet());
    assertEquals(Set.of("1"), features.values("a"));
    assertEquals(Set.of("2", "3"), features.values("b"));
    assertEquals(Set.of("y"), features.values("c"));
    assertEquals(Set.of("p"), features.values("f"));
  }

  @Test
  void aBareNameAddsOne() throws Exception {
    assertEquals(Set.of("1", "2"), Features.parse(List.of("a=2", "a")).values("a"));
  }

  @Test
  void valuesMayHoldOperatorsAndSpaces() throws Exception {
    Features features = Features.parse(List.of("my-long-name-=x", "p=pkg:/a/b:3=fine -= ok"));
    assertEquals(Set.of("pkg:/a/b:3=fine -= ok"), features.values("p"));
    assertTrue(!features.has("my-long-name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "^",
        "1a",
        "-a",
        "_a",
        "a-",
        "a--b",
        "a-+=1",
        "a--=1",
        "^a=1",
        "^a-",
        "^^a",
        "^a-=1",
        "a=",
        "a+=",
        "a-=",
        "a+",
        "a~",
        "a+1",
        "a b",
        "a=\t",
        "a=\u00e9",
        "a=\n",
        "=1",
        "\u00e9=1"
      })
  void wrongDirectivesAreNamed(String directive) {
    TemplateException e =
        assertThrows(TemplateException.class, () -> Features.parse(List.of(directive)));
    assertTrue(e.getMessage().contains("\"" + directive + "\""), e.getMessage());
  }

  @Test
  void agreesWithAModelOnRandomDirectives() throws Exception {
    Generator.forAll(
        1,
        500,
        random -> {
          Map<String, Set<String>> model = new HashMap<>();
          List<String> directives = new ArrayList<>();
          for (int i = 0; i < 30; i++) {
            String name = random.oneOf("a", "b-c", "d_1", "X");
            String value = random.oneOf("1", "2", "v=w", "~");
            Set<String> values = new TreeSet<>(model.getOrDefault(name, Set.of()));
            switch (random.below(5)) {
              case 0 -> {
                directives.add(name);
                values.add("1");
              }
              case 1 -> {
                directives.add(name + "=" + value);
                values = Set.of(value);
              }
              case 2 -> {
                directives.add(name + "+=" + value);
                values.add(value);
              }
              case 3 -> {
                directives.add(name + random.oneOf("-=", "~=") + value);
                values.remove(value);
              }
              default -> {
                directives.add("^" + name);
                values = Set.of();
              }
            }
            model.put(name, values);
          }
          model.values().removeIf(Set::isEmpty);
          assertEquals(model, Features.parse(directives).all());
        });
  }
}
