package org.heliosimage.ips.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.fmri.Fmri;
import org.heliosimage.ips.p5p.P5pWriter;
import org.heliosimage.tree.Content;

/**
 * Writes a package archive. The same packages give the same bytes, in whatever order they are
 * added; the file appears when it is complete.
 */
public final class P5pArchive {

  private final Path file;
  private final Instant time;
  private final P5pWriter writer = new P5pWriter();
  private final SortedSet<String> publishers = new TreeSet<>();

  /**
   * @param file the archive, replaced if it is there
   * @param time modification time of all that is in it
   */
  public P5pArchive(Path file, Instant time) {
    this.file = file;
    this.time = time;
  }

  /** Adds a publisher, which may stay without packages. */
  public void addPublisher(String name) {
    publishers.add(name);
    writer.addFolder("publisher/" + name);
  }

  /** Adds a package. Its payloads are read when the archive is finished. */
  public void add(PublishedPackage published) throws IOException {
    Fmri fmri = published.fmri();
    String publisher = fmri.requirePublisher();
    publishers.add(publisher);
    String root = "publisher/" + publisher + "/";
    if (!writer.add(root + "pkg/" + fmri.quotedPath(), Content.of(published.manifest().bytes()))) {
      throw new IpsException(fmri + " is in the archive " + file + " already");
    }
    for (Map.Entry<String, Content> payload : published.payloads().entrySet()) {
      String hash = payload.getKey();
      writer.add(root + "file/" + hash.substring(0, 2) + "/" + hash, payload.getValue());
    }
  }

  /** Writes the archive; the first publisher in name order is the default one. */
  public void finish() throws IOException {
    String prefix =
        publishers.isEmpty() ? "" : "[publisher]\nprefix = " + publishers.first() + "\n\n";
    writer.add("pkg5.repository", Content.of(prefix + "[repository]\nversion = 4\n"));
    Path target = file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path temporary = Files.createTempFile(target.getParent(), ".archive", ".tmp");
    try {
      writer.write(temporary, time.getEpochSecond(), Gzip::pack);
      RepositoryFolder.readable(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
