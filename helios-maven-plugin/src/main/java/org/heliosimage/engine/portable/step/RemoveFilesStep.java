package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Glob;
import org.heliosimage.template.Step.RemoveFiles;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;

/** Removes a file, a tree, or all files whose names match. */
public final class RemoveFilesStep implements StepExecutor<RemoveFiles> {

  @Override
  public void run(RemoveFiles step, StepContext context) throws IOException {
    FileTree tree = context.tree();
    switch (step.by()) {
      case FILE -> removeFile(tree, step.value());
      case DIR -> removeTree(tree, step.value());
      case PATTERN -> removeMatching(tree, step.value());
    }
  }

  private static void removeFile(FileTree tree, String path) throws IOException {
    String target = tree.resolve(path, false);
    if (tree.get(target) instanceof Directory) {
      throw new BuildException(path + " is a directory: remove it with \"dir\", not with \"file\"");
    }
    tree.remove(target);
  }

  /** A link in place of the directory is removed itself; where it leads stays. */
  private static void removeTree(FileTree tree, String path) throws IOException {
    String target = tree.resolve(path, false);
    Node node = tree.get(target);
    if (!(node instanceof Directory || node instanceof Symlink)) {
      throw new BuildException(
          path + " is not a directory: remove it with \"file\", not with \"dir\"");
    }
    tree.removeTree(target);
  }

  private static void removeMatching(FileTree tree, String pattern) throws IOException {
    Glob glob = Glob.of(pattern);
    List<String> matching = new ArrayList<>();
    tree.walk(
        (path, entry) -> {
          if (entry.node() instanceof RegularFile && glob.matches(entry.name())) {
            matching.add(path);
          }
        });
    for (String path : matching) {
      tree.remove(path);
    }
  }
}
