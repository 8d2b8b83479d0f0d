package org.heliosimage.engine.portable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.heliosimage.engine.BuildException;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.PackageNews;
import org.heliosimage.engine.portable.step.PackageSettings;
import org.heliosimage.ips.IpsException;
import org.heliosimage.ips.image.LockFile;
import org.heliosimage.ips.image.OutdatedPackage;
import org.heliosimage.template.Template.PlacedStep;

/** Compares the packages of a project with what its repositories offer; changes nothing. */
final class NewerPackages {

  private NewerPackages() {}

  static PackageNews find(BuildRequest request, BuildLog log) throws IOException {
    Optional<Path> file = request.folders().lock();
    Optional<LockFile> locked = file.isEmpty() ? Optional.empty() : PackageLock.read(file.get());
    return Build.locked(request.unlocked(), log, build -> compare(build, locked));
  }

  private static PackageNews compare(Build build, Optional<LockFile> locked) throws IOException {
    List<Stage> stages = new Stages(build).withPackages();
    LockFile packages = locked.isPresent() ? locked.get() : Stages.installed(Stages.last(stages));
    if (packages.digests().isEmpty()) {
      throw new BuildException(
          "there are no packages to compare: nothing is locked by helios:lock, and no seed was made"
              + " by helios:strap");
    }
    // What templates say is enough: it is the same on a machine that has never built the project.
    StepContext context = stages.get(0).settings();
    for (Stage stage : stages) {
      for (PlacedStep placed : stage.template().steps()) {
        PackageSettings.apply(placed.step(), context);
      }
    }
    List<PackageNews.Item> items = new ArrayList<>();
    for (OutdatedPackage each :
        PackageSettings.image(context).outdated(packages.digests().keySet())) {
      items.add(item(each));
    }
    return new PackageNews(locked.isPresent(), packages.digests().size(), items);
  }

  private static PackageNews.Item item(OutdatedPackage each) throws IpsException {
    String held = String.join("; ", each.sayings());
    String current = VersionText.of(each.here(), each.known());
    String newest = VersionText.of(each.known(), each.here());
    String name = each.here().stem();
    return switch (each.state()) {
      case NEWER -> new PackageNews.Item(name, current, newest, PackageNews.Kind.NEWER, held);
      case HELD ->
          new PackageNews.Item(
              name,
              current,
              newest,
              PackageNews.Kind.HELD,
              held.isEmpty() ? "it does not go with the other packages" : held);
      case OBSOLETE -> new PackageNews.Item(name, current, newest, PackageNews.Kind.OBSOLETE, held);
      case RENAMED ->
          new PackageNews.Item(
              name, current, newest, PackageNews.Kind.RENAMED, "is now " + each.successor());
      case GONE -> new PackageNews.Item(name, current, "", PackageNews.Kind.GONE, held);
    };
  }
}
