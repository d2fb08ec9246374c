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
 * <em>pixels</em> compares what has been read.
 */
@Tag("bench")
final class ScreenBenchmark {
  private static final int ROUNDS = Integer.getInteger("trimunit.bench.rounds", 7);

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
    for (int warmUp = 0; warmUp < ROUNDS; warmUp++) {
      for (ScreenPair pair : pairs) {
        pair.compare();
      }
    }
    List<String> rows =
        new ArrayList<>(
            List.of(
                "pair,crop,compare_ms,files_ms,look_ms,pixels_ms,ratio_files,ratio_look,ratio_pixels"));
    List<double[]> ratios = new ArrayList<>();
    for (ScreenPair pair : pairs) {
      double[] times = times(pair);
      double[] ratio = {times[0] / times[1], times[0] / times[2], times[0] / times[3]};
      ratios.add(ratio);
      rows.add(row(pair, times, ratio));
    }
    Files.createDirectories(out);
    Files.write(out.resolve("screens.csv"), rows);
    rows.forEach(System.out::println);
    for (int kind = 0; kind < 3; kind++) {
      int index = kind;
      double[] sorted = ratios.stream().mapToDouble(ratio -> ratio[index]).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "times faster, %s: least %.1f, median %.1f%n",
          List.of("files", "look", "pixels").get(kind),
          sorted[0],
          sorted[sorted.length / 2]);
    }
  }

  private static String row(ScreenPair pair, double[] times, double[] ratio) {
    String crop = pair.crop().map(Region::toString).orElse("whole");
    return String.format(
        Locale.ROOT,
        "%s,%s,%.2f,%.2f,%.2f,%.2f,%.1f,%.1f,%.1f",
        pair.id(),
        crop,
        times[0],
        times[1],
        times[2],
        times[3],
        ratio[0],
        ratio[1],
        ratio[2]);
  }

  private static double[] times(ScreenPair pair) throws IOException, InterruptedException {
    Picture reference = Png.read(Files.readAllBytes(pair.reference()));
    Picture screen = Png.read(Files.readAllBytes(pair.screen()));
    double[][] samples = new double[4][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      samples[0][round] = time(() -> imageMagick(pair));
      samples[1][round] = time(pair::compare);
      samples[2][round] = time(() -> look(pair, reference));
      samples[3][round] =
          time(() -> ScreenComparator.compare(screen, reference, pair.crop(), List.of()));
    }
    return Arrays.stream(samples).mapToDouble(ScreenBenchmark::median).toArray();
  }

  private static Comparison look(ScreenPair pair, Picture reference) throws IOException {
    byte[] file = Files.readAllBytes(pair.screen());
    Picture screen = ScreenComparator.readScreen(file, List.of(Region.of(reference)), pair.crop());
    return ScreenComparator.compare(screen, reference, pair.crop(), List.of());
  }

  private static Object imageMagick(ScreenPair pair) throws IOException, InterruptedException {
    String crop = pair.crop().map(region -> "[" + region + "]").orElse("");
    boolean cut = pair.reference().toString().contains("_crop");
    return run(
        "compare",
        "-metric",
        "MAE",
        pair.screen() + crop,
        pair.reference() + (cut ? "" : crop),
        "null:");
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

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
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
