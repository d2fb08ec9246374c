// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The tester's own step classes, compiled for one run.
 *
 * @param classes a folder that goes with the run, if there are any
 */
record OwnSteps(Optional<Path> classes) implements AutoCloseable {
  private static final Pattern STEPS =
      Pattern.compile("^import +(static +)?io\\.cucumber\\.java\\b", Pattern.MULTILINE);
  private static final int MOST_TOLD = 3;

  /** Compiles the step classes and what they use; tests beside them are not ours. */
  static OwnSteps of(SpecFolder folder) throws IOException {
    List<Path> sources = sources(folder.sources());
    if (sources.isEmpty()) {
      return new OwnSteps(Optional.empty());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IOException(
          "There are steps of your own in %s, and this Java has no compiler. Start it with a JDK (17 or later), or use Maven."
              .formatted(folder.sources()));
    }
    OwnSteps steps = new OwnSteps(Optional.of(Files.createTempDirectory("trimunit-steps")));
    try {
      steps.compile(compiler, folder.sources(), sources);
      return steps;
    } catch (IOException e) {
      steps.close();
      throw e;
    }
  }

  private static List<Path> sources(Path folder) throws IOException {
    List<Path> sources = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(name -> name.toString().endsWith(".java")).toList()) {
          if (STEPS.matcher(Files.readString(file, StandardCharsets.UTF_8)).find()) {
            sources.add(file);
          }
        }
      }
    }
    return sources;
  }

  private void compile(JavaCompiler compiler, Path root, List<Path> sources) throws IOException {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-d",
            classes.orElseThrow().toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-sourcepath",
            root.toString(),
            "-parameters",
            "-proc:none");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(said, Locale.ROOT, null)) {
      Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
      if (!compiler.getTask(null, files, said, options, null, units).call()) {
        throw new IOException(
            "Steps of your own do not compile: %s. If they need more than TrimUnit and the JDK, use Maven: mvn verify"
                .formatted(errors(said)));
      }
    }
  }

  private static String errors(DiagnosticCollector<JavaFileObject> said) {
    return said.getDiagnostics().stream()
        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
        .limit(MOST_TOLD)
        .map(OwnSteps::error)
        .collect(Collectors.joining("; "));
  }

  private static String error(Diagnostic<? extends JavaFileObject> error) {
    JavaFileObject file = error.getSource();
    String place = file == null ? "" : file.getName() + ":" + error.getLineNumber() + ": ";
    return place + error.getMessage(Locale.ROOT).lines().findFirst().orElse("");
  }

  @Override
  public void close() throws IOException {
    if (classes.isPresent()) {
      try (Stream<Path> files = Files.walk(classes.get())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
