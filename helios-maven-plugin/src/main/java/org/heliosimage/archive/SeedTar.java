package org.heliosimage.archive;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.heliosimage.tree.Attributes;
import org.heliosimage.tree.FileTree;

/**
 * The tar that hands a tree from one build to the next. Reading takes the headers only: the
 * contents of the tree are ranges of the file, which must stay as it is while they are in use.
 */
public final class SeedTar {

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_MAGIC = 0x1f8b;

  private SeedTar() {}

  /**
   * Reads a tar as a tree of its own.
   *
   * @param tar the file; whether it is compressed by gzip shows in its first bytes
   * @param workFile where a compressed one is unpacked, once; then the contents are ranges of it
   */
  public static FileTree read(Path tar, Path workFile) throws IOException {
    FileTree tree = new FileTree(Attributes.of(0755, 0, 0, 0));
    unpack(tar, workFile, tree);
    return tree;
  }

  /**
   * Unpacks a tar over a tree: members replace what the tree has under their names. After a failure
   * the tree holds what came before the member that failed.
   *
   * @param tar the file; whether it is compressed by gzip shows in its first bytes
   * @param workFile where a compressed one is unpacked, once; then the contents are ranges of it
   */
  public static void unpack(Path tar, Path workFile, FileTree tree) throws IOException {
    Path plain = isGzip(tar) ? gunzip(tar, workFile) : tar;
    try (TarSource source = new TarSource(plain)) {
      new TarReader(source, tree).readAll();
    }
  }

  /** Writes a whole tree; compressed by gzip if the name ends in {@code gz}. */
  public static void write(FileTree tree, Path tar) throws IOException {
    write(tree, List.of("/"), tar);
  }

  /**
   * Writes parts of a tree. The file appears under its name when it is complete.
   *
   * @param include paths of the tree, each written with all that is below it
   * @param tar the file; compressed by gzip if the name ends in {@code gz}
   */
  public static void write(FileTree tree, List<String> include, Path tar) throws IOException {
    write(tree, include, tar, tar.toString().endsWith("gz"));
  }

  /**
   * Writes parts of a tree, for callers that give the file another name later. The file appears
   * under its name when it is complete.
   *
   * @param include paths of the tree, each written with all that is below it
   * @param gzip whether to compress the file
   */
  public static void write(FileTree tree, List<String> include, Path tar, boolean gzip)
      throws IOException {
    if (!gzip) {
      write(tree, include, tar, bytes -> {});
      return;
    }
    appear(
        tar,
        part -> {
          try (OutputStream file = Files.newOutputStream(part);
              ParallelGzip compressed = new ParallelGzip(file)) {
            TarWriter.write(tree, include, new Sink(compressed));
            compressed.finish();
          }
        });
  }

  /**
   * Writes parts of a tree, not compressed, while somebody watches.
   *
   * @param include paths of the tree, each written with all that is below it
   * @param watch is shown all bytes in order, many whole pages of 4 KiB at a time
   */
  public static void write(
      FileTree tree, List<String> include, Path tar, Consumer<ByteBuffer> watch)
      throws IOException {
    appear(
        tar,
        part -> {
          try (FileChannel file = FileChannel.open(part, CREATE, TRUNCATE_EXISTING, WRITE)) {
            TarWriter.write(tree, include, new Sink(file, watch));
          }
        });
  }

  private interface Writing {
    void to(Path file) throws IOException;
  }

  private static void appear(Path tar, Writing writing) throws IOException {
    Path part = tar.resolveSibling(tar.getFileName() + ".part");
    try {
      writing.to(part);
      Files.move(part, tar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Writes a whole tree, not compressed; the stream stays open. */
  public static void write(FileTree tree, OutputStream out) throws IOException {
    TarWriter.write(tree, List.of("/"), new Sink(out));
  }

  /** Whether a file begins as a tar does, compressed by gzip or not. */
  public static boolean isTar(Path file) throws IOException {
    try (InputStream in =
        isGzip(file)
            ? new GZIPInputStream(Files.newInputStream(file))
            : Files.newInputStream(file)) {
      byte[] block = in.readNBytes(TarHeader.BLOCK);
      return block.length == TarHeader.BLOCK && TarHeader.hasRightSum(block);
    } catch (ZipException | EOFException e) {
      return false;
    }
  }

  private static boolean isGzip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (in.read() << 8 | in.read()) == GZIP_MAGIC;
    }
  }

  private static Path gunzip(Path tar, Path workFile) throws IOException {
    try (InputStream in =
            new GZIPInputStream(
                new BufferedInputStream(Files.newInputStream(tar), BUFFER), BUFFER);
        OutputStream out = Files.newOutputStream(workFile)) {
      byte[] buffer = new byte[BUFFER];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException e) {
      Files.deleteIfExists(workFile);
      ArchiveException damaged = new ArchiveException(tar, "cannot be unpacked: " + e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
    return workFile;
  }
}
