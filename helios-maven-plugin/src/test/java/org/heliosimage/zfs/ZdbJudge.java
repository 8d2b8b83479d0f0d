package org.heliosimage.zfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heliosimage.Peers;

/**
 * Lets OpenZFS judge a pool named rpool. To start zdb takes longer than what it does with a small
 * pool, so one run says everything.
 */
public final class ZdbJudge {

  /** Object of the root's directory, as our writer numbers them. */
  private static final String ROOT_DIRECTORY = "4";

  private static final Pattern FIELD = Pattern.compile("\t(\\w+)\\s+(.+)");

  private final PoolFile pool;
  private final String zdb;

  /** Skips the test if there is no zdb. */
  public ZdbJudge(PoolFile pool) {
    this.pool = pool;
    this.zdb = Peers.require("zdb", "zfsutils-linux");
  }

  /**
   * There are four labels, every checksum is right, no space leaks, and the root dataset says that
   * as much is used as is allocated.
   *
   * @return all that zdb has to say, with plain numbers
   */
  public String assertSound(PoolSummary summary) throws Exception {
    String dump = assertNoLeaks(summary);
    assertEquals(summary.allocated(), rootUsed(dump));
    return dump;
  }

  /** As {@link #assertSound}, for pools with reservations. */
  String assertNoLeaks(PoolSummary summary) throws Exception {
    String labels = labels();
    assertTrue(labels.contains("labels = 0 1 2 3"), labels);
    String dump = run("-bccCddddP", "rpool");
    assertTrue(dump.contains("No leaks (block sum matches space maps exactly)"), dump);
    assertFalse(dump.contains("MOS object"), dump);
    assertFalse(dump.contains("Error counts"), dump);
    assertFalse(dump.contains("refcount mismatch"), dump);
    assertFalse(dump.contains("checksum errors"), dump);
    assertEquals(summary.allocated(), number(dump, "bp allocated:\\s+(\\d+)"));
    return dump;
  }

  /** What the root of the tree of file systems says is used, from a dump with plain numbers. */
  static long rootUsed(String dump) {
    assertTrue(dump.contains("root_dataset = " + ROOT_DIRECTORY), dump);
    return number(
        dump,
        "\n +"
            + ROOT_DIRECTORY
            + " [^\n]* DSL directory\n(?:(?!Object )[\\s\\S])*?used_bytes = (\\d+)");
  }

  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), text);
    return Long.parseLong(matcher.group(1));
  }

  /** The labels of the pool, whatever zdb thinks of them. */
  String labels() throws Exception {
    return Peers.run(pool.folder(), zdb, "-l", pool.file().toString()).output();
  }

  /**
   * What zdb says about each path of a file system: its lines, by the first word. Only a run of its
   * own finds paths, and it searches a directory for each.
   */
  Map<String, Map<String, String>> objects(String fileSystem) throws Exception {
    Map<String, Map<String, String>> objects = new HashMap<>();
    for (String text : run("-ddddd", fileSystem).split("\n    Object  lvl")) {
      Map<String, String> fields = new HashMap<>();
      for (String line : text.split("\n")) {
        Matcher field = FIELD.matcher(line);
        if (field.matches()) {
          fields.putIfAbsent(field.group(1), field.group(2));
        }
      }
      if (fields.containsKey("path")) {
        objects.put(fields.get("path"), fields);
      }
    }
    return objects;
  }

  /** Has zdb look at the pool; its output. */
  String run(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(zdb, "-e", "-p", pool.file().getParent().toString()));
    command.addAll(List.of(arguments));
    return Peers.run(pool.folder(), command).ok();
  }
}
