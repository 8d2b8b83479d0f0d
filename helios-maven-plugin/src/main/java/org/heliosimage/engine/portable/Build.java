package org.heliosimage.engine.portable;

import java.io.IOException;
import org.heliosimage.engine.BuildLog;
import org.heliosimage.engine.BuildRequest;
import org.heliosimage.engine.work.Digests;
import org.heliosimage.engine.work.WorkArea;
import org.heliosimage.engine.work.WorkLock;
import org.heliosimage.ips.repository.CacheUse;
import org.heliosimage.ips.repository.RepositoryOpener;
import org.heliosimage.ips.transport.Pause;
import org.heliosimage.ips.transport.Transport;

/**
 * One goal at work in its project's work area.
 *
 * @param request what is wanted
 * @param area the work area, locked
 * @param digests what is known of files' digests
 * @param repositories opens package repositories
 * @param log where to tell what happens
 * @param keeping writes what finished stages leave
 */
record Build(
    BuildRequest request,
    WorkArea area,
    Digests digests,
    RepositoryOpener repositories,
    BuildLog log,
    Keeping keeping) {

  /** The seed of another project, if the request is to use one. */
  ForeignSeed seed() {
    return new ForeignSeed(request, digests);
  }

  /** What a goal does while it has the work area for itself. */
  interface Work<T> {
    T run(Build build) throws IOException;
  }

  /** Runs a goal under the lock of its work area and leaves the scratch folder empty. */
  static <T> T locked(BuildRequest request, BuildLog log, Work<T> work) throws IOException {
    WorkArea area = area(request);
    WorkLock lock = area.enter();
    try {
      Digests digests = area.digests();
      try {
        CacheUse cache = CacheUse.begin(area.cache());
        try (Keeping keeping = new Keeping()) {
          RepositoryOpener repositories =
              new RepositoryOpener(
                  new Transport(request.network().transport(), Pause.SLEEP), cache);
          return work.run(new Build(request, area, digests, repositories, log, keeping));
        } finally {
          end(cache, request, log);
        }
      } finally {
        digests.save();
        area.removeScratch();
      }
    } finally {
      lock.close();
    }
  }

  private static void end(CacheUse cache, BuildRequest request, BuildLog log) {
    try {
      cache.end(request.network().cacheSize());
    } catch (IOException e) {
      log.warn("the package cache " + cache.cache() + " could not be made smaller: " + e);
    }
  }

  static WorkArea area(BuildRequest request) throws IOException {
    BuildRequest.Folders folders = request.folders();
    return WorkArea.of(folders.work(), folders.dataset(), folders.project(), folders.outputs());
  }
}
