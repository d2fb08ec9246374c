// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubLabProvider;
import dev.trimunit.engine.trial.RunListener;
import io.cucumber.core.feature.FeatureWithLines;
import io.cucumber.core.feature.GluePath;
import io.cucumber.core.options.RuntimeOptionsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * 2,000 generated cases with trivial steps on our engine, and the same 2,000 scenarios written out
 * on Cucumber's own runtime, in turns; writes {@code target/bench/engine.csv}. A trial of ours also
 * goes through lab, planner, listeners and the journal, which is flushed to disk before a trial
 * counts: {@code -Dtrimunit.bench.journal=/dev/shm/journal} shows what that costs.
 */
final class EngineBenchmark {
  private static final String GLUE = "dev.trimunit.engine.bench";
  private static final int DEVICES = 40;
  private static final int DESTINATIONS = 50;
  private static final int ROUNDS = Integer.getInteger("trimunit.bench.rounds", 7);

  private final Path folder = Path.of("target", "bench", "engine");
  private final AtomicInteger trials = new AtomicInteger();

  public static void main(String[] args) throws IOException {
    new EngineBenchmark().run();
  }

  private void run() throws IOException {
    writeSpecs();
    HeardEvents.listenWith(
        new RunListener() {
          @Override
          public void trialFinished(TrialRecord trial) {
            trials.incrementAndGet();
          }
        });
    double[] ours = new double[ROUNDS];
    double[] cucumbers = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      trials.set(0);
      ours[round] = milliseconds(() -> runOurs()) / trials.get();
      cucumbers[round] = milliseconds(this::runCucumber) / (DEVICES * DESTINATIONS);
      System.out.printf("ours %.3f ms, Cucumber %.3f ms a trial%n", ours[round], cucumbers[round]);
    }
    write(median(ours), median(cucumbers));
  }

  private void write(double ours, double cucumbers) throws IOException {
    int cases = DEVICES * DESTINATIONS;
    List<String> rows =
        List.of(
            "engine,cases,trials,ms_per_trial",
            "trimunit,%d,%d,%.4f".formatted(cases, trials.get(), ours),
            "cucumber,%d,%d,%.4f".formatted(cases, cases, cucumbers),
            "ratio,,,%.3f".formatted(ours / cucumbers));
    Files.write(Path.of("target", "bench", "engine.csv"), rows);
    rows.forEach(System.out::println);
  }

  private static double milliseconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    double[] warm = Arrays.copyOfRange(values, 2, values.length);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }

  private void runOurs() {
    StubLabProvider.use(
        new StubLab(IntStream.range(0, DEVICES).mapToObj(this::bench).toArray(StubBench[]::new)));
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectDirectory(folder.resolve("specs").toFile()))
            .configurationParameter("trimunit.lab", "stub")
            .configurationParameter("trimunit.glue", GLUE)
            .configurationParameter("trimunit.protocol", "fixed-1")
            .configurationParameter("trimunit.parallel", "false")
            .configurationParameter("trimunit.output", folder.resolve("out").toString())
            .configurationParameter(
                "trimunit.journal",
                System.getProperty("trimunit.bench.journal", folder.resolve("journal").toString()))
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    long found = summary.getSummary().getTestsSucceededCount();
    if (found != DEVICES * (DESTINATIONS + 1)) {
      throw new IllegalStateException(found + " tests succeeded");
    }
  }

  private StubBench bench(int device) {
    return new StubBench("bulb-" + device)
        .contactsAtStart(
            IntStream.range(0, DESTINATIONS)
                .mapToObj(EngineBenchmark::destination)
                .toArray(Destination[]::new));
  }

  private static Destination destination(int number) {
    return Destination.parse("name-%d.example:443/tcp".formatted(number));
  }

  private void runCucumber() {
    RuntimeOptionsBuilder options =
        new RuntimeOptionsBuilder().addGlue(GluePath.parse(GLUE)).setNoSummary().setMonochrome();
    for (int device = 0; device < DEVICES; device++) {
      Path file = folder.resolve("written-out/bulb-" + device + ".feature");
      options.addFeature(FeatureWithLines.parse(file.toString()));
    }
    io.cucumber.core.runtime.Runtime runtime =
        io.cucumber.core.runtime.Runtime.builder().withRuntimeOptions(options.build()).build();
    runtime.run();
    if (runtime.exitStatus() != 0) {
      throw new IllegalStateException("Cucumber failed");
    }
  }

  private void writeSpecs() throws IOException {
    Files.createDirectories(folder.resolve("specs"));
    Files.createDirectories(folder.resolve("written-out"));
    for (int device = 0; device < DEVICES; device++) {
      String name = "bulb-" + device + ".feature";
      Files.writeString(folder.resolve("specs/" + name), spec(device));
      Files.writeString(folder.resolve("written-out/" + name), writtenOut(device));
    }
  }

  private static String spec(int device) {
    return """
        @device=bulb-%d
        Feature: Bulb %d

          @functionality @LAN
          Scenario: switching on
            When "Power" is tapped
            Then the app shows on

          Scenario Outline: <functionality> over <vantage> without <destination>
            Given the bulb is power-cycled
            When destination <destination> is blocked
            Then <functionality> succeeds
        """
        .formatted(device, device);
  }

  private static String writtenOut(int device) {
    List<String> lines = new ArrayList<>(List.of("Feature: Bulb " + device));
    for (int number = 0; number < DESTINATIONS; number++) {
      lines.add("  Scenario: switching on over LAN without " + destination(number));
      lines.add("    Given the bulb is power-cycled");
      lines.add("    When destination =" + destination(number) + " is blocked");
      lines.add("    When \"Power\" is tapped");
      lines.add("    Then the app shows on");
      lines.add("    Then switching on succeeds");
    }
    return String.join("\n", lines);
  }
}
