package org.heliosimage.engine.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heliosimage.Generator;
import org.heliosimage.engine.BuildException;
import org.junit.jupiter.api.Test;

/** Parameters and features are two ways to say the same. */
class SwitchesTest {

  private static Switches features(String... directives) throws BuildException {
    return Switches.of(Map.of(), List.of(directives));
  }

  private static String failure(Map<Switch, String> parameters, String... directives) {
    BuildException e =
        assertThrows(BuildException.class, () -> Switches.of(parameters, List.of(directives)));
    return e.getMessage() + " (" + e.parameter().orElse("") + ")";
  }

  /** The feature directive for a parameter. */
  private static String directive(Switch about, String value) {
    if (about.takesValue()) {
      return about.feature() + "=" + value;
    }
    boolean on = value.equals("true") != about.negated();
    return (on ? "" : "^") + about.feature();
  }

  @Test
  void bothWaysComeToTheSame() throws Exception {
    Generator.forAll(
        1,
        500,
        random -> {
          Map<Switch, String> parameters = new EnumMap<>(Switch.class);
          List<String> directives = new ArrayList<>();
          List<String> redundant = new ArrayList<>(List.of("mine=1"));
          for (Switch each : Switch.values()) {
            // Switches that name outputs exclude each other.
            if ((each == Switch.OPTE || each == Switch.SERDEV) || random.oneIn(2)) {
              continue;
            }
            String value =
                each.takesValue() ? "v" + random.below(9) : random.oneIn(2) ? "true" : "false";
            parameters.put(each, value);
            directives.add(directive(each, value));
            if (random.oneIn(3)) {
              redundant.add(directive(each, value));
            }
          }
          directives.add("mine=1");
          Switches told = Switches.of(parameters, redundant);
          Switches listed = Switches.of(Map.of(), directives);
          for (Switch each : Switch.values()) {
            assertEquals(told.value(each), listed.value(each), directives::toString);
            String value = parameters.getOrDefault(each, "false");
            assertEquals(!value.equals("false"), listed.has(each), directives::toString);
          }
          assertTrue(listed.others().contains("mine=1"));
          assertTrue(told.others().contains("mine=1"));
        });
  }

  @Test
  void directivesApplyInOrder() throws BuildException {
    Switches switches = features("opte=1", "ssh", "opte=2", "other", "^ssh", "opte+=3", "opte-=2");
    assertEquals(Optional.of("3"), switches.value(Switch.OPTE));
    assertFalse(switches.has(Switch.SSH));
    assertEquals(List.of("other"), switches.others());
  }

  @Test
  void namesThatOnlyBeginLikeASwitchAreOthers() throws BuildException {
    List<String> directives =
        List.of("onus=1", "ssh-key=x", "on", "serdev_too", "^debugger", "pkgs+=a", "=", "9", "a b");
    assertEquals(directives, Switches.of(Map.of(), directives).others());
  }

  @Test
  void theFeatureInstallReachesTemplatesUnlessItIsTakenAway() throws BuildException {
    assertEquals(List.of("install", "x"), features("install", "x").others());
    assertEquals(List.of("x"), features("install", "x", "^install").others());
    assertTrue(features("install", "^install").has(Switch.NO_INSTALL));
    assertFalse(features("^install", "install").has(Switch.NO_INSTALL));
  }

  @Test
  void whatContradictsIsOneSentence() {
    assertEquals(
        "the parameter onu is file:/a, which the feature onu=file:/b contradicts: say it in one of the two ways (onu)",
        failure(Map.of(Switch.ONU, "file:/a"), "onu=file:/b"));
    assertEquals(
        "the parameter ssh is false, which the feature ssh contradicts: say it in one of the two ways (ssh)",
        failure(Map.of(Switch.SSH, "false"), "mine", "ssh"));
    assertEquals(
        "the parameter noInstall is true, which the feature install contradicts: say it in one of the two ways (noInstall)",
        failure(Map.of(Switch.NO_INSTALL, "true"), "install"));
    assertEquals(
        "the parameter opte is 1, which the feature opte=1,^opte contradicts: say it in one of the two ways (opte)",
        failure(Map.of(Switch.OPTE, "1"), "opte=1", "^opte"));
  }

  @Test
  void whatExcludesEachOtherIsOneSentence() {
    String sentence =
        "onu, opte and serdev exclude each other, because each names the outputs in its own way";
    assertEquals(sentence + " (features)", failure(Map.of(), "onu=a", "opte=b"));
    assertEquals(sentence + " (serdev)", failure(Map.of(Switch.SERDEV, "true"), "opte=b"));
    assertEquals(
        sentence + " (onu)", failure(Map.of(Switch.SERDEV, "true", Switch.ONU, "file:/a")));
  }

  @Test
  void whatIsNoValueIsOneSentence() {
    assertEquals("the feature debug takes no value (features)", failure(Map.of(), "debug=no"));
    assertEquals(
        "the feature baud has several values: give it one (features)",
        failure(Map.of(), "baud=1", "baud+=2"));
    for (String version : Arrays.asList("a/b", "..", "-1", "a b")) {
      assertEquals(
          "\""
              + version
              + "\" cannot be part of a name: use letters, digits, dots and hyphens (opte)",
          failure(Map.of(Switch.OPTE, version)));
    }
  }
}
