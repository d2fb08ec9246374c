// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.files.LabFiles;
import dev.trimunit.devices.linux.NftFirewall;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process beside a run on a bench. When the run is gone without a word, or says nothing for a
 * minute, it removes the rules, gives each device that the run had switched its power back, and
 * switches the Wi-Fi of phones on; then it ends. As long as it lives nobody else may use the bench:
 * a second run would cut what this one restores.
 */
final class KeeperMain {
  static final String READY = "ready";
  static final String BEGINS = "begins ";
  static final String ENDS = "ends ";
  static final String BEAT = "beat";
  static final String OVER = "over";

  /** A run that is stopped, or that somebody debugs, says nothing for this long. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String GONE = "gone";

  private final Duration patience;
  private final Set<String> used = new TreeSet<>();
  private final Set<String> underWay = new TreeSet<>();

  private KeeperMain(Duration patience) {
    this.patience = patience;
  }

  /**
   * Says that it is ready, or why not, and listens.
   *
   * @param arguments the bench file, and how long the run may say nothing
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    BenchFile file;
    try {
      file = file(Path.of(arguments[0]));
    } catch (LabException e) {
      System.out.println("The keeper of the bench does not start: " + oneLine(e));
      return;
    }
    try (FileChannel lock = BenchLock.of(file.network().lan())) {
      System.out.println(READY);
      KeeperMain keeper = new KeeperMain(Duration.parse(arguments[1]));
      if (!keeper.isOver(words())) {
        keeper.restore(file);
      }
    } catch (LabFault e) {
      System.out.println(oneLine(e));
    }
  }

  private static BenchFile file(Path path) throws IOException {
    return new BenchReading(LabFiles.at(path), path.toString(), "", BenchFiles::secrets).file();
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
  }

  private static BlockingQueue<String> words() {
    BlockingQueue<String> words = new LinkedBlockingQueue<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                lines.lines().forEach(words::add);
              } catch (IOException | RuntimeException e) {
                say("what the run says cannot be read: " + e);
              }
              words.add(GONE);
            },
            "words-of-the-run");
    reader.setDaemon(true);
    reader.start();
    return words;
  }

  /** Listens; false if the run ended without leaving the bench as it was found. */
  private boolean isOver(BlockingQueue<String> words) throws InterruptedException {
    while (true) {
      String word = words.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (word == null) {
        say("the run has said nothing for " + patience.toSeconds() + " s");
        return false;
      }
      if (word.equals(OVER)) {
        return true;
      }
      if (word.equals(GONE)) {
        say("the run is gone");
        return false;
      }
      if (word.startsWith(BEGINS)) {
        used.add(word.substring(BEGINS.length()));
        underWay.add(word.substring(BEGINS.length()));
      } else if (word.startsWith(ENDS)) {
        underWay.remove(word.substring(ENDS.length()));
      }
    }
  }

  private void restore(BenchFile file) {
    free();
    CompletableFuture.allOf(
            used.stream()
                .map(
                    id -> CompletableFuture.runAsync(() -> restore(file, id), KeeperMain::inThread))
                .toArray(CompletableFuture[]::new))
        .join();
    free(); // also what a gateway that was just starting had put there
    say("the bench is free");
  }

  private static void inThread(Runnable work) {
    new Thread(work, "restore").start();
  }

  private static void free() {
    try {
      NftFirewall.remove(List.of("nft"));
    } catch (LabFault e) {
      say(String.valueOf(e.getMessage()));
    }
  }

  private void restore(BenchFile file, String id) {
    if (id.startsWith(AppiumWifi.OF)) {
      AppiumWifi.of(file, id.substring(AppiumWifi.OF.length()))
          .ifPresent(radio -> restore(id, radio, Restoring.Words.WIFI));
    } else if (file.devices().containsKey(id)) {
      file.devices()
          .get(id)
          .outlet()
          .ifPresent(outlet -> restore(id, outlet, Restoring.Words.POWER));
    }
  }

  private void restore(String id, Outlet outlet, Restoring.Words words) {
    if (outlet.asksAPerson()) {
      say(id + " is switched by hand: look whether it is on");
      return;
    }
    new Restoring(outlet, words, text -> say(id + ": " + text)).restore(underWay.contains(id));
    outlet.close();
  }

  private static void say(String text) {
    System.err.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
  }
}
