package org.heliosimage.ips.depot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.heliosimage.Generator;

/**
 * A site of which some replies go wrong. Whether and how depends on a seed, the path and how often
 * it was asked for, so that a run can be repeated although its requests overlap.
 */
public final class Faults implements Site {

  /** What goes wrong. */
  public enum Kind {
    STATUS,
    CUT,
    DELAYED,
    STALLED,
    WRONG_BYTES,
    OTHER_BYTES,
    LONGER,
    SHORTER,
    BOMB,
    PACKED_BOMB,
    LOOP
  }

  private static final byte[] BOMB = bomb();

  private final Site site;
  private final long seed;
  private final int percent;
  private final int stall;
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final Map<Kind, Integer> done = new ConcurrentHashMap<>();

  /**
   * @param percent how many of a hundred replies go wrong
   * @param stall milliseconds after which the client has lost patience
   */
  public Faults(Site site, long seed, int percent, int stall) {
    this.site = site;
    this.seed = seed;
    this.percent = percent;
    this.stall = stall;
  }

  /** How often each went wrong. */
  public Map<Kind, Integer> done() {
    return done;
  }

  @Override
  public Reply reply(Ask ask) throws IOException {
    if (ask.path().startsWith("/loop/")) {
      return Reply.of(302, "").with("Location", ask.path());
    }
    int count = counts.merge(ask.path(), 1, Integer::sum);
    Generator generator = new Generator(seed * 1_000_003 + ask.path().hashCode() * 31L + count);
    Reply sound = site.reply(ask);
    if (generator.below(100) >= percent) {
      return sound;
    }
    Kind kind = generator.oneOf(Kind.values());
    if (kind == Kind.STALLED && !generator.oneIn(4)) {
      // They take long.
      kind = Kind.STATUS;
    }
    done.merge(kind, 1, Integer::sum);
    return wrong(kind, sound, generator);
  }

  private Reply wrong(Kind kind, Reply sound, Generator generator) {
    byte[] body = sound.body();
    return switch (kind) {
      case STATUS -> Reply.of(generator.oneOf(500, 502, 503, 504, 429), "busy");
      case CUT -> sound.cutAt(generator.below(body.length + 1)).declaring(body.length + 1L);
      case DELAYED -> sound.after(1 + generator.below(10));
      case STALLED -> sound.after(stall + 100);
      case WRONG_BYTES -> {
        byte[] wrong = body.clone();
        for (int i = 0; i < 1 + generator.below(3) && body.length > 0; i++) {
          wrong[generator.below(body.length)] ^= (byte) (1 + generator.below(255));
        }
        yield sound.withBody(wrong);
      }
      case OTHER_BYTES -> sound.withBody(generator.bytes(generator.below(2 * body.length + 2)));
      case LONGER -> sound.declaring(body.length + 1L + generator.below(1000));
      case SHORTER -> sound.declaring(generator.below(body.length + 1));
      case BOMB -> sound.withBody(BOMB);
      case PACKED_BOMB -> sound.withBody(BOMB).with("Content-Encoding", "gzip");
      case LOOP ->
          Reply.of(generator.oneOf(301, 302, 307, 308), "").with("Location", "/loop/" + seed);
    };
  }

  /** Little to send, much to unpack. */
  private static byte[] bomb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(new byte[8 << 20]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }
}
