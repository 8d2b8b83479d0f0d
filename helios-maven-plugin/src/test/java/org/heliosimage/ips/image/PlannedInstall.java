package org.heliosimage.ips.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.heliosimage.ips.manifest.Manifest;
import org.heliosimage.ips.repository.RepositorySource;
import org.heliosimage.ips.solve.Candidate;
import org.heliosimage.ips.solve.Dependency;

/** Chooses packages of a repository as an image does, without installing them. */
public final class PlannedInstall {

  private final ImageConfig config = ImageConfig.create();
  private final Catalogs catalogs;
  private final SortedMap<String, InstalledPackage> installed = new TreeMap<>();
  private SortedMap<String, Candidate> packages = new TreeMap<>();

  /** An empty image of one publisher. */
  public PlannedInstall(RepositorySource source, String publisher) {
    catalogs = new Catalogs(uri -> source);
    config.addPublisher(publisher);
    config.setOrigins(publisher, List.of("https://pkg.example/"));
  }

  /** Chooses; gives the number of packages that the image would then have. */
  public int install(Collection<String> patterns) throws IOException {
    Planner planner =
        new Planner(
            config,
            catalogs.offers(config),
            installed.values(),
            AvoidSet.EMPTY,
            Map.of(),
            Optional.empty());
    packages = planner.install(patterns, Set.of()).packages();
    Manifest none = Manifest.parse("".getBytes(StandardCharsets.UTF_8), "nothing");
    packages.forEach(
        (stem, each) -> installed.put(stem, new InstalledPackage(each.fmri(), none, true, "")));
    return packages.size();
  }

  /** What a chosen package names as optional. */
  public Collection<String> optional(String stem) {
    Set<String> optional = new LinkedHashSet<>();
    for (Dependency dependency : packages.get(stem).dependencies()) {
      if (dependency.type() == Dependency.Type.OPTIONAL) {
        dependency.targets().forEach(target -> optional.add(target.withoutPublisher().toString()));
      }
    }
    return optional;
  }
}
