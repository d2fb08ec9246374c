// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.engine.model.Attachment;
import dev.trimunit.engine.replay.Replay;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs in processes of their own are killed (SIGKILL) at random moments and started again until
 * they are done. Each ends as a run that nobody disturbed: the same verdicts from the same trials,
 * none lost, none twice, and no block left.
 */
@Tag("slow")
final class KilledCampaignTest {
  private static final int AT_ONCE = 2;
  private static final String DEVICE = "yi-camera";

  @TempDir private Path folder;

  /**
   * What is killed.
   *
   * @param kills how often, over all
   * @param lives how many a campaign should take, more or less
   * @param properties of the run
   */
  private record Kind(int kills, int lives, List<String> properties) {
    static final Kind CERTIFY = new Kind(50, 3, List.of());
    static final Kind FOUR_UNITS = new Kind(12, 3, List.of("-Dtrimunit.lab.file=four-cameras"));
    static final Kind RECHECK = new Kind(12, 1, List.of("-Dtrimunit.protocol=recheck"));
  }

  /** How long a run needs until its first trial is over, and to its end. */
  private record Pace(long firstTrial, long end) {}

  @Test
  @Timeout(1800)
  void killed_at_50_random_moments_runs_end_as_if_undisturbed() throws Exception {
    killAndGoOn(Kind.CERTIFY, Optional.empty());
  }

  @Test
  @Timeout(900)
  void so_do_those_of_four_units_at_once() throws Exception {
    killAndGoOn(Kind.FOUR_UNITS, Optional.empty());
  }

  @Test
  @Timeout(900)
  void so_do_nights_and_each_counts_once() throws Exception {
    Campaign before = new Campaign(folder.resolve("before"), 1, Kind.CERTIFY);
    before.run();
    killAndGoOn(Kind.RECHECK, Optional.of(before.nights()));
  }

  private void killAndGoOn(Kind kind, Optional<Path> nights) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Integer>> chains = new ArrayList<>();
      for (int seed = 1; seed <= AT_ONCE; seed++) {
        Chain chain = new Chain(seed, kind, nights);
        chains.add(threads.submit(chain::killAndGoOn));
      }
      int kills = 0;
      for (Future<Integer> chain : chains) {
        kills += chain.get();
      }
      assertThat(kills).isEqualTo(kind.kills());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Campaigns of one seed, one after the other. */
  private final class Chain {
    private final int seed;
    private final Kind kind;
    private final Optional<Path> nights;
    private final Random moments;
    private final Campaign undisturbed;

    Chain(int seed, Kind kind, Optional<Path> nights) throws IOException {
      this.seed = seed;
      this.kind = kind;
      this.nights = nights;
      moments = new Random(seed);
      undisturbed = campaign("undisturbed");
    }

    private Campaign campaign(String name) throws IOException {
      Campaign campaign = new Campaign(folder.resolve(seed + "-" + name), seed, kind);
      if (nights.isPresent()) {
        Files.createDirectories(campaign.nights().getParent());
        Files.copy(nights.get(), campaign.nights());
      }
      return campaign;
    }

    /** Returns how many kills met a run that was under way. */
    int killAndGoOn() throws Exception {
      Pace pace = undisturbed.pace();
      int kills = 0;
      for (int i = 0; kills < kind.kills() / AT_ONCE; i++) {
        Campaign campaign = campaign(Integer.toString(i));
        boolean done = false;
        while (!done && kills < kind.kills() / AT_ONCE) {
          done = !campaign.killedAfter(moment(pace));
          kills += done ? 0 : 1;
          done |= campaign.isOver(nights);
        }
        if (!done) {
          campaign.run();
        }
        campaign.requireSame(undisturbed);
      }
      return kills;
    }

    /** From the opening of the lab on, far enough for a campaign to take several lives. */
    private long moment(Pace pace) {
      long from = pace.firstTrial() * 3 / 4;
      return from + Math.round(moments.nextDouble() * (pace.end() - from) / kind.lives());
    }
  }

  /** One campaign on disk, whatever number of processes it takes. */
  private record Campaign(Path home, int seed, Kind kind) {
    Pace pace() throws Exception {
      long begin = System.nanoTime();
      Process process = start();
      while (!Files.exists(journal().resolve(DEVICE + ".jsonl")) && process.isAlive()) {
        process.waitFor(10, TimeUnit.MILLISECONDS);
      }
      long first = System.nanoTime() - begin;
      requireGreen(process);
      return new Pace(first / 1_000_000, (System.nanoTime() - begin) / 1_000_000);
    }

    void run() throws Exception {
      requireGreen(start());
    }

    /** Returns whether the run was still under way. */
    boolean killedAfter(long millis) throws Exception {
      Process process = start();
      try {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
          requireGreen(process);
          return false;
        }
        return true;
      } finally {
        process.destroyForcibly().waitFor();
      }
    }

    private void requireGreen(Process process) throws Exception {
      try {
        assertThat(process.waitFor()).as(this::said).isZero();
      } finally {
        process.destroyForcibly();
      }
    }

    private Process start() throws IOException {
      Files.createDirectories(home.resolve("blocks"));
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      command.add("-Dtrimunit.lab=" + SurvivingBlocks.KEY);
      command.add("-D" + SurvivingBlocks.FOLDER + "=" + home.resolve("blocks"));
      command.add("-Dtrimunit.seed=" + seed);
      command.addAll(kind.properties());
      command.add("-Dtrimunit.journal=" + journal());
      command.add("-Dtrimunit.output=" + home.resolve("out"));
      command.add("-cp");
      command.add(services() + File.pathSeparator + System.getProperty("java.class.path"));
      command.addAll(List.of(StoppedRunTest.Run.class.getName(), DEVICE));
      File said = home.resolve("said").toFile();
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
    }

    /** Registers the lab in that process only. */
    private Path services() throws IOException {
      Path services = home.resolve("services");
      Path file = services.resolve("META-INF/services/dev.trimunit.engine.lab.LabProvider");
      Files.createDirectories(file.getParent());
      Files.writeString(file, SurvivingBlocks.class.getName() + "\n");
      return services;
    }

    private Path journal() {
      return home.resolve("journal");
    }

    /** What the device's runs have shown so far. */
    Path nights() {
      return journal().resolve("nights/" + DEVICE + ".json");
    }

    private String said() {
      try {
        return Files.readString(home.resolve("said"));
      } catch (IOException e) {
        return e.toString();
      }
    }

    /** Whether only its reports were lost: what starts then is the next campaign, or night. */
    boolean isOver(Optional<Path> before) throws IOException {
      return Files.exists(nights())
          && (before.isEmpty() || Files.mismatch(nights(), before.get()) >= 0);
    }

    void requireSame(Campaign undisturbed) throws IOException {
      assertThat(journal().resolve(DEVICE + ".jsonl")).as("unfinished").doesNotExist();
      if (Files.exists(home.resolve("out/verdicts.json"))) {
        assertThat(verdicts()).isEqualTo(undisturbed.verdicts());
      }
      assertThat(Files.readString(nights())).isEqualTo(Files.readString(undisturbed.nights()));
      assertThat(home.resolve("blocks")).isEmptyDirectory();
      assertThat(trials()).isEqualTo(undisturbed.trials());
      assertThat(pictures()).doesNotHaveDuplicates().allMatch(Files::exists);
    }

    /** Without the sums over files whose names depend on how often the run was killed. */
    private List<String> verdicts() throws IOException {
      return Files.readAllLines(home.resolve("out/verdicts.json")).stream()
          .filter(line -> !line.contains("\"manifestSha256\""))
          .toList();
    }

    /** As text, without where the captures are and how the pictures are numbered. */
    private List<String> trials() {
      return replay().trials().stream()
          .map(t -> t.toString().replace(home.toString(), "").replaceAll("/\\d{5}-", "/"))
          .toList();
    }

    /** Screens, to be proof of one trial each. */
    private List<Path> pictures() {
      return replay().trials().stream()
          .flatMap(trial -> trial.attachments().stream())
          .filter(attachment -> attachment.name().startsWith("screen"))
          .map(Attachment::file)
          .toList();
    }

    private Replay replay() {
      return new Replay(journal().resolve("archive/" + DEVICE + ".000001.jsonl"));
    }
  }
}
