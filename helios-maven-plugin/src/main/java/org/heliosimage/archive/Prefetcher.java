package org.heliosimage.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.heliosimage.tree.Content;
import org.heliosimage.tree.FileRange;
import org.jspecify.annotations.Nullable;

/**
 * Delivers contents in order while other threads read and inflate the ones to come. Small contents
 * are held whole, within a budget; a large one is streamed when its turn comes.
 */
final class Prefetcher implements Closeable {

  /** The largest content that is held whole. */
  static final int SMALL = 1 << 20;

  private static final long BUDGET = 8 << 20;
  private static final int BUFFER = 1 << 18;

  /** Contents to come; {@code null} in place of an item: nothing to gain by reading ahead. */
  private record Slot(Content content, ReadAhead.@Nullable Item item) {}

  private final List<Content> contents;
  private final Deque<Slot> slots = new ArrayDeque<>();
  private final ReadAhead ahead = new ReadAhead();
  private final byte[] buffer = new byte[BUFFER];

  private int next;
  private @Nullable Path openFile;
  private @Nullable FileChannel openChannel;

  Prefetcher(List<Content> contents) {
    this.contents = contents;
  }

  /** Writes the next content, exactly as many bytes as it says to have. */
  void writeNext(Sink out) throws IOException {
    // Many at once, so that batches get full.
    if (slots.isEmpty() || ahead.held() < BUDGET / 2) {
      readAhead();
    }
    Slot slot = slots.remove();
    if (slot.item() != null) {
      slot.item().writeTo(out);
    } else if (slot.content() instanceof FileRange range) {
      copy(range, out);
    } else {
      copy(slot.content(), out);
    }
  }

  private void readAhead() {
    while (next < contents.size() && (ahead.held() < BUDGET || slots.isEmpty())) {
      Content content = contents.get(next++);
      boolean direct = content.size() > SMALL || content.size() == 0 || isDirect(content);
      slots.add(new Slot(content, direct ? null : ahead.add(content)));
    }
    ahead.start();
  }

  private static boolean isDirect(Content content) {
    return content instanceof FileRange || content instanceof Content.Memory;
  }

  /** Ranges mostly follow each other in one file, so that stays open. */
  private void copy(FileRange range, Sink out) throws IOException {
    FileChannel channel = openChannel;
    if (channel == null || !range.file().equals(openFile)) {
      if (channel != null) {
        channel.close();
      }
      channel = FileChannel.open(range.file(), StandardOpenOption.READ);
      openChannel = channel;
      openFile = range.file();
    }
    out.write(channel, range.offset(), range.length());
  }

  private void copy(Content content, Sink out) throws IOException {
    long done = 0;
    try (InputStream in = content.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        done += count;
        if (done > content.size()) {
          break;
        }
        out.write(buffer, 0, count);
      }
    }
    if (done != content.size()) {
      throw new IOException(content + " changed its size");
    }
  }

  @Override
  public void close() throws IOException {
    ahead.close();
    FileChannel channel = openChannel;
    if (channel != null) {
      channel.close();
    }
  }
}
