package org.heliosimage.ips.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;

/** A body that is asked for again from where it was cut. */
final class ResumingBody extends InputStream {

  private final Transport.Tries tries;
  private final String same;
  private InputStream current;
  private long position;

  ResumingBody(HttpResponse<InputStream> response, Transport.Tries tries) {
    this.tries = tries;
    this.same = Validators.of(response.headers()).map(Validators::strong).orElse("");
    this.current = response.body();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (true) {
      try {
        int count = current.read(bytes, offset, length);
        position += Math.max(0, count);
        return count;
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        current.close();
        goOn(e);
      }
    }
  }

  private void goOn(IOException cause) throws IOException {
    tries.failed(cause);
    while (true) {
      HttpResponse<InputStream> response = tries.send(position, same);
      if (position == 0 ? response.statusCode() == 200 : continues(response)) {
        current = response.body();
        return;
      }
      if (response.statusCode() == 200) {
        current = response.body();
        skip();
        return;
      }
      response.body().close();
      tries.failedWith(response);
    }
  }

  private boolean continues(HttpResponse<?> response) {
    return response.statusCode() == 206
        && response
            .headers()
            .firstValue("Content-Range")
            .orElse("")
            .startsWith("bytes " + position + "-");
  }

  /** The server sends all of it again; if it is something else, whoever reads it will find out. */
  private void skip() throws IOException {
    try {
      current.skipNBytes(position);
    } catch (IOException e) {
      current.close();
      goOn(e);
    }
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
