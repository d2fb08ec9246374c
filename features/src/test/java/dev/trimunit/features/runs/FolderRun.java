// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.runs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathResource;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A folder with specs, devices and accepted files, run on the simulated lab as Maven would. */
final class FolderRun {
  private final Path folder;
  private int runs;

  /**
   * What a run said.
   *
   * @param output its folder
   * @param console what it printed
   * @param cases how each test ended, with what it was told, by display name
   */
  record Said(Path output, String console, Map<String, String> cases) {
    String file(String name) {
      try {
        return Files.readString(output.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Allure's results, one after the other. */
    String allure() {
      try (Stream<Path> results = Files.list(output.resolveSibling("allure-results"))) {
        StringBuilder text = new StringBuilder();
        for (Path result : results.filter(r -> r.toString().endsWith(".json")).toList()) {
          text.append(Files.readString(result));
        }
        return text.toString();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  FolderRun(Path folder) {
    this.folder = folder;
  }

  /** Writes a file of the tester. */
  FolderRun write(String name, String text) {
    try {
      Path file = folder.resolve("files").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs everything with these properties and others for its folders. */
  Said run(Map<String, String> properties) {
    return run("specs", properties);
  }

  /** Runs what a folder on the class path holds. */
  Said run(String specs, Map<String, String> properties) {
    runs++;
    Path output = folder.resolve("run-" + runs).resolve("trimunit");
    Map<String, String> all = new TreeMap<>(properties);
    all.put("trimunit.output", output.toString());
    all.putIfAbsent(
        "trimunit.journal", folder.resolve("run-" + runs).resolve("journal").toString());
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClasspathResource(specs))
            .filters(includeEngines("trimunit"))
            .configurationParameters(all)
            .build();
    Map<String, String> cases = new TreeMap<>();
    String console = printed(() -> execute(request, cases));
    return new Said(output, console, cases);
  }

  private void execute(LauncherDiscoveryRequest request, Map<String, String> cases) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader files = files(before)) {
      thread.setContextClassLoader(files);
      LauncherFactory.create().execute(request, new Ends(cases));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private URLClassLoader files(ClassLoader parent) throws IOException {
    return new URLClassLoader(new URL[] {folder.resolve("files").toUri().toURL()}, parent);
  }

  private static String printed(Runnable action) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(stream);
      action.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private record Ends(Map<String, String> cases) implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        synchronized (cases) {
          cases.put(
              test.getDisplayName(),
              result.getStatus()
                  + result.getThrowable().map(thrown -> ": " + thrown.getMessage()).orElse(""));
        }
      }
    }
  }
}
