package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.EnsureDir;
import org.heliosimage.template.Step.Ownership;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;

/** Creates a directory, or corrects owner and bits of one. */
public final class EnsureDirStep implements StepExecutor<EnsureDir> {

  /** What the usual umask of root takes away from parents that are made on the way. */
  private static final int UMASK = 022;

  @Override
  public void run(EnsureDir step, StepContext context) throws IOException {
    FileTree tree = context.tree();
    Ownership ownership = step.ownership();
    Attributes parents = Attributes.of(ownership.mode() & ~UMASK, 0, 0, context.time());
    makeParents(tree, step.dir(), parents);
    String target = tree.resolve(step.dir(), false);
    Optional<Node> there = tree.find(target);
    if (there.isEmpty()) {
      tree.put(
          target,
          new Directory(
              Attributes.of(ownership.mode(), ownership.uid(), ownership.gid(), context.time())));
    } else if (there.get() instanceof Directory) {
      FilePlacer.own(tree, target, ownership);
    } else {
      throw new BuildException(step.dir() + " exists and is not a directory");
    }
  }

  /** Links on the way are followed, so each parent is looked up by where it leads. */
  private static void makeParents(FileTree tree, String path, Attributes attributes)
      throws IOException {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = tree.resolve(path.substring(0, slash), true);
      if (tree.find(parent).isEmpty()) {
        tree.put(parent, new Directory(attributes));
      }
    }
  }
}
