package org.heliosimage.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** A Maven to build with. */
enum Maven {
  /** The one that runs the tests. */
  THIS("it.maven.this"),
  THREE("it.maven.3"),
  FOUR("it.maven.4");

  // The heap is what the plugin promises to live with.
  private static final String OPTIONS = "-Xmx512m";

  // Maven resets colours at its end even where it uses none.
  private static final String COLOUR = "\u001B\\[[0-9;]*m";

  private static final Path LOCAL_REPOSITORY = Path.of(System.getProperty("it.repository"));

  private final File home;

  Maven(String property) {
    home = new File(System.getProperty(property));
  }

  /** Runs a build and keeps its log beside the folder. */
  BuildLog run(Path folder, List<String> arguments) {
    return run(folder, LOCAL_REPOSITORY, arguments);
  }

  /** Runs a build in an environment with further variables. */
  BuildLog run(Path folder, Map<String, String> environment, List<String> arguments) {
    return run(folder, LOCAL_REPOSITORY, environment, arguments);
  }

  /** Runs a build with a local repository of its own. */
  BuildLog run(Path folder, Path localRepository, List<String> arguments) {
    return run(folder, localRepository, Map.of(), arguments);
  }

  private BuildLog run(
      Path folder, Path localRepository, Map<String, String> environment, List<String> arguments) {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    InvocationRequest request =
        new DefaultInvocationRequest()
            .setBaseDirectory(folder.toFile())
            .setUserSettingsFile(new File(System.getProperty("it.settings")))
            .setLocalRepositoryDirectory(localRepository.toFile())
            .setBatchMode(true)
            .setNoTransferProgress(true)
            .setMavenHome(home)
            .setMavenOpts(OPTIONS)
            .setOutputHandler(line -> lines.add(line.replaceAll(COLOUR, "")))
            .setErrorHandler(line -> lines.add(line.replaceAll(COLOUR, "")))
            .addArgs(arguments);
    environment.forEach(request::addShellEnvironment);
    long begin = System.nanoTime();
    try {
      InvocationResult result = new DefaultInvoker().execute(request);
      if (result.getExecutionException() != null) {
        throw new IllegalStateException(result.getExecutionException());
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      BuildLog log =
          new BuildLog(
              this + " " + String.join(" ", arguments), result.getExitCode(), seconds, lines);
      keep(folder, log);
      System.out.printf(Locale.ROOT, "%.1f s: %s%n", seconds, log.command());
      return log;
    } catch (MavenInvocationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The command that the invoker runs, for a test that needs the process itself. */
  List<String> command(Path folder, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(home + "/bin/mvn");
    command.addAll(List.of("-B", "-ntp", "-f", folder.toString()));
    command.addAll(List.of("-s", System.getProperty("it.settings")));
    command.add("-Dmaven.repo.local=" + LOCAL_REPOSITORY);
    command.addAll(arguments);
    return command;
  }

  /** What the environment variable MAVEN_OPTS is for the builds. */
  static String options() {
    return OPTIONS;
  }

  private static void keep(Path folder, BuildLog log) {
    try {
      Path logs = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-logs"));
      int number = logs.toFile().list().length + 1;
      Files.writeString(logs.resolve(number + ".log"), log.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
