package org.heliosimage.engine.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a finished stage was asked, what it consulted and what it made.
 *
 * @param request digest of everything that the request says about the stage
 * @param previous key of the stage whose tree it went on with, empty without one
 * @param inputs what it consulted
 * @param outputs the files it left in the output area; the first one is the main one
 * @param differences sentences that say how the result differs from the native one
 * @param facts what later goals want to know, by name
 */
public record StageRecord(
    String request,
    String previous,
    List<Input> inputs,
    List<Output> outputs,
    List<String> differences,
    Map<String, String> facts) {

  private static final String HEADER = "helios-stage 1";

  public StageRecord {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    differences = List.copyOf(differences);
  }

  /**
   * A file in the output area.
   *
   * @param name relative to the output area
   * @param size length in bytes
   * @param sha256 digest of its bytes
   * @param allocated bytes of its pages that are not all zero
   * @param stamp what the file system said when it was finished
   */
  public record Output(String name, long size, String sha256, long allocated, String stamp) {

    /**
     * Gives a finished temporary file its name in the output area.
     *
     * @param survey what the file is like
     */
    public static Output publish(
        Path temporary, FileSurvey survey, String name, Path outputs, Digests digests)
        throws IOException {
      Path file = outputs.resolve(name);
      AtomicFiles.publish(temporary, file);
      digests.remember(file, survey.sha256());
      FileStamp stamp =
          FileStamp.of(file).orElseThrow(() -> new WorkException(file + " has disappeared"));
      return new Output(name, stamp.size(), survey.sha256(), survey.allocated(), stamp.text());
    }

    /** Whether the file still is the one that was made. */
    public boolean untouched(Path outputs) throws IOException {
      return FileStamp.of(outputs.resolve(name))
          .filter(now -> now.text().equals(stamp))
          .isPresent();
    }
  }

  /**
   * Digest of what decides the result: equal keys mean equal results. It depends on no folder of
   * this machine.
   *
   * @param salt what the request and the template say, apart from folders
   * @param which selects the inputs that are not covered by the salt
   */
  public String key(String salt, Predicate<Input> which) {
    MessageDigest digest = Hex.sha256();
    update(digest, salt);
    update(digest, previous);
    for (Input input : inputs) {
      if (which.test(input)) {
        update(digest, input.label());
        update(digest, input.state());
      }
    }
    return Hex.of(digest);
  }

  /** The same record with another look at some of the inputs. */
  public StageRecord withInputs(Predicate<Input> replaced, List<Input> now) {
    List<Input> all = new ArrayList<>(inputs.stream().filter(replaced.negate()).toList());
    all.addAll(now.stream().filter(replaced).toList());
    all.sort(Comparator.comparing(Input::label));
    return new StageRecord(request, previous, all, outputs, differences, facts);
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  /** Whether the stage was asked the same, and what it made is still there. */
  public boolean answers(String requestNow, String previousNow, Path outputFolder)
      throws IOException {
    if (!request.equals(requestNow) || !previous.equals(previousNow)) {
      return false;
    }
    for (Output output : outputs) {
      if (!output.untouched(outputFolder)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all the inputs that a condition selects are what they were. */
  public boolean inputsUnchanged(Predicate<Input> which, Digests digests) throws IOException {
    for (Input input : inputs) {
      if (which.test(input) && !input.unchanged(digests)) {
        return false;
      }
    }
    return true;
  }

  /** The record in a file; empty if it is missing, of another version, or damaged. */
  public static Optional<StageRecord> load(Path file) throws IOException {
    Optional<List<List<String>>> lines = CheckedLines.read(file, HEADER);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String request = "";
    String previous = "";
    List<Input> inputs = new ArrayList<>();
    List<Output> outputs = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    Map<String, String> facts = new LinkedHashMap<>();
    for (List<String> line : lines.get()) {
      switch (line.get(0)) {
        case "request" -> request = line.get(1);
        case "previous" -> previous = line.get(1);
        case "input" -> inputs.add(Input.of(line));
        case "output" ->
            outputs.add(
                new Output(
                    line.get(1),
                    Long.parseLong(line.get(2)),
                    line.get(3),
                    Long.parseLong(line.get(4)),
                    line.get(5)));
        case "difference" -> differences.add(line.get(1));
        case "fact" -> facts.put(line.get(1), line.get(2));
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new StageRecord(request, previous, inputs, outputs, differences, facts));
  }

  /** Writes the record. */
  public void save(Path file) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("request", request));
    lines.add(List.of("previous", previous));
    inputs.forEach(input -> lines.add(input.fields()));
    outputs.forEach(
        output ->
            lines.add(
                List.of(
                    "output",
                    output.name,
                    Long.toString(output.size),
                    output.sha256,
                    Long.toString(output.allocated),
                    output.stamp)));
    differences.forEach(difference -> lines.add(List.of("difference", difference)));
    facts.forEach((name, value) -> lines.add(List.of("fact", name, value)));
    CheckedLines.write(file, HEADER, lines);
  }

  /** Forgets a record, so that nothing it names is trusted. */
  public static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
