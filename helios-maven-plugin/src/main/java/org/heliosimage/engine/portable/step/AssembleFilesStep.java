package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.AssembleFiles;
import org.heliosimage.template.Step.Ownership;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.FileTree.Entry;
import org.heliosimage.tree.Node.RegularFile;

/** Joins the files of a directory. */
public final class AssembleFilesStep implements StepExecutor<AssembleFiles> {

  private static final int MAX_LENGTH = 64 << 20;

  @Override
  public void run(AssembleFiles step, StepContext context) throws IOException {
    FileTree tree = context.tree();
    String dir = tree.resolve(step.dir(), true);
    List<Entry> entries =
        tree.list(dir).stream()
            .filter(entry -> entry.name().startsWith(step.prefix()))
            .sorted(Comparator.comparing(entry -> utf8(entry.name()), Arrays::compareUnsigned))
            .toList();
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      if (entry.node() instanceof RegularFile file) {
        String part = trim(FilePlacer.text(step.dir() + "/" + entry.name(), file.content()));
        text.append(part).append(part.isEmpty() ? "" : "\n");
        if (text.length() > MAX_LENGTH) {
          throw new BuildException(
              "the files of " + step.dir() + " are longer than " + MAX_LENGTH + " characters");
        }
      }
    }
    FilePlacer.place(
        context, step.output(), Content.of(text.toString()), new Ownership(0, 0, 0644));
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** Without what Unicode calls white space at both ends; Java's own methods differ from it. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (start < end && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
  }
}
