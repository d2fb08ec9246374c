// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.screen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The screen check against ImageMagick's {@code compare} on the same pairs, in one run: {@code mvn
 * -Pbench}. Needs the labelled screenshots ({@code trimunit.shared}) and {@code compare} on the
 * path; says which it lacks.
 *
 * <p>Three times are ours: <em>files</em> reads both pictures, as {@code compare} must;
 * <em>look</em> reads the screenshot only, as a campaign does, which reads a reference once;
 * <em>pixels</em> compares what has been read. Theirs is the whole command, and the command without
 * its <em>start</em>: what it takes for two pictures of one pixel. Each is the best of some rounds,
 * since whatever else the machine does only adds.
 */
@Tag("bench")
final class ScreenBenchmark {
  private static final int ROUNDS = Integer.getInteger("trimunit.bench.rounds", 11);
  private static final List<String> OURS = List.of("files", "look", "pixels");

  /** Milliseconds. */
  private record Row(ScreenPair pair, double command, double start, double[] ours) {
    double ratio(int kind, boolean withStart) {
      return (command - (withStart ? 0 : start)) / ours[kind];
    }

    String csv() {
      StringBuilder csv = new StringBuilder(pair.id());
      csv.append(',').append(pair.crop().map(Region::toString).orElse("whole"));
      csv.append(String.format(Locale.ROOT, ",%.2f,%.2f", command, start));
      for (double time : ours) {
        csv.append(String.format(Locale.ROOT, ",%.2f", time));
      }
      for (boolean withStart : new boolean[] {true, false}) {
        for (int kind = 0; kind < ours.length; kind++) {
          csv.append(String.format(Locale.ROOT, ",%.1f", ratio(kind, withStart)));
        }
      }
      return csv.toString();
    }
  }

  @Test
  void screens_against_imagemagick() throws IOException, InterruptedException {
    main();
  }

  public static void main(String... args) throws IOException, InterruptedException {
    Path out = Path.of(System.getProperty("trimunit.bench.out", "target/bench"));
    List<ScreenPair> pairs = pairs();
    if (pairs.isEmpty() || !hasImageMagick()) {
      return;
    }
    for (int warmUp = 0; warmUp < 2 * ROUNDS; warmUp++) {
      for (ScreenPair pair : pairs) {
        pair.compare();
      }
    }
    Files.createDirectories(out);
    Path dot = Files.write(out.resolve("dot.png"), PngWriter.write(new Picture(1, 1, new int[1])));
    List<Row> rows = new ArrayList<>();
    for (ScreenPair pair : pairs) {
      rows.add(row(pair, dot));
    }
    write(out.resolve("screens.csv"), rows);
    for (boolean withStart : new boolean[] {true, false}) {
      for (int kind = 0; kind < OURS.size(); kind++) {
        print(rows, kind, withStart);
      }
    }
  }

  private static void write(Path file, List<Row> rows) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "pair,crop,compare_ms,start_ms,files_ms,look_ms,pixels_ms,files,look,pixels,"
            + "files_without_start,look_without_start,pixels_without_start");
    rows.forEach(row -> lines.add(row.csv()));
    Files.write(file, lines);
    lines.forEach(System.out::println);
  }

  private static void print(List<Row> rows, int kind, boolean withStart) {
    double[] sorted =
        rows.stream().mapToDouble(row -> row.ratio(kind, withStart)).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "times faster, %s%s: least %.1f, median %.1f, at least 20 in %d of %d%n",
        OURS.get(kind),
        withStart ? "" : " (start left out)",
        sorted[0],
        sorted[sorted.length / 2],
        Arrays.stream(sorted).filter(ratio -> ratio >= 20).count(),
        sorted.length);
  }

  private static Row row(ScreenPair pair, Path dot) throws IOException, InterruptedException {
    Picture reference = Png.read(Files.readAllBytes(pair.reference()));
    Picture screen = Png.read(Files.readAllBytes(pair.screen()));
    double[] best = new double[5];
    Arrays.fill(best, Double.MAX_VALUE);
    for (int round = 0; round < ROUNDS; round++) {
      best[0] = Math.min(best[0], time(() -> imageMagick(pair)));
      best[1] = Math.min(best[1], time(() -> imageMagick(dot.toString(), dot.toString())));
      best[2] = Math.min(best[2], time(pair::compare));
      best[3] = Math.min(best[3], time(() -> look(pair, reference)));
      best[4] =
          Math.min(
              best[4],
              time(() -> ScreenComparator.compare(screen, reference, pair.crop(), List.of())));
    }
    return new Row(pair, best[0], best[1], Arrays.copyOfRange(best, 2, 5));
  }

  private static Comparison look(ScreenPair pair, Picture reference) throws IOException {
    byte[] file = Files.readAllBytes(pair.screen());
    Picture screen = ScreenComparator.readScreen(file, List.of(Region.of(reference)), pair.crop());
    return ScreenComparator.compare(screen, reference, pair.crop(), List.of());
  }

  private static Object imageMagick(ScreenPair pair) throws IOException, InterruptedException {
    String crop = pair.crop().map(region -> "[" + region + "]").orElse("");
    boolean cut = pair.reference().toString().contains("_crop");
    return imageMagick(pair.screen() + crop, pair.reference() + (cut ? "" : crop));
  }

  private static Object imageMagick(String first, String second)
      throws IOException, InterruptedException {
    return run("compare", "-metric", "MAE", first, second, "null:");
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor();
  }

  private interface Work {
    Object run() throws IOException, InterruptedException;
  }

  private static double time(Work work) throws IOException, InterruptedException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static boolean hasImageMagick() throws InterruptedException {
    try {
      return run("compare", "-version") == 0;
    } catch (IOException e) {
      System.out.println(
          "Skipped: ImageMagick's compare is not installed (" + e.getMessage() + ")");
      return false;
    }
  }

  private static List<ScreenPair> pairs() throws IOException {
    Optional<Path> missing = ScreenPair.missing();
    if (missing.isPresent()) {
      System.out.println(
          "Skipped: no labelled screenshots at " + missing.get() + ": set trimunit.shared");
      return List.of();
    }
    return ScreenPair.readAll();
  }
}
