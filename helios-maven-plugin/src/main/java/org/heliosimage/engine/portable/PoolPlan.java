package org.heliosimage.engine.portable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the steps of a pool build say about the pool; the files are in the tree. */
public final class PoolPlan {

  private final String pool;
  private final String beName;
  private final List<Dataset> datasets = new ArrayList<>();
  private @Nullable String root;
  private boolean bootable;

  /**
   * A dataset besides the pool's root.
   *
   * @param name below the pool, for instance {@code ROOT/be}
   * @param properties native and user properties as {@code zfs create -o} takes them
   */
  public record Dataset(String name, Map<String, String> properties) {
    public Dataset {
      properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }
  }

  /** An empty plan for a pool whose boot environment, if it gets one, has the given name. */
  public PoolPlan(String pool, String beName) {
    this.pool = pool;
    this.beName = beName;
  }

  /** Name of the pool. */
  public String pool() {
    return pool;
  }

  /** Name of the boot environment. */
  public String beName() {
    return beName;
  }

  /** Adds a dataset after its parents. */
  public void add(Dataset dataset) throws IOException {
    String name = dataset.name();
    if (has(name)) {
      throw new IOException("dataset " + pool + "/" + name + " exists already");
    }
    int slash = name.lastIndexOf('/');
    if (slash >= 0 && !has(name.substring(0, slash))) {
      throw new IOException(
          "dataset " + pool + "/" + name + " has no parent; create that with a step before");
    }
    datasets.add(dataset);
  }

  private boolean has(String name) {
    return datasets.stream().anyMatch(dataset -> dataset.name().equals(name));
  }

  /** Adds the dataset that receives the tree of the image. */
  public void addRoot(Dataset dataset) throws IOException {
    if (root != null) {
      throw new IOException("the boot environment " + pool + "/" + root + " exists already");
    }
    add(dataset);
    root = dataset.name();
  }

  /** The datasets in the order of their creation. */
  public List<Dataset> datasets() {
    return Collections.unmodifiableList(datasets);
  }

  /** The dataset that receives the tree; without one it is the pool's root dataset. */
  public Optional<String> root() {
    return Optional.ofNullable(root);
  }

  /**
   * Asks for boot archive, menu and boot blocks. They are made after the last step, because they
   * depend on the final sizes and times of files.
   */
  public void makeBootable() throws IOException {
    if (root == null) {
      throw new IOException("there is no boot environment to boot; use the step create_be before");
    }
    bootable = true;
  }

  /** Whether boot archive, menu and boot blocks are wanted. */
  public boolean bootable() {
    return bootable;
  }
}
