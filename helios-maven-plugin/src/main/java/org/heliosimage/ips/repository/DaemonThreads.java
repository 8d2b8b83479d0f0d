package org.heliosimage.ips.repository;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that do not keep a JVM alive. */
final class DaemonThreads {

  private DaemonThreads() {}

  static ExecutorService pool(String name, int count) {
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
