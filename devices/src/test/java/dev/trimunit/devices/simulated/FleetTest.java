// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.simulated.Trials.Recipe;
import dev.trimunit.engine.campaign.Campaign;
import dev.trimunit.engine.campaign.CampaignSettings;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.engine.listener.RunListener;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Fallback;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.engine.protocol.Protocols;
import dev.trimunit.engine.purpose.Purposes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published fleet on the simulated lab: {@code mvn -Pfleet test}. Property {@code
 * trimunit.bench.paper} (n = 1): every n-th device is also settled by the paper's protocol, in the
 * same run; 0 takes none.
 */
final class FleetTest {
  private static final Path FACTS = Path.of("src", "test", "resources", "fleet", "facts.txt");
  private static final Usage WORKING = new Usage("working", Vantage.LAN);
  private static final String PROTOCOL = System.getProperty("trimunit.protocol", "certify");
  private static final double ERROR_BOUND = 0.01;
  private static final int OF_THE_PAPER = 30;
  private static final int PAPER_EVERY = Integer.getInteger("trimunit.bench.paper", 1);
  private List<FleetDevice> fleet = List.of();
  @TempDir Path folder;

  @BeforeEach
  void generate() throws IOException {
    fleet = FleetDevice.all(FACTS);
    Files.createDirectories(folder.resolve("devices"));
    for (FleetDevice device : fleet) {
      Files.writeString(folder.resolve("devices/" + device.id() + ".yaml"), device.yaml());
    }
  }

  @Test
  void the_facts_are_as_many_as_published() {
    List<FleetDevice> listed = fleet.stream().filter(device -> count(device) > 0).toList();
    assertThat(listed.subList(0, 31)).hasSize(31);
    assertThat(sum(VerdictKind.REQUIRED, "first", "support", "third")).isEqualTo(57);
    assertThat(sum(VerdictKind.BLOCKABLE, "first", "support", "third")).isEqualTo(62);
    assertThat(sum(VerdictKind.BLOCKABLE, "third")).isEqualTo(8);
    assertThat(sum(VerdictKind.BLOCKABLE, "first")).isEqualTo(36);
    assertThat(sum(VerdictKind.BLOCKABLE, "support")).isEqualTo(18);
  }

  private long count(FleetDevice device) {
    return device.published().size();
  }

  private long sum(VerdictKind kind, String... parties) {
    return fleet.subList(0, 31).stream()
        .mapToLong(
            device -> List.of(parties).stream().mapToLong(p -> device.published(kind, p)).sum())
        .sum();
  }

  /** What a device's campaign came to. */
  private record Found(
      FleetDevice device,
      List<Verdict> verdicts,
      List<Fallback> fallbacks,
      List<Blocklist> blocklists,
      List<TrialRecord> records,
      int trials,
      Duration labTime) {
    Map<Destination, VerdictKind> kinds() {
      Map<Destination, VerdictKind> kinds = new TreeMap<>();
      verdicts.forEach(verdict -> kinds.put(verdict.destination(), verdict.kind()));
      return kinds;
    }

    /** The grounds of what is not as published. */
    List<String> surprises() {
      return verdicts.stream()
          .filter(v -> v.kind() != device.published().get(v.destination()))
          .map(v -> v.kind() + ", " + v.reason() + " (trials " + v.trialNumbers() + ")")
          .toList();
    }

    /** What the paper's protocol took, if it was run on this device. */
    String runByPaper(Map<String, Found> papers) {
      Found paper = papers.get(device.id());
      return paper == null
          ? ",,"
          : String.format(
              Locale.ROOT,
              "%d,%.2f,%d",
              paper.trials(),
              hours(paper.labTime()),
              paper.surprises().size());
    }

    /** Thirty repetitions of each, in trials as long as these were. */
    Duration papers() {
      long trial = labTime.toSeconds() / trials;
      return Duration.ofSeconds(trial * OF_THE_PAPER * device.published().size());
    }
  }

  @Test
  @Tag("slow")
  @Tag("fleet")
  void the_published_verdicts_come_out() throws Exception {
    long begin = System.nanoTime();
    List<Found> found = run(fleet, PROTOCOL);
    double seconds = (System.nanoTime() - begin) / 1e9;
    print(found, run(sample(), "paper"), seconds);

    List<String> surprises =
        found.stream()
            .flatMap(one -> one.surprises().stream().map(why -> one.device().name() + ": " + why))
            .toList();
    surprises.forEach(System.out::println);
    assertThat(surprises)
        .as("the error bound allows for this many of %d verdicts", verdicts(found))
        .hasSizeLessThanOrEqualTo((int) (ERROR_BOUND * verdicts(found)));
    for (Found one : found) {
      assertThat(one.kinds().keySet())
          .as(one.device().name())
          .isEqualTo(one.device().published().keySet());
      Map<Destination, Destination> hidden = one.device().hidden();
      assertThat(one.fallbacks()).extracting(Fallback::destination).containsAll(hidden.keySet());
      one.fallbacks().stream()
          .filter(f -> hidden.containsKey(f.destination()))
          .forEach(
              f -> assertThat(f.hiddenBehind()).contains(hidden.get(f.destination()).exactly()));
    }
  }

  @Test
  @Tag("slow")
  @Tag("fleet")
  void what_looks_like_updates_alarms_and_clocks_is_held_back_of_all_that_may_be_blocked()
      throws Exception {
    Set<String> held = new TreeSet<>();
    int list = 0;
    for (Found one : run(fleet.subList(0, 31), PROTOCOL)) {
      for (Blocklist verified : one.blocklists()) {
        list += verified.destinations().size();
        new Purposes(verified.destinations(), one.records(), Map.of())
            .heldBack(verified.destinations())
            .forEach(destination -> held.add(destination.host().toString()));
      }
    }
    assertThat(list).isEqualTo(62);
    assertThat(held)
        .containsExactly(
            "fcm.googleapis.com",
            "fw-update2.smartthings.com",
            "htpdate.ajcloud.net",
            "pushx.reolink.com");
  }

  private static int verdicts(List<Found> found) {
    return found.stream().mapToInt(one -> one.verdicts().size()).sum();
  }

  private List<FleetDevice> sample() {
    return PAPER_EVERY == 0
        ? List.of()
        : IntStream.range(0, fleet.size())
            .filter(i -> i % PAPER_EVERY == 0)
            .mapToObj(fleet::get)
            .toList();
  }

  private List<Found> run(List<FleetDevice> devices, String protocol) throws Exception {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (Lab lab =
        Trials.lab(new FolderResources(folder), Long.getLong("trimunit.seed", 1), folder)) {
      List<Future<Found>> running = new ArrayList<>();
      devices.forEach(device -> running.add(threads.submit(() -> settle(lab, device, protocol))));
      List<Found> found = new ArrayList<>();
      for (Future<Found> one : running) {
        found.add(one.get());
      }
      return found;
    } finally {
      threads.shutdownNow();
    }
  }

  private Found settle(Lab lab, FleetDevice device, String protocol) {
    List<TrialRecord> trials = new ArrayList<>();
    List<Blocklist> blocklists = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void trialFinished(TrialRecord trial) {
            trials.add(trial);
          }

          @Override
          public void blocklistVerified(Blocklist blocklist) {
            blocklists.add(blocklist);
          }
        };
    CampaignSettings settings =
        new CampaignSettings(
            Protocols.named(protocol),
            ERROR_BOUND,
            Duration.ofMinutes(2),
            destination -> true,
            folder.resolve("journal-" + protocol),
            () -> false);
    RecipeScript script = new RecipeScript(new Recipe("off", "Power", "on"));
    try (Campaign campaign = new Campaign(lab.bench(device.id()), settings, listener)) {
      assertThat(campaign.calibrate(List.of(WORKING), script))
          .as(device.name())
          .allMatch(result -> result.calibrated());
      campaign.settle(List.of(WORKING), script, verdict -> {});
      Duration time = Duration.ZERO;
      for (TrialRecord trial : trials) {
        time = time.plus(Duration.between(trial.start(), trial.end()));
      }
      return new Found(
          device,
          campaign.verdicts(),
          campaign.fallbacks(),
          blocklists,
          trials,
          trials.size(),
          time);
    }
  }

  private void print(List<Found> found, List<Found> papers, double seconds) throws IOException {
    StringBuilder csv =
        new StringBuilder(
            "device,destinations,trials,lab_hours,not_as_published,paper_hours_computed,"
                + "paper_trials_run,paper_hours_run,paper_not_as_published\n");
    Map<String, Found> ofPaper = new TreeMap<>();
    papers.forEach(one -> ofPaper.put(one.device().id(), one));
    Duration sampled = Duration.ZERO;
    Duration sampledPaper = Duration.ZERO;
    Duration lab = Duration.ZERO;
    Duration paper = Duration.ZERO;
    Duration longest = Duration.ZERO;
    int trials = 0;
    for (Found one : found) {
      lab = lab.plus(one.labTime());
      paper = paper.plus(one.papers());
      longest = one.labTime().compareTo(longest) > 0 ? one.labTime() : longest;
      trials += one.trials();
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%d,%.2f,%d,%.2f,%s%n",
              one.device().id(),
              one.device().published().size(),
              one.trials(),
              hours(one.labTime()),
              one.surprises().size(),
              hours(one.papers()),
              one.runByPaper(ofPaper)));
      Found paperRun = ofPaper.get(one.device().id());
      if (paperRun != null) {
        sampled = sampled.plus(one.labTime());
        sampledPaper = sampledPaper.plus(paperRun.labTime());
      }
    }
    Path file = Path.of("target", "bench", "fleet-" + PROTOCOL + ".csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, csv);
    new PrintStream(System.out, true, StandardCharsets.UTF_8)
        .printf(
            Locale.ROOT,
            "Fleet, %s: %d devices, %d verdicts, %d trials; %.1f h of virtual lab time with"
                + " calibration (%.1f h if all run at once), %.0f h with the paper's protocol"
                + " without it, computed (%.1f times as many); %.1f s of wall time. Run by the"
                + " paper's protocol: %d devices, %.1f h against %.1f h here, both with"
                + " calibration (%.1f times as many)%n%s",
            PROTOCOL,
            found.size(),
            verdicts(found),
            trials,
            hours(lab),
            hours(longest),
            hours(paper),
            hours(paper) / hours(lab),
            seconds,
            papers.size(),
            hours(sampledPaper),
            hours(sampled),
            papers.isEmpty() ? 0 : hours(sampledPaper) / hours(sampled),
            csv);
  }

  private static double hours(Duration time) {
    return time.toSeconds() / 3600.0;
  }
}
