package org.heliosimage.engine.portable;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.heliosimage.engine.work.InputTrace.Remote;
import org.heliosimage.engine.work.StageRecord;

/** The repositories over the network that a stage has used, as its record keeps them. */
final class Remotes {

  private Remotes() {}

  /** A line each: a URI has no blanks. */
  static String text(Collection<Remote> remotes) {
    return String.join(
        "\n", remotes.stream().map(remote -> remote.uri() + " " + remote.part()).toList());
  }

  /** Brings the copies on this machine up to date, unless no server may be asked. */
  static void refresh(StageRecord record, Build build) throws IOException {
    if (build.request().network().transport().offline()) {
      return;
    }
    List<String> lines = record.facts().getOrDefault(Stage.REMOTES, "").lines().toList();
    for (String line : lines) {
      int blank = line.indexOf(' ');
      build.repositories().open(line.substring(0, blank)).state(line.substring(blank + 1));
    }
  }
}
