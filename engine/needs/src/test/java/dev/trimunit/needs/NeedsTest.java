// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.needs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the classes below, whose names end otherwise so that the build does not. */
@Tag("slow")
final class NeedsTest {
  private static final String ABSENT = "no-such-program";
  @TempDir private Path folder;

  @Needs(programs = ABSENT)
  static final class WholeClass {
    @BeforeEach
    void open() {
      throw new AssertionError("a fixture of a skipped test");
    }

    @AfterEach
    void close() {
      throw new AssertionError("a fixture of a skipped test");
    }

    @Test
    void one() {}

    @Nested
    final class Inner {
      @Test
      void two() {}
    }
  }

  static final class OneOfTwo {
    @Test
    @Needs(programs = "java")
    void runs() {
      assertThat(Machine.program("java")).endsWith("java");
    }

    @Test
    @Needs(
        programs = {"java", ABSENT},
        also = Evenness.class)
    void does_not() {
      throw new AssertionError();
    }
  }

  static final class Evenness implements Need {
    @Override
    public List<String> missing(List<Object> arguments) {
      boolean odd = !arguments.isEmpty() && (int) arguments.get(0) % 2 == 1;
      return odd ? List.of("evenness of " + arguments.get(0)) : List.of();
    }
  }

  @Needs(also = Evenness.class)
  static final class SomeArguments {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void is_even(int number) {
      assertThat(number).isEqualTo(2);
    }
  }

  @Test
  void a_class_is_skipped_with_its_fixtures_and_what_is_nested() {
    TestExecutionSummary summary = run(false, WholeClass.class);
    assertThat(summary.getTestsStartedCount()).isZero();
    assertThat(said()).startsWith("2 tests ").contains(ABSENT, "devices/install-lab");
  }

  @Test
  void a_test_is_skipped_for_what_is_missing_and_others_run() {
    TestExecutionSummary summary = run(false, OneOfTwo.class);
    assertThat(summary.getTestsSucceededCount()).isOne();
    assertThat(summary.getTestsSkippedCount()).isOne();
    assertThat(said()).contains("lacks: " + ABSENT + ".");
  }

  @Test
  void an_argument_that_needs_what_is_missing_is_skipped_alone() {
    TestExecutionSummary summary = run(false, SomeArguments.class);
    assertThat(summary.getTestsSucceededCount()).isOne();
    assertThat(summary.getTestsSkippedCount()).isEqualTo(2);
    assertThat(said()).startsWith("2 tests ").contains("evenness of 1; evenness of 3");
  }

  @Test
  void counts_of_several_processes_add_up() {
    run(false, SomeArguments.class);
    run(false, OneOfTwo.class);
    assertThat(said()).startsWith("3 ").contains("evenness of 3; " + ABSENT);
  }

  @Test
  void a_build_server_must_have_everything() {
    TestExecutionSummary summary = run(true, OneOfTwo.class);
    assertThat(summary.getTestsSkippedCount()).isZero();
    assertThat(summary.getFailures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.getException())
                    .hasStackTraceContaining(
                        "Missing on this machine: " + ABSENT + ". A build server must have it"));
  }

  private TestExecutionSummary run(boolean buildServer, Class<?> tests) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    String own = System.getProperty("needs.skipped", "");
    System.setProperty("needs.skipped", folder.resolve("skipped.txt").toString());
    try {
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(selectClass(tests))
                  .configurationParameter("needs.build.server", Boolean.toString(buildServer))
                  .build(),
              summary);
    } finally {
      System.setProperty("needs.skipped", own);
    }
    return summary.getSummary();
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("skipped.txt"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
