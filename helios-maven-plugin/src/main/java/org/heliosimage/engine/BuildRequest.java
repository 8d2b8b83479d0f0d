package org.heliosimage.engine;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heliosimage.engine.script.Options;
import org.heliosimage.ips.transport.TransportSettings;

/**
 * All that a build is asked for. Nothing else of the machine has a say in the bytes that come out.
 *
 * @param engine which engine builds: {@code auto}, {@code portable} or {@code native}
 * @param folders where to read, work and write
 * @param image which image is wanted
 * @param features further feature directives in the syntax of image-builder's {@code -F}
 * @param packageMirrors URI prefix of a repository in a template to what is used in its place
 * @param force what to do again although it was done before
 * @param time modification time of what the build makes, seconds since 1970
 * @param identity names the project, as its coordinates do; UUIDs and GUIDs derive from it
 * @param network how servers are reached, and how much of what they send is kept
 * @param tools what the native engine drives
 * @param options what is wanted in the way of the options of the scripts
 * @param parts how much of the way from packages to an image is the project's
 */
public record BuildRequest(
    String engine,
    Folders folders,
    Image image,
    List<String> features,
    Map<String, String> packageMirrors,
    Force force,
    long time,
    String identity,
    Network network,
    NativeTools tools,
    Options options,
    Parts parts) {

  public BuildRequest {
    features = List.copyOf(features);
    packageMirrors = Collections.unmodifiableMap(new TreeMap<>(packageMirrors));
  }

  /** From packages to an image, with the usual tools and no options. */
  public BuildRequest(
      String engine,
      Folders folders,
      Image image,
      List<String> features,
      Map<String, String> packageMirrors,
      Force force,
      long time,
      String identity,
      Network network) {
    this(
        engine,
        folders,
        image,
        features,
        packageMirrors,
        force,
        time,
        identity,
        network,
        NativeTools.standard(),
        Options.NONE,
        Parts.ALL);
  }

  /** The same for another part of the way. */
  public BuildRequest with(Parts others) {
    return new BuildRequest(
        engine,
        folders,
        image,
        features,
        packageMirrors,
        force,
        time,
        identity,
        network,
        tools,
        options,
        others);
  }

  /** The same without a lock file, for all stages. */
  public BuildRequest unlocked() {
    return with(
        new Folders(
            folders.project,
            folders.outputs,
            folders.work,
            folders.dataset,
            folders.overlay,
            folders.templates,
            folders.externalSources,
            folders.artifacts,
            Optional.empty()));
  }

  private BuildRequest with(Folders others) {
    return new BuildRequest(
        engine,
        others,
        image,
        features,
        packageMirrors,
        force.toAll(),
        time,
        identity,
        network,
        tools,
        options,
        parts);
  }

  /** The same for goals that are about all stages, so that leaving out some makes no sense. */
  public BuildRequest complete() {
    return with(folders);
  }

  /**
   * Where to read, work and write.
   *
   * @param project the project's own folder; results name paths relative to it
   * @param outputs the output area
   * @param work the folder of all work areas and of the package cache
   * @param dataset name of the work area below {@code work}
   * @param overlay the project's own templates, laid over all others
   * @param templates a further template root, laid over the bundled one
   * @param externalSources folders of external files, the first match wins
   * @param artifacts files that templates name like external ones, whatever they are called on this
   *     machine: by their names; one that is not known yet suffices to check templates
   * @param lock the lock file, which may be missing; empty to build without looking for one
   */
  public record Folders(
      Path project,
      Path outputs,
      Path work,
      String dataset,
      Path overlay,
      Optional<Path> templates,
      List<Path> externalSources,
      Map<String, Optional<Path>> artifacts,
      Optional<Path> lock) {
    public Folders {
      externalSources = List.copyOf(externalSources);
      artifacts = Collections.unmodifiableMap(new TreeMap<>(artifacts));
    }
  }

  /**
   * The network and what is kept of it.
   *
   * @param transport how servers are reached
   * @param cacheSize bytes that the package cache may have after a build
   */
  public record Network(TransportSettings transport, long cacheSize) {

    /** What the cache may have unless somebody says otherwise. */
    public static final long CACHE_SIZE = 10L << 30;

    /** The usual settings. */
    public static Network standard(boolean offline) {
      return new Network(TransportSettings.standard(offline), CACHE_SIZE);
    }
  }

  /**
   * Which image is wanted.
   *
   * @param group template group
   * @param name prefix of the seed's name
   * @param variant for instance {@code base}
   * @param machine for instance {@code qemu}
   * @param console for instance {@code ttya}
   * @param release of Helios, {@code MAJOR} or {@code MAJOR.MINOR}
   */
  public record Image(
      String group, String name, String variant, String machine, String console, String release) {

    /** Name of the template of the image, and of the image. */
    public String template() {
      return machine + "-" + console + "-" + variant;
    }
  }

  /**
   * How much of the way from packages to an image is the project's.
   *
   * @param given the seed of another project, of which the image is made; empty to make one
   * @param image whether there is an image, and not only a seed
   */
  public record Parts(Optional<GivenSeed> given, boolean image) {

    /** From packages to an image. */
    public static final Parts ALL = new Parts(Optional.empty(), true);

    /** From packages to a seed. */
    public static final Parts SEED = new Parts(Optional.empty(), false);

    /** From a seed to an image. */
    public static Parts from(GivenSeed seed) {
      return new Parts(Optional.of(seed), true);
    }
  }

  /**
   * What to do again although it was done before.
   *
   * @param reset every stage but the first
   * @param fullReset every stage
   * @param archiveOnly only the last stage of the seed, from what the others left
   */
  public record Force(boolean reset, boolean fullReset, boolean archiveOnly) {
    Force toAll() {
      return new Force(reset, fullReset, false);
    }
  }
}
