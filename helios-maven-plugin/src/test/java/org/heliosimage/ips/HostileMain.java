package org.heliosimage.ips;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.heliosimage.ips.catalog.CatalogReader;
import org.heliosimage.ips.manifest.Manifest;

/** Runs hostile cases in a JVM of its own, which has little memory, and prints how they end. */
final class HostileMain {

  private interface Case {
    Object run() throws IOException;
  }

  private static final Map<String, Case> CASES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("actions", () -> manifest(1_000_000, i -> "dir path=d" + i + "\n")),
              Map.entry(
                  "allowedActions",
                  () ->
                      manifest(
                          199_999,
                          i ->
                              "dir path=d"
                                  + i
                                  + " mode=0755 owner=root group=sys variant.arch=i386 facet.f"
                                  + i
                                  + "=true\n")),
              Map.entry(
                  "attributes",
                  () ->
                      manifest(
                          2_000_000,
                          i -> (i == 0 ? "set" : "") + " k" + (2_000_000 - i) + "=" + i)),
              Map.entry(
                  "manyAttributes",
                  () ->
                      manifest(
                          190_000, i -> "unknown" + " a=x b=y c=z".repeat(10) + " i=" + i + "\n")),
              Map.entry(
                  "quotes", () -> manifest(8_000_000, i -> i == 0 ? "set name=x value=" : "\"a\"")),
              Map.entry("continued", () -> manifest(8_000_000, i -> i == 0 ? "set \\\n" : "a\\\n")),
              Map.entry(
                  "depth", () -> manifest(1, i -> "dir path=" + "a/".repeat(5_000_000) + "b\n")),
              Map.entry(
                  "paths", () -> manifest(150_000, i -> "dir path=p" + i + "/a".repeat(90) + "\n")),
              Map.entry("unstated", () -> Manifest.parse(new byte[Manifest.MAX_BYTES + 1], "m")),
              Map.entry("zeroes", () -> Manifest.parse(new byte[Manifest.MAX_BYTES], "m")),
              Map.entry("nested", () -> catalog(20_000_000, i -> i == 0 ? "{\"p\":" : "[")),
              Map.entry(
                  "nestedSkipped", () -> catalog(20_000_000, i -> i == 0 ? "{\"q\":" : "{\"a\":")),
              Map.entry(
                  "number",
                  () -> catalog(20_000_000, i -> i == 0 ? "{\"p\":{\"a\":[{\"x\":1" : "9")),
              Map.entry(
                  "string",
                  () -> catalog(50_000_000, i -> i == 0 ? "{\"p\":{\"a\":[{\"version\":\"" : "99")),
              Map.entry(
                  "versions",
                  () ->
                      catalog(
                          5_000_000,
                          i ->
                              (i == 0 ? "{\"p\":{\"a\":[" : ",")
                                  + "{\"version\":\"1."
                                  + i
                                  + "\"}")),
              Map.entry(
                  "stems",
                  () ->
                      catalog(
                          5_000_000,
                          i ->
                              (i == 0 ? "{\"p\":{" : ",")
                                  + "\"s"
                                  + i
                                  + "\":[{\"version\":\"1\"}]")),
              Map.entry(
                  "emptyStems",
                  () ->
                      catalog(20_000_000, i -> (i == 0 ? "{\"p\":{" : ",") + "\"s" + i + "\":[]")),
              Map.entry(
                  "dependencies",
                  () ->
                      catalog(
                          5_000_000,
                          i ->
                              (i == 0 ? "{\"p\":{\"a\":[{\"version\":\"1\",\"actions\":[" : ",")
                                  + "\"depend "
                                  + i
                                  + "\"")),
              Map.entry(
                  "parts",
                  () ->
                      attrs(
                          5_000_000,
                          i ->
                              (i == 0 ? "{\"version\":1,\"parts\":{" : ",") + "\"p" + i + "\":{}")),
              Map.entry(
                  "partFields",
                  () ->
                      attrs(
                          5_000_000,
                          i ->
                              (i == 0 ? "{\"version\":1,\"parts\":{\"a\":{" : ",")
                                  + "\"p"
                                  + i
                                  + "\":\"x\""))));

  private HostileMain() {}

  public static void main(String[] args) {
    CASES.forEach((name, hostile) -> System.out.println(name + " " + outcome(hostile)));
  }

  static Set<String> cases() {
    return CASES.keySet();
  }

  private static String outcome(Case hostile) {
    try {
      hostile.run();
      return "value";
    } catch (IpsException e) {
      return "refused";
    } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return e.toString();
    }
  }

  private static Manifest manifest(int count, IntFunction<String> part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Manifest.MAX_BYTES);
    for (int i = 0; i < count && bytes.size() < Manifest.MAX_BYTES - 1000; i++) {
      bytes.writeBytes(part.apply(i).getBytes(StandardCharsets.US_ASCII));
    }
    byte[] all = bytes.toByteArray();
    bytes = null;
    return Manifest.parse(all, "m");
  }

  private static Object catalog(int count, IntFunction<String> part) throws IOException {
    String attrs = "{\"version\":1,\"parts\":{\"catalog.base.C\":{}}}\n";
    return CatalogReader.read(
        name ->
            name.equals("catalog.attrs")
                ? new ByteArrayInputStream(attrs.getBytes(StandardCharsets.US_ASCII))
                : stream(count, part),
        "p",
        "hostile");
  }

  private static Object attrs(int count, IntFunction<String> part) throws IOException {
    return CatalogReader.read(name -> stream(count, part), "p", "hostile");
  }

  /** The parts one after another, of which only one is in memory. */
  private static InputStream stream(int count, IntFunction<String> part) {
    return new SequenceInputStream(
        new Enumeration<InputStream>() {
          private int next;

          @Override
          public boolean hasMoreElements() {
            return next < count;
          }

          @Override
          public InputStream nextElement() {
            if (next >= count) {
              throw new NoSuchElementException();
            }
            int end = Math.min(count, next + 1000);
            StringBuilder text = new StringBuilder();
            for (; next < end; next++) {
              text.append(part.apply(next));
            }
            return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII));
          }
        });
  }
}
