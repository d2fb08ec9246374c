// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.ages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The lab's time, for several processes: a file that says by how many seconds it is ahead of the
 * machine's, as libfaketime reads it, and another one that says since when. Who skips time holds
 * its turn, so that nobody else does.
 */
public final class SharedTime {
  private static final int NANO_DIGITS = 9;
  private final Path ahead;
  private final Path skips;
  private final InstantSource machine;
  private final TreeMap<Instant, Duration> known = new TreeMap<>();
  private int read;
  private Consumer<Instant> hears = then -> {};

  private SharedTime(Path folder, InstantSource machine) {
    this.ahead = folder.resolve("ahead");
    this.skips = folder.resolve("skips");
    this.machine = machine;
  }

  /** One that somebody began. */
  public static SharedTime in(Path folder, InstantSource machine) {
    return new SharedTime(folder, machine);
  }

  /** Begins one. */
  public static SharedTime begin(Path folder, Instant start, InstantSource machine) {
    SharedTime time = new SharedTime(folder, machine);
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(time.skips);
      time.write(Duration.between(machine.instant(), start));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return time;
  }

  /** The file that libfaketime reads. */
  public Path file() {
    return ahead;
  }

  /** Now. */
  public Instant now() {
    return machine.instant().plus(ahead());
  }

  /** The machine's time now. */
  Instant machine() {
    return machine.instant();
  }

  private Duration ahead() {
    try {
      return parse(Files.readString(ahead));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells somebody a moment just before time is skipped to it by this process. */
  public void onSkip(Consumer<Instant> hears) {
    this.hears = hears;
  }

  /** Skips time; one that has passed already is not brought back. */
  public void skipTo(Instant then) {
    Duration left = Duration.between(now(), then);
    if (!left.isNegative() && !left.isZero()) {
      hears.accept(then);
      try {
        write(ahead().plus(left));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The lab's time when the machine's clock showed this. */
  public synchronized Instant at(Instant shown) {
    try {
      List<String> lines = Files.readAllLines(skips);
      for (String line : lines.subList(read, lines.size())) {
        String[] words = line.split(" ", -1);
        known.put(Instant.parse(words[0]), parse(words[1]));
      }
      read = lines.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map.Entry<Instant, Duration> since = known.floorEntry(shown);
    return shown.plus((since == null ? known.firstEntry() : since).getValue());
  }

  /** Readers see the old or the new one, never half of it. */
  private void write(Duration by) throws IOException {
    Path next = ahead.resolveSibling("ahead.next");
    Files.writeString(next, text(by) + "\n");
    Files.writeString(
        skips,
        machine.instant() + " " + text(by) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Files.move(next, ahead, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** As libfaketime takes it. */
  static String text(Duration by) {
    BigDecimal seconds =
        BigDecimal.valueOf(by.getSeconds()).add(BigDecimal.valueOf(by.getNano(), NANO_DIGITS));
    return (by.isNegative() ? "" : "+") + seconds.toPlainString();
  }

  private static Duration parse(String text) {
    BigDecimal seconds = new BigDecimal(text.strip());
    return Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValueExact());
  }
}
