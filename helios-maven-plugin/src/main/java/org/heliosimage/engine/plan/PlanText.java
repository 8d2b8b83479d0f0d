package org.heliosimage.engine.plan;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.heliosimage.engine.work.JsonText;
import org.heliosimage.template.Origin;
import org.heliosimage.template.Template;
import org.heliosimage.template.TemplateFile;

/** Steps for people, a line each; places below the project are told relative to it. */
final class PlanText {

  private final Path project;

  PlanText(Path project) {
    this.project = project.toAbsolutePath().normalize();
  }

  String line(Template.PlacedStep placed) {
    StringBuilder line = new StringBuilder(placed.type());
    placed
        .arguments()
        .forEach((key, value) -> line.append(' ').append(key).append('=').append(text(value)));
    Origin origin = placed.origin();
    return line.append("  (")
        .append(place(origin.file()))
        .append(':')
        .append(origin.line())
        .append(')')
        .toString();
  }

  /** Where something is, the same on every machine if it belongs to the project. */
  String place(String location) {
    try {
      Path path = Path.of(location);
      return path.isAbsolute() && path.normalize().startsWith(project)
          ? project.relativize(path.normalize()).toString().replace('\\', '/')
          : location;
    } catch (InvalidPathException e) {
      return location;
    }
  }

  private String text(Object value) {
    if (value instanceof TemplateFile file) {
      return place(file.location());
    }
    return value instanceof String || value instanceof List ? plain(value) : value.toString();
  }

  private static String plain(Object value) {
    if (value instanceof List<?> list) {
      return "[" + String.join(", ", list.stream().map(PlanText::plain).toList()) + "]";
    }
    String text = value.toString();
    boolean simple = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != '"' && c < 127);
    return simple ? text : JsonText.quoted(text);
  }
}
