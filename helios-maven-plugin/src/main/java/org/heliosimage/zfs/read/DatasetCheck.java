package org.heliosimage.zfs.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.heliosimage.zfs.read.Dsl.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * Visits one dataset and judges its file system: attributes, names, link counts, sizes of
 * directories, space by owner. Problems are named by path where the way up to the root is readable.
 */
final class DatasetCheck implements ObjectSetWalk.Inspector {

  /** Beyond this many problems in one dataset their number says enough. */
  private static final int MAX_PROBLEMS = 500;

  private final Scan scan;
  private final Dataset dataset;
  private final Findings findings;
  private final Map<Long, Entity> entities = new ConcurrentHashMap<>();
  private final Map<String, Long> users = new ConcurrentHashMap<>();
  private final Map<String, Long> groups = new ConcurrentHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final AtomicLong problemCount = new AtomicLong();
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private @Nullable FileSystem fileSystem;
  private @Nullable ObjectSet set;

  private record Problem(long object, String where, String text) {}

  DatasetCheck(Scan scan, Dataset dataset, Findings findings) {
    this.scan = scan;
    this.dataset = dataset;
    this.findings = findings;
  }

  /** Regular files found. */
  long files() {
    return files.get();
  }

  /** Bytes of regular files found. */
  long bytes() {
    return bytes.get();
  }

  /** Visits everything and returns the space in use, null if the dataset cannot be opened. */
  @Nullable Totals run() {
    Totals totals =
        new ObjectSetWalk(scan, dataset.name(), this::report, this).run(dataset.pointer());
    FileSystem system = fileSystem;
    if (totals != null && system != null && problemCount.get() == 0) {
      try {
        new FileSystemCheck(system, entities, this::report).run();
        checkOwners(system.set());
      } catch (IOException e) {
        report(0, "", String.valueOf(e.getMessage()));
      }
    }
    flush();
    return problemCount.get() == 0 ? totals : null;
  }

  @Override
  public boolean begin(ObjectSet newSet) {
    set = newSet;
    if (newSet.hasIntentLog()) {
      report(0, "object set", "has an intent log, which is not supported");
    }
    if (newSet.type() != ObjectSet.TYPE_ZFS) {
      return true;
    }
    try {
      fileSystem = new FileSystem(newSet);
    } catch (IOException e) {
      // The walk still names every bad block; this says why no file is judged.
      report(0, "", "the file system cannot be opened: " + e.getMessage());
    }
    return true;
  }

  @Override
  public void object(long object, Dnode dnode) {
    if (object < 0) {
      return;
    }
    Entity entity = entity(object);
    entity.seen(dnode.type());
    FileSystem system = fileSystem;
    if (system == null || dnode.bonusType() != AttributeTable.BONUS_TYPE) {
      return;
    }
    try {
      String place = "";
      Znode node = system.node(new ObjectReader(scan.readers(), place, dnode));
      boolean accounted = (dnode.flags() & Dnode.FLAG_USER_ACCOUNTED) != 0;
      entity.is(node, dnode.used() + (long) dnode.slots() * Dnode.SLOT, accounted);
      boolean directory = node.kind() == Znode.DIRECTORY;
      if ((dnode.type() == ObjectType.DIRECTORY) != directory) {
        report(object, "", "has a mode that does not suit its type");
      }
      if (node.kind() == Znode.REGULAR) {
        files.incrementAndGet();
        bytes.addAndGet(node.size());
      }
      if (node.xattrs() != 0) {
        entity(node.xattrs()).named(object, Znode.DIRECTORY);
      }
    } catch (IOException e) {
      report(object, "", trimmed(e));
    }
  }

  private static String trimmed(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(": ") ? message.substring(2) : message;
  }

  @Override
  public void block(long object, Dnode dnode, long id) {
    Entity entity = entities.get(object);
    Znode node = entity == null ? null : entity.node();
    if (node != null && id >= (node.size() + dnode.blockSize() - 1) / dnode.blockSize()) {
      report(object, "block " + id, "lies behind the end of the file");
    }
  }

  @Override
  public void entry(long object, Dnode dnode, ZapEntry entry) {
    if (object < 0) {
      if (!entry.text().startsWith("obj-")) {
        (object == -1 ? users : groups).put(entry.text(), entry.number());
      }
      return;
    }
    if (dnode.type() != ObjectType.DIRECTORY) {
      return;
    }
    String name = entry.text();
    if (!entry.isNumber() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
      report(object, "", "has the impossible entry \"" + name + "\"");
      return;
    }
    int kind = FileSystem.entryKind(entry);
    entity(object).lists(kind == Znode.DIRECTORY);
    entity(FileSystem.entryObject(entry)).named(object, kind);
  }

  private Entity entity(long object) {
    return entities.computeIfAbsent(object, number -> new Entity());
  }

  private void checkOwners(ObjectSet objects) {
    if ((objects.flags() & 1) == 0) {
      return;
    }
    Map<String, Long> byUser = new ConcurrentHashMap<>();
    Map<String, Long> byGroup = new ConcurrentHashMap<>();
    entities.forEach(
        (object, entity) -> {
          Znode node = entity.node();
          if (node == null) {
            return;
          }
          if (!entity.accounted()) {
            report(object, "", "is not marked as counted for its owner");
          }
          byUser.merge(Long.toHexString(node.uid()), entity.charged(), Long::sum);
          byGroup.merge(Long.toHexString(node.gid()), entity.charged(), Long::sum);
        });
    compareOwners("user", byUser, users);
    compareOwners("group", byGroup, groups);
  }

  private void compareOwners(String kind, Map<String, Long> real, Map<String, Long> stored) {
    if (!real.equals(stored)) {
      report(
          kind.equals("user") ? -1 : -2,
          "",
          "the space by " + kind + " is " + stored + " instead of " + real);
    }
  }

  private void report(long object, String where, String text) {
    if (problemCount.incrementAndGet() <= MAX_PROBLEMS) {
      synchronized (problems) {
        problems.add(new Problem(object, where, text));
      }
    }
  }

  private void flush() {
    PathFinder paths = new PathFinder(set, entities);
    for (Problem problem : problems) {
      String place = dataset.name() + ", " + paths.describe(problem.object);
      findings.add(problem.where.isEmpty() ? place : place + ", " + problem.where, problem.text);
    }
    if (problemCount.get() > problems.size()) {
      findings.add(
          dataset.name(), "has " + (problemCount.get() - problems.size()) + " further problems");
    }
  }
}
