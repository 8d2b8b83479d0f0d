package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.Shadow;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node.RegularFile;

/** Sets the password field of a user; see shadow(5). */
public final class ShadowStep implements StepExecutor<Shadow> {

  private static final String FILE = "/etc/shadow";
  private static final int FIELDS = 9;

  @Override
  public void run(Shadow step, StepContext context) throws IOException {
    FileTree tree = context.tree();
    RegularFile file = FilePlacer.regularFile(tree, FILE);
    List<String[]> lines = parse(FilePlacer.text(FILE, file.content()));
    if (step.password() == null || !set(lines, step.username(), step.password())) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (String[] fields : lines) {
      text.append(String.join(":", fields)).append('\n');
    }
    Attributes attributes =
        file.attributes().withOwner(0, 0).withMode(0400).withTime(context.time(), 0);
    tree.replace(
        tree.resolve(FILE, true), new RegularFile(attributes, Content.of(text.toString())));
  }

  private static List<String[]> parse(String text) throws IOException {
    List<String[]> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.split(":", -1);
      if (fields.length != FIELDS) {
        throw new BuildException(
            FILE
                + " has "
                + fields.length
                + " fields in line "
                + (lines.size() + 1)
                + ", where every line must have "
                + FIELDS);
      }
      lines.add(fields);
    }
    return lines;
  }

  /** Whether anything changed. */
  private static boolean set(List<String[]> lines, String username, String password)
      throws IOException {
    List<String[]> found = lines.stream().filter(fields -> fields[0].equals(username)).toList();
    if (found.size() != 1) {
      throw new BuildException(
          FILE + " has " + found.size() + " lines of user " + username + ", not exactly one");
    }
    if (found.get(0)[1].equals(password)) {
      return false;
    }
    found.get(0)[1] = password;
    return true;
  }
}
