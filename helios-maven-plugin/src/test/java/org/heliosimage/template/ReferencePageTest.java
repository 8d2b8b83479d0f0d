package org.heliosimage.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Writes the reference part of {@code docs/templates.md} from the declarations of the language, and
 * fails if the page says something else. Run it with {@code -Dhelios.updateDocs} to change the
 * page.
 */
class ReferencePageTest {

  private static final Path PAGE = Path.of("..", "docs", "templates.md");
  private static final String START = "<!-- generated: reference -->\n";
  private static final String END = "<!-- end of generated part -->\n";

  @Test
  void thePageIsTheOneOfTheDeclarations() throws Exception {
    String page = Files.readString(PAGE);
    int start = page.indexOf(START) + START.length();
    int end = page.indexOf(END);
    assertTrue(start >= START.length() && end >= start, "markers are missing in " + PAGE);
    String reference = reference();
    if (System.getProperty("helios.updateDocs") != null) {
      Files.writeString(PAGE, page.substring(0, start) + reference + page.substring(end));
      return;
    }
    assertEquals(
        reference,
        page.substring(start, end),
        PAGE + " is out of date: run this test with -Dhelios.updateDocs");
  }

  @Test
  void everyKindOfStepIsDeclaredOnce() {
    long records =
        List.of(Step.class.getPermittedSubclasses()).stream().filter(Class::isRecord).count();
    assertEquals(records, Language.STEPS.size());
    assertEquals(
        Language.STEPS.size() + Language.STEPS.stream().filter(k -> !k.alias().isEmpty()).count(),
        Language.STEPS_BY_NAME.size());
    assertEquals(List.of(BuildKind.class.getPermittedSubclasses()).size(), BuildSchema.ALL.size());
  }

  private static String reference() {
    StringBuilder page = new StringBuilder("\n## Build kinds\n");
    for (BuildSchema schema : BuildSchema.ALL) {
      section(page, "`" + schema.name() + "`", schema.doc(), schema.arguments());
    }
    page.append("\n## Steps\n\nEvery step may have these keys:\n");
    table(page, Language.COMMON);
    section(page, "`" + Language.INCLUDE + "`", Language.INCLUDE_DOC, Language.INCLUDE_ARGUMENTS);
    for (StepKind kind : Language.STEPS) {
      String title =
          "`" + kind.name() + "`" + (kind.alias().isEmpty() ? "" : ", `" + kind.alias() + "`");
      String doc = kind.doc() + (kind.needsPool() ? " Only where a pool is built." : "");
      section(page, title, doc, kind.arguments());
    }
    return page.append('\n').toString();
  }

  private static void section(
      StringBuilder page, String title, String doc, List<Argument> arguments) {
    page.append("\n### ").append(title).append("\n\n").append(doc).append('\n');
    table(page, arguments);
  }

  private static void table(StringBuilder page, List<Argument> arguments) {
    if (arguments.isEmpty()) {
      return;
    }
    page.append("\n| key | takes | macros | meaning |\n|---|---|---|---|\n");
    for (Argument argument : arguments) {
      page.append("| `")
          .append(argument.name())
          .append(argument.required() ? "` (required) | " : "` | ")
          .append(argument.type().label())
          .append(argument.expanded() ? " | yes | " : " | | ")
          .append(argument.doc())
          .append(" |\n");
    }
  }
}
