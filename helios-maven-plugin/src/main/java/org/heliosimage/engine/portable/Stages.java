package org.heliosimage.engine.portable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.script.Scripts;
import org.heliosimage.engine.work.InputTrace;
import org.heliosimage.engine.work.StageRecord;
import org.heliosimage.ips.image.LockFile;
import org.heliosimage.ips.image.PackageUse;

/** The stages that make the seed and the image of a request. */
final class Stages {

  private final Build build;
  private final List<Stage> seed;
  private final List<Stage> images;
  private final String seedTar;

  Stages(Build build) throws BuildException {
    this.build = build;
    Scripts scripts = new Scripts(build.request());
    BuildRequest.Parts parts = build.request().parts();
    this.seedTar = scripts.seedTar();
    this.seed =
        parts.given().isPresent()
            ? List.of()
            : scripts.seed().stream().map(call -> new Stage(build, call)).toList();
    this.images =
        parts.image()
            ? scripts.image().stream().map(call -> new Stage(build, call)).toList()
            : List.of();
  }

  List<Stage> seed() {
    return seed;
  }

  /** Name of the seed's tar, before its extension. */
  String seedTar() {
    return seedTar;
  }

  /** The stages of the image, which is made by the last one. */
  List<Stage> images() {
    return images;
  }

  /** Those that may install packages; those of the image only if they do. */
  List<Stage> withPackages() throws IOException {
    List<Stage> all = new ArrayList<>(seed);
    for (Stage image : images) {
      if (image.installsPackages()) {
        all.add(image);
      }
    }
    return all;
  }

  /** Brings the seed up to date; there is nothing to do for that of another project. */
  List<Stage.Done> bringSeed() throws IOException {
    if (seed.isEmpty()) {
      return List.of();
    }
    while (true) {
      try {
        List<Stage.Done> done = runSeed();
        build.keeping().finish();
        requireLocked();
        return done;
      } catch (LostTreeException e) {
        build.log().warn(e.getMessage() + ": the stage that made it runs again");
        build.keeping().finish();
        StageRecord.delete(build.area().record(e.stage()));
      }
    }
  }

  /** Brings the image up to date; the seed must be there. */
  List<Stage.Done> bringImage() throws IOException {
    BuildRequest.Force force = build.request().force();
    List<Stage.Done> done = new ArrayList<>();
    for (Stage image : images) {
      done.add(image.bring(Optional.empty(), force.reset() || force.fullReset()));
    }
    build.keeping().finish();
    if (!installed(done).digests().isEmpty()) {
      List<Stage.Done> all = new ArrayList<>(done);
      all.addAll(last(seed));
      lock().requireAll(installed(all));
    }
    return done;
  }

  /** Brings everything up to date that installs packages. */
  List<Stage.Done> bringPackages() throws IOException {
    List<Stage.Done> done = new ArrayList<>(bringSeed());
    if (imageInstallsPackages()) {
      done.addAll(bringImage());
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

  private boolean imageInstallsPackages() throws IOException {
    return withPackages().size() > seed.size();
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
      if (!imageInstallsPackages()) {
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
