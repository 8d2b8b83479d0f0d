package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small text file of lines with tab-separated fields, a header line and a last line with the
 * SHA-256 of all before it. Reading it loads next to no classes, which is what makes the check of
 * an unchanged project quick.
 */
final class CheckedLines {

  private static final String SUM = "sha256 ";

  private CheckedLines() {}

  /** The lines; empty if the file is missing, of another version, or damaged. */
  static Optional<List<List<String>>> read(Path file, String header) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    int sum = text.lastIndexOf(SUM);
    if (sum < 0
        || !text.startsWith(header + "\n")
        || !text.substring(sum).equals(SUM + Hex.sha256(text.substring(0, sum)) + "\n")) {
      return Optional.empty();
    }
    List<List<String>> lines = new ArrayList<>();
    for (int at = header.length() + 1; at < sum; ) {
      int end = text.indexOf('\n', at);
      lines.add(fields(text.substring(at, end)));
      at = end + 1;
    }
    return Optional.of(lines);
  }

  static void write(Path file, String header, List<List<String>> lines) throws IOException {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (List<String> line : lines) {
      for (int i = 0; i < line.size(); i++) {
        text.append(i == 0 ? "" : "\t").append(escape(line.get(i)));
      }
      text.append('\n');
    }
    AtomicFiles.write(file, text + SUM + Hex.sha256(text.toString()) + "\n");
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    int at = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', at)) {
      fields.add(unescape(line.substring(at, tab)));
      at = tab + 1;
    }
    fields.add(unescape(line.substring(at)));
    return fields;
  }

  private static String escape(String field) {
    return field
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescape(String field) {
    if (field.indexOf('\\') < 0) {
      return field;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        c =
            switch (field.charAt(++i)) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> field.charAt(i);
            };
      }
      plain.append(c);
    }
    return plain.toString();
  }
}
