package org.heliosimage.ips.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.heliosimage.ips.IpsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pkg(1) does with the same packages and commands. */
class SolverTest {

  private static Lab lab(String packages) throws IpsException {
    Lab lab = new Lab().add("a@1.0").add("b@1.0").add("b@2.0");
    for (String text : packages.split(";", 0)) {
      if (!text.isBlank()) {
        lab.add(text.strip());
      }
    }
    return lab;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X@1 : require-any a b                 | install X                        | X@1 a@1.0
          X@1 : require-any a b                 | install b@1; install X           | X@1 b@1.0
          X@1 : group a, group b                | install X                        | X@1 a@1.0 b@2.0
          X@1 : group a, group b                | install X -reject a              | X@1 b@2.0
          X@1 : group a, group nowhere          | install X                        | X@1 a@1.0
          X@1 : group-any a b                   | install X                        | X@1 a@1.0
          X@1 : group-any o b; o@1 : obsolete   | install X                        | X@1 b@2.0
          X@1 : conditional b if a              | install X                        | X@1
          X@1 : conditional b if a              | install a X                      | X@1 a@1.0 b@2.0
          X@1 : conditional b if a@2            | install a X                      | X@1 a@1.0
          X@1 : optional b@2.0                  | install b@1; install X           | X@1 b@2.0
          X@1 : incorporate b@1.0               | install X b                      | X@1 b@1.0
          X@1 : incorporate b@1                 | install X b                      | X@1 b@1.0
          X@1 : incorporate b@1.0               | install b; install X             | X@1 b@1.0
          X@1 : origin b@1.0                    | install b@1; install X           | X@1 b@1.0
          X@1; X@2 : origin b@2.0               | install b@1; install X           | X@1 b@1.0
          X@1 : parent feature/self             | install X                        | X@1
          X@1 : require b@2.0                   | install b@1; install X           | X@1 b@2.0
          X@1 : require b@1.0                   | install b@1; install X           | X@1 b@1.0
          X@1 : exclude b@2.0, require b        | install X                        | X@1 b@1.0
          old@1 : renamed, require new; new@1   | install old                      | new@1
          old@1 : renamed, require new; new@1; X@1 : require old | install X       | X@1 new@1 old@1
          old@1 : renamed, require new; new@1; X@1 : optional old | install X old  | X@1 new@1
          c@1; c@2 : obsolete                   | install c@1; update              | ''
          c@1; c@2 : obsolete; X@1 : require c  | install X; update                | X@1 c@1
          c@1 : obsolete                        | install c                        | ''
          ''                                    | install b; install b@1           | b@1.0
          X@1 : require-any a b                 | install X; uninstall a           | X@1 b@2.0
          //q/b@3.0                             | publishers p q; install b        | b@2.0
          //q/b@3.0; //q/Y@1 : require b@2.0    | publishers p q; install Y        | //q/Y@1 b@2.0
          //q/b@3.0                             | publishers p q; install b; publishers q p; update  | b@2.0
          //q/b@3.0                             | publishers p q; install b; publishers q p~; update | //q/b@3.0
          //q/b@3.0                             | publishers p q; install b; install //q/b           | //q/b@3.0
          ''                                    | install b@1; freeze b@1; update  | b@1.0
          ''                                    | install b@1; freeze b@1; update b | b@1.0
          X@1 : require e; e@1 : explicit       | install X e                      | X@1 e@1
          X@1 : require c; c@1; c@2 : unfit no  | install X                        | X@1 c@1
          i@1 : incorporate b@1; i@2 : incorporate b@2 | install i@1 b; update     | b@2.0 i@2
          i@1 : incorporate b@1; i@2 : incorporate b@2 | install i@1 b; install a  | a@1.0 b@1.0 i@1
          i@1 : incorporate b@1; i@2 : incorporate b@2 | install i@2 b; install i@1 | b@1.0 i@1
          i@1 : incorporate b@1, hold core.x; i@2 : incorporate b@2, hold core.x; \
          h@1 : hold core, require b@2          | install i@1 b; install h         | b@2.0 h@1 i@2
          """)
  void solves(String packages, String commands, String expected) throws Exception {
    Lab lab = lab(packages);
    for (String command : commands.split(";", 0)) {
      lab.run(command.strip());
    }
    assertEquals(expected, lab.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X@1 : exclude a        | install X a   | X@1 is asked for; X@1 excludes a; a@1.0 is asked for
          X@1 : optional b@2.0   | install b@1 X | X@1 is asked for; X@1 does not go with less than b@2.0; b@1.0 is asked for
          X@1 : require none     | install X     | X@1 is asked for; X@1 requires none (no publisher has none)
          X@1 : require Y; Y@1 : require b@3 | install X | X@1 is asked for; X@1 requires Y; Y@1 requires b@3
          X@1 : require Y, incorporate b@1; Y@1 : require b@2 | install X | \
          X@1 is asked for; X@1 requires Y; X@1 admits only b@1; Y@1 requires b@2
          X@1 : require c; c@1 : unfit odd   | install X     | X@1 is asked for; X@1 requires c (c@1 odd)
          X@1 : require e; e@1 : explicit    | install X     | X@1 is asked for; X@1 requires e (e@1 comes only when it is named)
          X@1 : require a        | install X; uninstall a    | a is to be left out; X@1 is installed; X@1 requires a
          i@1 : incorporate b@1; i@2; X@1 : require b@2 | install i@1 b; install X | \
          X@1 is asked for; X@1 requires b@2 (b@2.0 is not admitted by the installed i@1)
          """)
  void tellsWhyNot(String packages, String commands, String message) throws Exception {
    Lab lab = lab(packages);
    String[] all = commands.split(";", 0);
    for (String command : Arrays.asList(all).subList(0, all.length - 1)) {
      lab.run(command.strip());
    }
    ConflictException e =
        assertThrows(ConflictException.class, () -> lab.run(all[all.length - 1].strip()));
    assertEquals("The packages do not fit together: " + message + ".", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b|b",
        "b@1|b@1.0",
        "/b|b",
        "pkg:/b@2|b@2.0",
        "pkg://p/b|b",
        "one|x/one",
        "x/one|x/one",
        "b@latest|b@2.0",
        "x/*@1|x/one@1 x/two@1",
        "b@*|b",
        "b@1.*|b@1.0",
        "?|a b",
        "b@1 b@1|b@1.0"
      })
  void matchesPatterns(String row) throws Exception {
    Lab lab = lab("x/one@1; x/two@1; y/two@1");
    String[] parts = row.split("\\|", -1);
    lab.run("install " + parts[0]);
    for (String expected : parts[1].split(" ", -1)) {
      assertTrue((lab + " ").contains(expected), lab.toString());
    }
    assertEquals(parts[1].split(" ", -1).length, lab.installed().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two    | "two" may mean x/two or y/two; put a slash in front of the name that is meant.
          /two   | No publisher (p) has a package "/two".
          none   | No publisher (p) has a package "none".
          b@3    | No version of b fits "b@3"; the newest is b@2.0 of publisher p.
          b@1 b@2 | No version of b fits all of ["b@1", "b@2"].
          sparc  | "sparc" cannot be installed here: sparc@1 alien.
          """)
  void saysWhatIsWrongWithAPattern(String names, String message) throws Exception {
    Lab lab = lab("x/two@1; y/two@1; sparc@1 : unfit alien");
    IpsException e = assertThrows(IpsException.class, () -> lab.run("install " + names));
    assertEquals(message, e.getMessage());
  }

  @Test
  void prefersNamesThatAreNotObsoleteOrRenameTargets() throws Exception {
    assertEquals("y/t@1", lab("x/t@1 : obsolete; y/t@1").run("install t").toString());
    assertEquals("y/t@1", lab("x/t@1 : renamed, require y/t; y/t@1").run("install t").toString());
  }
}
