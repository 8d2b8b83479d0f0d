package org.heliosimage.engine.portable.step;

import java.io.IOException;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.portable.StepContext;
import org.heliosimage.engine.portable.StepExecutor;
import org.heliosimage.template.Step.EnsureSymlink;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;
import org.heliosimage.tree.Node;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.Symlink;

/** Creates a symbolic link in place of whatever but a directory has its name. */
public final class EnsureSymlinkStep implements StepExecutor<EnsureSymlink> {

  @Override
  public void run(EnsureSymlink step, StepContext context) throws IOException {
    FileTree tree = context.tree();
    String target = tree.resolve(step.link(), false);
    Optional<Node> there = tree.find(target);
    if (there.isPresent() && there.get() instanceof Directory) {
      throw new BuildException(step.link() + " is a directory and cannot be replaced by a link");
    }
    if (there.isPresent()
        && there.get() instanceof Symlink link
        && link.target().equals(step.target())) {
      tree.setAttributes(target, link.attributes().withOwner(step.uid(), step.gid()));
      return;
    }
    Attributes attributes = Attributes.of(0777, step.uid(), step.gid(), context.time());
    tree.put(target, new Symlink(attributes, step.target()));
  }
}
