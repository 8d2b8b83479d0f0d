package org.heliosimage.ips.transport;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * What identifies a version of something on a server.
 *
 * @param etag its entity tag, empty if it has none
 * @param lastModified when it changed, as the server writes it; empty if that is not certain
 */
public record Validators(String etag, String lastModified) {

  /** A time of whole seconds says little about what changed within the last one of them. */
  private static final Duration SURE = Duration.ofSeconds(2);

  private static final int MAX_LENGTH = 256;

  static Optional<Validators> of(HttpHeaders headers) {
    String etag = headers.firstValue("ETag").orElse("");
    String modified = headers.firstValue("Last-Modified").orElse("");
    boolean sure =
        time(modified)
            .flatMap(
                then ->
                    headers
                        .firstValue("Date")
                        .flatMap(Validators::time)
                        .map(now -> now.isAfter(then.plus(SURE))))
            .orElse(false);
    Validators validators = new Validators(bounded(etag), sure ? bounded(modified) : "");
    return validators.etag.isEmpty() && validators.lastModified.isEmpty()
        ? Optional.empty()
        : Optional.of(validators);
  }

  /** The same as text. */
  public String lines() {
    return etag + "\n" + lastModified + "\n";
  }

  /** From text; empty if it says nothing. */
  public static Optional<Validators> parse(String text) {
    List<String> lines = text.lines().toList();
    return lines.size() < 2
        ? Optional.empty()
        : Optional.of(new Validators(lines.get(0), lines.get(1)));
  }

  /** What a server may be asked to compare byte by byte; empty if there is nothing like that. */
  String strong() {
    return etag.isEmpty() || etag.startsWith("W/") ? lastModified : etag;
  }

  private static String bounded(String header) {
    boolean plain = header.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    return plain && header.length() <= MAX_LENGTH ? header : "";
  }

  private static Optional<ZonedDateTime> time(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
