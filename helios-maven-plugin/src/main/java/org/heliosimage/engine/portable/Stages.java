package org.heliosimage.engine.portable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.engine.work.StageRecord;
import org.heliosimage.ips.image.LockFile;
import org.heliosimage.ips.image.PackageUse;

/** The stages that make the seed and the image of a request. */
final class Stages {

  private static final List<String> SEED = List.of("-01-strap", "-02-image", "-03-archive");

  private final Build build;
  private final List<Stage> seed;
  private final Stage image;

  Stages(Build build) throws BuildException {
    this.build = build;
    List<String> features = build.strapFeatures();
    String variant = build.request().image().variant();
    this.seed =
        SEED.stream().map(part -> new Stage(build, variant + part, features, "variant")).toList();
    this.image =
        new Stage(build, build.request().image().template(), build.imageFeatures(), "machine");
  }

  List<Stage> seed() {
    return seed;
  }

  Stage image() {
    return image;
  }

  /** Those that may install packages; the one of the image only if it does. */
  List<Stage> withPackages() throws IOException {
    List<Stage> all = new ArrayList<>(seed);
    if (image.installsPackages()) {
      all.add(image);
    }
    return all;
  }

  /** Brings the seed up to date. */
  List<Stage.Done> bringSeed() throws IOException {
    while (true) {
      try {
        List<Stage.Done> done = runSeed();
        requireLocked();
        return done;
      } catch (LostTreeException e) {
        build.log().warn(e.getMessage() + ": the stage that made it runs again");
        StageRecord.delete(build.area().record(e.stage()));
      }
    }
  }

  /** Brings the image up to date; the seed must be there. */
  Stage.Done bringImage() throws IOException {
    BuildRequest.Force force = build.request().force();
    Stage.Done done = image.bring(Optional.empty(), force.reset() || force.fullReset());
    if (!StageRun.packages(done.record()).digests().isEmpty()) {
      List<LockFile> all = new ArrayList<>(List.of(StageRun.packages(done.record())));
      for (Stage.Done each : last(seed)) {
        all.add(StageRun.packages(each.record()));
      }
      lock().requireAll(LockFile.union(all));
    }
    return done;
  }

  /** Brings everything up to date that installs packages. */
  List<Stage.Done> bringPackages() throws IOException {
    List<Stage.Done> done = new ArrayList<>(bringSeed());
    if (image.installsPackages()) {
      done.add(bringImage());
    }
    return done;
  }

  /** All packages that stages have installed, also those that they have removed again. */
  static LockFile installed(List<Stage.Done> stages) throws IOException {
    List<LockFile> installed = new ArrayList<>();
    for (Stage.Done stage : stages) {
      installed.add(StageRun.packages(stage.record()));
    }
    return LockFile.union(installed);
  }

  /** What stages have asked of repositories. */
  static PackageUse use(List<Stage.Done> stages) throws IOException {
    List<PackageUse> uses = new ArrayList<>();
    for (Stage.Done stage : stages) {
      uses.add(StageRun.use(stage.record()));
    }
    return PackageUse.union(uses);
  }

  /** The last runs of stages, as far as there are any. */
  static List<Stage.Done> last(List<Stage> stages) throws IOException {
    List<Stage.Done> done = new ArrayList<>();
    for (Stage stage : stages) {
      stage.last().ifPresent(done::add);
    }
    return done;
  }

  private PackageLock lock() {
    return new PackageLock(build.request().folders().lock(), new InputTrace(build.digests()));
  }

  /** Stages see that all they install is locked; that all is installed shows at the end. */
  private void requireLocked() throws IOException {
    try {
      lock().requireAll(installed(last(seed)));
    } catch (BuildException e) {
      // The image may be still to come.
      if (!image.installsPackages()) {
        throw e;
      }
    }
  }

  private List<Stage.Done> runSeed() throws IOException {
    BuildRequest.Force force = build.request().force();
    List<Stage.Done> done = new ArrayList<>();
    Optional<Stage.Done> previous = Optional.empty();
    for (int i = 0; i < seed.size(); i++) {
      Stage stage = seed.get(i);
      boolean last = i == seed.size() - 1;
      if (force.archiveOnly() && !last) {
        previous = stage.last();
        continue;
      }
      if (force.archiveOnly() && previous.isEmpty()) {
        throw new BuildException(
            "there is no tree to archive yet: build once without archiveOnly", "archiveOnly", null);
      }
      boolean again =
          force.fullReset() || (force.reset() && i > 0) || (force.archiveOnly() && last);
      Stage.Done now = stage.bring(previous, again);
      done.add(now);
      previous = Optional.of(now);
    }
    return done;
  }
}
