// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;

import com.sun.management.OperatingSystemMXBean;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.lab.Block;
import dev.trimunit.engine.lab.Gateway;
import dev.trimunit.engine.lab.Recording;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.testing.StubBench;
import dev.trimunit.engine.testing.StubLab;
import dev.trimunit.engine.testing.StubLabProvider;
import dev.trimunit.engine.testing.StubUse;
import io.cucumber.core.feature.FeatureWithLines;
import io.cucumber.core.feature.GluePath;
import io.cucumber.core.options.RuntimeOptionsBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * 2,000 generated cases with trivial steps on our engine, and the same 2,000 scenarios written out
 * on Cucumber's own runtime, in turns: {@code mvn -Pbench -pl engine test -Dtest=EngineBenchmark};
 * writes {@code target/bench/engine.csv}. A trial on each side is one pickle run. Ours also goes
 * through JUnit, planner, stub lab, listeners and journal; the rows tell what these take:
 *
 * <ul>
 *   <li>trimunit: everything; the journal, which is flushed before a trial counts, on the disk
 *   <li>trimunit-memory: the same with the journal in {@code trimunit.bench.memory} (/dev/shm)
 *   <li>campaign-memory: of that, without JUnit and Gherkin
 *   <li>stub-lab: of that, the stub lab alone; a real lab takes its place
 *   <li>cucumber: Cucumber's runtime, without any formatter
 * </ul>
 *
 * The processor time of the one thread that does it all says more on a busy machine than the wall.
 */
@Tag("bench")
final class EngineBenchmark {
  private static final String GLUE = "dev.trimunit.engine.bench";
  private static final int DEVICES = 40;
  private static final int DESTINATIONS = 50;
  private static final int CASES = DEVICES * DESTINATIONS;
  private static final List<Destination> DESTINATION =
      IntStream.range(0, DESTINATIONS).mapToObj(EngineBenchmark::destination).toList();
  private static final int ROUNDS = Integer.getInteger("trimunit.bench.rounds", 12);
  private static final Usage ON = new Usage("switching on", Vantage.LAN);

  private final Path folder = Path.of("target", "bench", "engine");
  private final Path memory =
      Path.of(System.getProperty("trimunit.bench.memory", "/dev/shm/trimunit-bench"));
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
  private final AtomicInteger trials = new AtomicInteger();
  private final RunListener counting =
      new RunListener() {
        @Override
        public void trialFinished(TrialRecord trial) {
          trials.incrementAndGet();
        }
      };

  /** What one trial of a round took, in microseconds. */
  private record Sample(double processor, double wall, int trials) {}

  @Test
  void engine_against_cucumber() throws IOException {
    main();
  }

  public static void main(String... args) throws IOException {
    new EngineBenchmark().run();
  }

  private void run() throws IOException {
    writeSpecs();
    HeardEvents.listenWith(counting);
    for (int round = 0; round < ROUNDS; round++) {
      measure("trimunit", () -> runOurs(folder.resolve("journal")));
      measure("trimunit-memory", () -> runOurs(memory.resolve("journal")));
      measure("campaign-memory", this::runCampaigns);
      measure("stub-lab", this::runStubs);
      measure("cucumber", this::runCucumber);
    }
    HeardEvents.listenWith(new RunListener() {});
    write();
  }

  private void measure(String name, Runnable work) {
    trials.set(0);
    long wall = System.nanoTime();
    long processor = processor();
    work.run();
    double each = 1000.0 * trials.get();
    Sample sample =
        new Sample(
            (processor() - processor) / each, (System.nanoTime() - wall) / each, trials.get());
    samples.computeIfAbsent(name, n -> new ArrayList<>()).add(sample);
    System.out.println(name + " " + sample);
  }

  /** Of the whole process, in nanoseconds: steps have threads of their own. */
  private static long processor() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private void write() throws IOException {
    List<String> rows = new ArrayList<>();
    rows.add(
        "what,cases,trials,processor_us_per_trial,wall_us_per_trial,processor_ratio,wall_ratio");
    double processor = median("cucumber", Sample::processor);
    double wall = median("cucumber", Sample::wall);
    for (String name : samples.keySet()) {
      double ours = median(name, Sample::processor);
      double oursWall = median(name, Sample::wall);
      rows.add(
          String.format(
              Locale.ROOT,
              "%s,%d,%d,%.1f,%.1f,%.2f,%.2f",
              name,
              CASES,
              samples.get(name).get(0).trials(),
              ours,
              oursWall,
              ours / processor,
              oursWall / wall));
    }
    Files.write(Path.of("target", "bench", "engine.csv"), rows);
    rows.forEach(System.out::println);
  }

  /** Of the warm rounds. */
  private double median(String name, ToDoubleFunction<Sample> value) {
    List<Sample> all = samples.get(name);
    double[] warm = all.stream().skip(all.size() / 3).mapToDouble(value).sorted().toArray();
    return warm[warm.length / 2];
  }

  private void runOurs(Path journal) {
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
            .configurationParameter("trimunit.journal", journal.toString())
            .build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    long found = summary.getSummary().getTestsSucceededCount();
    if (found != DEVICES * (DESTINATIONS + 1)) {
      throw new IllegalStateException(found + " tests succeeded");
    }
  }

  private void runCampaigns() {
    for (int device = 0; device < DEVICES; device++) {
      StubBench bench = bench(device).use(StubUse.of(ON));
      CampaignSettings settings =
          new CampaignSettings(
              Protocols.named("fixed-1"),
              0.01,
              Duration.ofMinutes(2),
              destination -> true,
              memory.resolve("journal"),
              () -> false);
      try (Campaign campaign = new Campaign(bench, settings, counting)) {
        campaign.calibrate(ON, bench.script());
        campaign.settle(List.of(ON), bench.script(), verdict -> {});
      }
    }
  }

  /** What a trial asks of a lab, and nothing else. */
  private void runStubs() {
    for (int device = 0; device < DEVICES; device++) {
      StubBench bench = bench(device);
      for (int trial = 0; trial < DESTINATIONS; trial++) {
        Recording recording = bench.capture().start("trial-" + trial);
        bench.power().off();
        Set<DestinationPattern> blocked = Set.of(DESTINATION.get(trial).exactly());
        Block block = bench.gateway().block(blocked, Set.of(), Gateway.Strength.NORMAL);
        bench.power().on();
        block.evidence();
        block.dns();
        recording.stop();
        block.close();
        trials.incrementAndGet();
      }
    }
  }

  private StubBench bench(int device) {
    return new StubBench("bulb-" + device).contactsAtStart(DESTINATION.toArray(Destination[]::new));
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
    trials.set(CASES);
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
