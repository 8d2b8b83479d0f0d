package org.heliosimage.fat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.heliosimage.tree.Content;

/** The bytes of a file in several runs of clusters, or in none. */
record FatContent(List<Content> parts, long size) implements Content {

  @Override
  public InputStream open() {
    return new Parts(parts.iterator());
  }

  private static final class Parts extends InputStream {
    private final Iterator<Content> rest;
    private InputStream current = InputStream.nullInputStream();

    private Parts(Iterator<Content> rest) {
      this.rest = rest;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = current.read(target, offset, length);
      while (count < 0 && rest.hasNext()) {
        current.close();
        current = rest.next().open();
        count = current.read(target, offset, length);
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      current.close();
    }
  }
}
