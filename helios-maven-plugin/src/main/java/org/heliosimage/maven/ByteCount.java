package org.heliosimage.maven;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecutionException;

/** A number of bytes as people write it: {@code 500M}, {@code 10GiB}. */
final class ByteCount {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})\\s*([KMGT]?)I?B?");
  private static final String UNITS = "KMGT";

  private ByteCount() {}

  /**
   * Reads a number; units are powers of 1,024.
   *
   * @param parameter how a user spells the parameter
   */
  static long parse(String text, String parameter) throws MojoExecutionException {
    Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new MojoExecutionException(
          "\"" + text + "\" is no size (set by " + parameter + "): write it like 500M or 10GiB.");
    }
    int power = matcher.group(2).isEmpty() ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
    return Long.parseLong(matcher.group(1)) << (10 * power);
  }
}
