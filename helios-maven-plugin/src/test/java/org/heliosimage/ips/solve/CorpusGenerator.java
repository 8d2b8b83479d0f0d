package org.heliosimage.ips.solve;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.heliosimage.Generator;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.image.RandomCase;
import org.heliosimage.ips.image.Workbench;

/**
 * Prints random cases in the words of the corpus with the results that the search through all sets
 * finds. {@code generated.txt} was made by it; arguments: first seed, number of cases.
 */
public final class CorpusGenerator {

  private CorpusGenerator() {}

  /** Prints cases. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int wanted = Integer.parseInt(args[1]);
    for (long seed = Long.parseLong(args[0]); wanted > 0; seed++) {
      List<String> lines = lines(new RandomCase(new Generator(seed)));
      if (!lines.isEmpty()) {
        out.println("== seed " + seed);
        lines.forEach(out::println);
        out.println();
        wanted--;
      }
    }
  }

  /** The lines of a case; none if it is dull or has several results that are equally good. */
  private static List<String> lines(RandomCase random) throws Exception {
    List<String> lines = new ArrayList<>(random.packages());
    Workbench bench = new Workbench();
    for (String each : random.packages()) {
      bench.add(each);
    }
    int results = 0;
    for (String command : random.commands()) {
      lines.add("> " + command);
      SolveRequest request;
      try {
        request = bench.request(command).orElse(null);
      } catch (IpsException e) {
        return List.of();
      }
      if (request != null) {
        if (!request.installed().keySet().containsAll(request.rejected())) {
          return List.of();
        }
        BruteForce brute = new BruteForce(request);
        if (brute.valid().isEmpty()) {
          lines.add("! *");
          return results == 0 ? List.of() : lines;
        }
        SortedMap<String, Candidate> preferred = brute.preferred();
        if (brute.valid().stream().anyMatch(other -> improves(other, preferred))) {
          return List.of();
        }
        String expected =
            Solver.withoutUnusedNames(preferred).values().stream()
                .filter(candidate -> !candidate.obsolete())
                .map(Candidate::name)
                .collect(Collectors.joining(" "));
        lines.add(("= " + expected).strip());
        results++;
      }
      try {
        bench.run(command);
      } catch (IpsException e) {
        // What requires a package keeps it from being uninstalled, whatever a search finds.
        return List.of();
      }
    }
    return lines;
  }

  private static boolean improves(
      SortedMap<String, Candidate> other, SortedMap<String, Candidate> preferred) {
    boolean part =
        other.size() < preferred.size() && preferred.entrySet().containsAll(other.entrySet());
    boolean newer =
        other.keySet().containsAll(preferred.keySet())
            && preferred.values().stream()
                .allMatch(c -> other.get(c.stem()).version().compareTo(c.version()) >= 0);
    return part || (newer && !other.equals(preferred));
  }
}
