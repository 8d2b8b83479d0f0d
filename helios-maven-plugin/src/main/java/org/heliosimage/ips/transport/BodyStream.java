package org.heliosimage.ips.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream that waits for a server only so long. (The client's own stream
 * waits forever once the headers are there.)
 */
final class BodyStream extends InputStream implements BodySubscriber<InputStream> {

  /** How many pieces of a body may wait to be read. */
  private static final int AHEAD = 4;

  /** What the server has sent or done. */
  private sealed interface Event {
    record Piece(List<ByteBuffer> buffers) implements Event {}

    record Failed(Throwable cause) implements Event {}

    record Complete() implements Event {}
  }

  private final Duration patience;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;
  private List<ByteBuffer> buffers = List.of();
  private int index;
  private boolean complete;

  BodyStream(Duration patience) {
    this.patience = patience;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    if (closed) {
      newSubscription.cancel();
    } else {
      newSubscription.request(AHEAD);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> piece) {
    events.add(new Event.Piece(piece));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Event.Failed(cause));
  }

  @Override
  public void onComplete() {
    events.add(new Event.Complete());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (!complete) {
      if (length == 0) {
        return 0;
      }
      if (index == buffers.size()) {
        take();
        continue;
      }
      ByteBuffer buffer = buffers.get(index);
      if (!buffer.hasRemaining()) {
        index++;
        continue;
      }
      int count = Math.min(length, buffer.remaining());
      buffer.get(bytes, offset, count);
      return count;
    }
    return -1;
  }

  private void take() throws IOException {
    Event event;
    try {
      event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (event == null) {
      throw new IOException("the server has sent nothing for " + patience.toMillis() + " ms");
    }
    if (event instanceof Event.Piece piece) {
      buffers = piece.buffers();
      index = 0;
      Flow.Subscription current = subscription;
      if (current != null) {
        current.request(1);
      }
    } else if (event instanceof Event.Failed failed) {
      throw new IOException(failed.cause().getMessage(), failed.cause());
    } else {
      complete = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    Flow.Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
  }
}
