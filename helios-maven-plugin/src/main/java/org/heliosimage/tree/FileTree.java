package org.heliosimage.tree;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.heliosimage.tree.Node.Directory;
import org.heliosimage.tree.Node.RegularFile;
import org.heliosimage.tree.Node.Symlink;
import org.jspecify.annotations.Nullable;

/**
 * A tree of nodes with copy-on-write snapshots.
 *
 * <p>Paths name entries literally: no method but {@link #resolve} follows a symbolic link, and that
 * one treats an absolute target and any {@code ..} as staying below the root of the tree, so no
 * path of an image can reach the machine that builds it. Entries of a directory are in the natural
 * order of their names. Not safe for concurrent change; a tree that nobody changes may be read by
 * any number of threads.
 */
public final class FileTree {

  private static final int MAX_SYMLINKS = 40;

  /** Identifies who may change a directory in place; a snapshot makes both sides take a new one. */
  private Object owner = new Object();

  private Dir root;

  /** Nodes with several names, by link number. */
  private final Map<Integer, Node> linked;

  private int lastLink;

  /** An empty tree whose root directory has the given attributes. */
  public FileTree(Attributes rootAttributes) {
    this.root = new Dir(owner, rootAttributes, new TreeMap<>());
    this.linked = new HashMap<>();
  }

  private FileTree(FileTree origin) {
    this.root = origin.root;
    this.linked = new HashMap<>(origin.linked);
    this.lastLink = origin.lastLink;
  }

  /** A copy that shares all structure; neither side sees later changes of the other. */
  public FileTree snapshot() {
    owner = new Object();
    return new FileTree(this);
  }

  /**
   * One entry of a directory.
   *
   * @param name its name, empty for the root
   * @param node what it names
   * @param link equal for all names of one hard-linked node, 0 for a node with one name
   */
  public record Entry(String name, Node node, int link) {}

  /** Receives a depth-first walk; a directory comes before its entries. */
  public interface Visitor<E extends Exception> {
    /**
     * Called for the root (path {@code /}) and every entry below it.
     *
     * @param path absolute path of the entry
     */
    void visit(String path, Entry entry) throws E;

    /** Called after the last entry of a directory. */
    default void leave(String path, Entry directory) throws E {}
  }

  /** The node at a path, which must be there; a symbolic link is not followed. */
  public Node get(String path) throws TreeException {
    return find(path).orElseThrow(() -> new TreeException(path, "does not exist"));
  }

  /** The node at a path, if there is one; a symbolic link is not followed. */
  public Optional<Node> find(String path) throws TreeException {
    return entry(path).map(Entry::node);
  }

  /** The entry at a path, if there is one. */
  public Optional<Entry> entry(String path) throws TreeException {
    Object slot = root;
    String name = "";
    for (int at = TreePath.start(path, 0); at < path.length(); at = TreePath.start(path, at)) {
      int end = TreePath.end(path, at);
      name = TreePath.name(path, at, end);
      at = end;
      slot = slot instanceof Dir dir ? dir.entries.get(name) : null;
      if (slot == null) {
        TreePath.check(path, end);
        return Optional.empty();
      }
    }
    return Optional.of(entryOf(name, slot));
  }

  /** The entries of a directory in name order. */
  public List<Entry> list(String path) throws TreeException {
    Dir dir = directory(path);
    List<Entry> entries = new ArrayList<>(dir.entries.size());
    dir.entries.forEach((name, slot) -> entries.add(entryOf(name, slot)));
    return Collections.unmodifiableList(entries);
  }

  /**
   * Puts a node at a path. A directory at a path that holds a directory changes its attributes and
   * keeps the entries; anything else replaces a non-directory that is there.
   *
   * @throws TreeException if the parent is not a directory of the tree, or if one of the two nodes
   *     is a directory and the other is not
   */
  public void put(String path, Node node) throws TreeException {
    List<String> parts = TreePath.split(path);
    if (parts.isEmpty()) {
      if (!(node instanceof Directory directory)) {
        throw new TreeException(path, "is the root and must be a directory");
      }
      ownRoot().attributes = directory.attributes();
      return;
    }
    Dir parent = ownParent(path, parts);
    String name = parts.get(parts.size() - 1);
    Object old = parent.entries.get(name);
    if (node instanceof Directory directory) {
      if (old == null) {
        parent.entries.put(name, new Dir(owner, directory.attributes(), new TreeMap<>()));
      } else if (old instanceof Dir dir) {
        ownChild(parent, name, dir).attributes = directory.attributes();
      } else {
        throw new TreeException(path, "exists and is not a directory");
      }
    } else if (old instanceof Dir) {
      throw new TreeException(path, "is a directory");
    } else {
      parent.entries.put(name, node);
    }
  }

  /** Makes a directory and those of its parents that are missing, all with the same attributes. */
  public void mkdirs(String path, Attributes attributes) throws TreeException {
    StringBuilder prefix = new StringBuilder();
    for (String part : TreePath.split(path)) {
      prefix.append('/').append(part);
      String at = prefix.toString();
      Optional<Node> there = find(at);
      if (there.isEmpty()) {
        put(at, new Directory(attributes));
      } else if (!(there.get() instanceof Directory)) {
        throw new TreeException(at, "exists and is not a directory");
      }
    }
  }

  /** Gives an existing non-directory a further name, replacing a non-directory there. */
  public void link(String existing, String path) throws TreeException {
    List<String> from = TreePath.split(existing);
    List<String> to = TreePath.split(path);
    if (from.equals(to)) {
      return;
    }
    Node node = get(existing);
    if (node instanceof Directory) {
      throw new TreeException(existing, "is a directory and cannot have a second name");
    }
    if (to.isEmpty() || find(path).filter(Directory.class::isInstance).isPresent()) {
      throw new TreeException(path, "is a directory");
    }
    Dir target = ownParent(path, to);
    Dir source = ownParent(existing, from);
    String name = from.get(from.size() - 1);
    Link link;
    if (source.entries.get(name) instanceof Link known) {
      link = known;
    } else {
      link = new Link(++lastLink);
      linked.put(link.number, node);
      source.entries.put(name, link);
    }
    target.entries.put(to.get(to.size() - 1), link);
  }

  /** Changes the attributes of an existing node under all of its names. */
  public void setAttributes(String path, Attributes attributes) throws TreeException {
    replace(path, get(path).withAttributes(attributes));
  }

  /** Changes an existing non-directory under all of its names, or a directory's attributes. */
  public void replace(String path, Node node) throws TreeException {
    Entry entry = entry(path).orElseThrow(() -> new TreeException(path, "does not exist"));
    if (entry.link() == 0) {
      put(path, node);
    } else if (node instanceof Directory) {
      throw new TreeException(path, "exists and is not a directory");
    } else {
      linked.put(entry.link(), node);
    }
  }

  /** Removes one name; a directory must be empty. */
  public void remove(String path) throws TreeException {
    if (get(path) instanceof Directory && !directory(path).entries.isEmpty()) {
      throw new TreeException(path, "is a directory that is not empty");
    }
    removeTree(path);
  }

  /** Removes a name and everything below it. */
  public void removeTree(String path) throws TreeException {
    List<String> parts = TreePath.split(path);
    if (parts.isEmpty()) {
      throw new TreeException(path, "is the root and cannot be removed");
    }
    get(path);
    ownParent(path, parts).entries.remove(parts.get(parts.size() - 1));
  }

  /**
   * Follows symbolic links as a process confined to the root of the image would.
   *
   * @param path may contain {@code .} and {@code ..}; above the root is the root
   * @param followLast whether a link at the last component is followed too
   * @return a path free of links but perhaps the last; all but the last component exist
   * @throws TreeException if a component on the way is missing or no directory, or after too many
   *     links
   */
  public String resolve(String path, boolean followLast) throws TreeException {
    Deque<String> todo = new ArrayDeque<>(TreePath.components(path));
    Deque<String> done = new ArrayDeque<>();
    int links = 0;
    while (!todo.isEmpty()) {
      String part = todo.removeFirst();
      if (part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        done.pollLast();
        continue;
      }
      done.addLast(part);
      Optional<Node> node = find(String.join("/", done));
      boolean last = todo.isEmpty();
      if (node.isEmpty()) {
        if (last) {
          break;
        }
        throw new TreeException(path, "/" + String.join("/", done) + " does not exist");
      }
      if (node.get() instanceof Symlink link && (!last || followLast)) {
        if (++links > MAX_SYMLINKS) {
          throw new TreeException(path, "leads through more than " + MAX_SYMLINKS + " links");
        }
        done.removeLast();
        if (link.target().startsWith("/")) {
          done.clear();
        }
        List<String> target = TreePath.components(link.target());
        for (int i = target.size() - 1; i >= 0; i--) {
          todo.addFirst(target.get(i));
        }
      } else if (!last && !(node.get() instanceof Directory)) {
        throw new TreeException(path, "/" + String.join("/", done) + " is not a directory");
      }
    }
    return "/" + String.join("/", done);
  }

  /** Walks the whole tree, the root first, directories before their entries, names in order. */
  public <E extends Exception> void walk(Visitor<E> visitor) throws E {
    Entry top = entryOf("", root);
    visitor.visit("/", top);
    Deque<Frame> stack = new ArrayDeque<>();
    stack.push(new Frame("", top, root.entries.entrySet().iterator()));
    while (!stack.isEmpty()) {
      Frame frame = stack.peek();
      if (!frame.rest.hasNext()) {
        stack.pop();
        visitor.leave(frame.path.isEmpty() ? "/" : frame.path, frame.entry);
        continue;
      }
      Map.Entry<String, Object> next = frame.rest.next();
      String path = frame.path + "/" + next.getKey();
      Entry entry = entryOf(next.getKey(), next.getValue());
      visitor.visit(path, entry);
      if (next.getValue() instanceof Dir dir) {
        stack.push(new Frame(path, entry, dir.entries.entrySet().iterator()));
      }
    }
  }

  /**
   * How much there is.
   *
   * @param entries names, that of the root too
   * @param bytes of the contents of regular files, of those with several names as often
   */
  public record Totals(long entries, long bytes) {}

  /** Counts the tree. */
  public Totals totals() {
    Counter counter = new Counter();
    counter.add(root);
    return new Totals(counter.entries, counter.bytes);
  }

  private final class Counter {
    private long entries;
    private long bytes;

    void add(Object slot) {
      entries++;
      if (slot instanceof Dir dir) {
        for (Object entry : dir.entries.values()) {
          add(entry);
        }
      } else {
        Object node = slot instanceof Link link ? linked.get(link.number) : slot;
        bytes += node instanceof RegularFile file ? file.content().size() : 0;
      }
    }
  }

  private record Frame(String path, Entry entry, Iterator<Map.Entry<String, Object>> rest) {}

  private Entry entryOf(String name, Object slot) {
    if (slot instanceof Dir dir) {
      return new Entry(name, new Directory(dir.attributes), 0);
    }
    if (slot instanceof Link link) {
      Node node = linked.get(link.number);
      if (node == null) {
        throw new IllegalStateException("link " + link.number + " of " + name + " is unknown");
      }
      return new Entry(name, node, link.number);
    }
    return new Entry(name, (Node) slot, 0);
  }

  private Dir directory(String path) throws TreeException {
    Dir dir = root;
    for (String part : TreePath.split(path)) {
      dir = child(path, dir, part);
    }
    return dir;
  }

  private static Dir child(String path, Dir dir, String name) throws TreeException {
    @Nullable Object slot = dir.entries.get(name);
    if (slot instanceof Dir next) {
      return next;
    }
    throw new TreeException(
        path,
        slot == null
            ? "the directory " + name + " on the way does not exist"
            : name + " on the way is not a directory");
  }

  private Dir ownRoot() {
    root = root.ownedBy(owner);
    return root;
  }

  private Dir ownParent(String path, List<String> parts) throws TreeException {
    Dir dir = ownRoot();
    for (String part : parts.subList(0, parts.size() - 1)) {
      dir = ownChild(dir, part, child(path, dir, part));
    }
    return dir;
  }

  private Dir ownChild(Dir parent, String name, Dir dir) {
    Dir owned = dir.ownedBy(owner);
    if (owned != dir) {
      parent.entries.put(name, owned);
    }
    return owned;
  }

  /** A directory; a slot of its entries is a {@code Dir}, a {@code Link} or a {@code Node}. */
  private static final class Dir {
    private final Object owner;
    private Attributes attributes;
    private final NavigableMap<String, Object> entries;

    private Dir(Object owner, Attributes attributes, NavigableMap<String, Object> entries) {
      this.owner = owner;
      this.attributes = attributes;
      this.entries = entries;
    }

    private Dir ownedBy(Object newOwner) {
      return owner == newOwner ? this : new Dir(newOwner, attributes, new TreeMap<>(entries));
    }
  }

  private record Link(int number) {}
}
