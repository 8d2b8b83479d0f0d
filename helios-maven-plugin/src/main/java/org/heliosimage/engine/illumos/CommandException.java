package org.heliosimage.engine.illumos;

import java.util.List;
import org.heliosimage.engine.BuildException;

/** A command failed; the sentence says how, and what it said last. */
final class CommandException extends BuildException {

  private static final long serialVersionUID = 1L;

  private final List<String> errors;

  CommandException(Command command, String how, List<String> last, List<String> errors) {
    super(
        command.title()
            + " "
            + how
            + (last.isEmpty()
                ? " and printed nothing"
                : (last.size() == 1 ? "; its last line is: " : "; its last lines are: ")
                    + String.join(" | ", last)));
    this.errors = List.copyOf(errors);
  }

  /** The last lines of its standard error. */
  List<String> errors() {
    return errors;
  }
}
