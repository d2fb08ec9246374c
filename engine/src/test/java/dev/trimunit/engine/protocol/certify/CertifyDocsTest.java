// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.protocol.certify;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the planner has the numbers that the planner computes with. */
final class CertifyDocsTest {
  private static final Pattern CONSTANT =
      Pattern.compile("(?m)^\\| `(\\w+\\.[A-Z_]+)` \\| ([^|]+) \\|");
  private static final int ADS = 0;
  private static final int CLOUD = 1;
  private static final double ERROR = 0.01;
  private static final Constants STANDARD = Constants.standard(ERROR);

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/certify.md"));
  }

  /** Does not show the whole page when something is missing. */
  private static void pageHas(String text) throws IOException {
    assertThat(page().contains(text)).as("The page has to have:%n%s", text).isTrue();
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** A usage that needs the cloud, and fails once by chance; told as the rows of the page. */
  private static final class Example {
    private final List<String> rows = new ArrayList<>();
    private final int failsByChance;
    private final Certify planner;
    private Instant now = Instant.parse("2026-01-12T08:00:00Z");
    private String trial = "";

    Example(int failsByChance) {
      this.failsByChance = failsByChance;
      Problem problem =
          new Problem(
              new double[][] {{0.1}, {0.7}},
              new double[] {0.1, 0.7},
              List.of(List.of(0)),
              new int[] {0},
              new int[] {0},
              new Instant[] {Instant.MIN});
      planner = new Certify(problem, STANDARD, this::answer);
    }

    Result run() {
      Result result = planner.settle();
      close();
      return result;
    }

    private Answer answer(Ask ask) {
      close();
      int number = rows.size() + 1;
      boolean fails = ask.blocked().get(CLOUD) || number == failsByChance;
      trial = format("| %d | %s | %s |", number, names(ask.blocked()), fails ? "failed" : "passed");
      Instant start = now;
      now = start.plus(Duration.ofMinutes(5));
      BitSet none = new BitSet();
      List<Mark> marks = List.of(fails ? Mark.PENDING : Mark.PASSED);
      return AnswerBuilder.stagedBuilder()
          .number(number)
          .start(start)
          .end(now)
          .marks(marks)
          .leaked(none)
          .untried(none)
          .idle(none)
          .exposed(none)
          .newcomers(List.of())
          .build();
    }

    private static String names(BitSet blocked) {
      return blocked.isEmpty()
          ? "nothing"
          : blocked.stream().mapToObj(i -> i == ADS ? "ads" : "cloud").collect(joining(", "));
    }

    /** Adds what the planner believes after a trial, if failures that wait will count. */
    private void close() {
      if (!trial.isEmpty()) {
        rows.add(trial + required(ADS) + required(CLOUD) + list());
      }
    }

    private String required(int number) {
      Candidate candidate = planner.candidates().get(number);
      int slot = planner.window().slots().indexOf(candidate);
      return switch (candidate.standing(0)) {
        case FINE -> format(" fine, %.4f |", candidate.error(0));
        case REQUIRED -> format(" required, %.4f |", 1 - candidate.error(0));
        case OPEN -> slot < 0 ? " |" : format(" %.4f |", view().required(slot));
        case INTERMITTENT, ALTERNATIVE -> throw new IllegalStateException(candidate.toString());
      };
    }

    private String list() {
      return planner.window().listed().isEmpty()
          ? " | |"
          : format(
              " %.4f | %.4f |", view().broken(), planner.hidden(0, planner.candidates().get(ADS)));
    }

    private Belief view() {
      return planner.window().views(planner.trialLog().waiting().trials()).get(0);
    }
  }

  @Test
  void each_class_stands_in_the_table_of_classes() throws IOException {
    String page = page();
    String table = page.substring(page.indexOf("| formula or step | class |"));
    String rows = table.substring(0, table.indexOf("\n\n"));
    List<String> named =
        Pattern.compile("`([A-Z]\\w+)`").matcher(rows).results().map(r -> r.group(1)).toList();
    Path folder = Path.of("src/main/java/dev/trimunit/engine/protocol/certify");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(named)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString().replace(".java", ""))
                  .filter(name -> !name.equals("package-info"))
                  .toList());
    }
  }

  @Test
  void the_example_is_what_the_planner_does() throws IOException {
    Example example = new Example(5);
    Result result = example.run();

    Example lucky = new Example(0);
    lucky.run();

    pageHas(String.join("\n", example.rows));
    assertThat(lucky.rows).as("without the failure by chance").hasSize(8);
    assertThat(result.verified()).isTrue();
    assertThat(result.settled())
        .extracting(Result.Settled::standing)
        .containsExactly(Standing.FINE, Standing.REQUIRED);
    double ads = result.settled().get(ADS).error();
    double cloud = result.settled().get(CLOUD).error();
    pageHas(format("error bounds are %.4f (ads) and %.4f (cloud)", ads, cloud));
  }

  @Test
  void the_first_choice_is_the_best_of_all_sets() throws IOException {
    Belief belief = new Belief();
    belief.add();
    belief.add();
    belief.hear(0, 0.7);
    belief.hear(1, 0.1);
    Noise noise = new Noise(STANDARD);
    List<String> names = List.of("cloud", "ads", "both");
    List<String> rows = new ArrayList<>();
    double most = 0;
    for (int blocked = 1; blocked <= 3; blocked++) {
      double told = ChoiceTest.information(belief, blocked, false, noise, STANDARD.hidden());
      double proof = blocked == 3 ? 0 : 0.1 * belief.required(blocked - 1);
      double score = (told + proof) * (1 - 0.001 * Integer.bitCount(blocked));
      most = Math.max(most, score);
      rows.add(format("| %s | %.4f | %.4f | %.4f |", names.get(blocked - 1), told, proof, score));
    }
    Choice choice =
        new Choice(noise, STANDARD.hidden(), (blocked, usage) -> Integer.bitCount(blocked) == 1);
    Choice.Best best = choice.of(List.of(belief), List.of(List.of(0)), false);

    pageHas(String.join("\n", rows));
    assertThat(best).isNotNull();
    assertThat(best.blocked()).as("the cloud alone").isEqualTo(1);
    assertThat(best.score()).isCloseTo(most, within(1e-12));
  }

  @Test
  void what_one_usage_tells_the_other_is_as_the_page_says() throws IOException {
    double prior = 0.7 * (0.8 + 0.1 / 0.75);
    Candidate cloud = new Candidate(0, 0.7, new double[] {prior, prior});
    Noise noise = new Noise(STANDARD);
    Evidence first = new Evidence();
    Evidence second = new Evidence();
    first.both(Belief::add);
    second.both(Belief::add);
    Coupling coupling = new Coupling(List.of(cloud), 2);
    double before = coupling.couple(List.of(first, second)).get(1).required(0);
    first.learn(1, false, false, noise, STANDARD.hidden());
    List<Belief> after = coupling.couple(List.of(first, second));

    pageHas(
        format(
            "from %.4f to %.4f, and for the other to %.4f",
            before, after.get(0).required(0), after.get(1).required(0)));
  }

  @Test
  void a_usage_that_fails_by_itself_is_as_the_page_says() throws IOException {
    for (int failed : new int[] {0, 4}) {
      Flakiness flakiness = new Flakiness(failed, 10);
      assertThat(flakiness.isHigh()).isEqualTo(failed == 4);
      double two = flakiness.notNeeded(2, 0);
      double six = flakiness.notNeeded(6, 0);
      pageHas(
          format(
              "| %d | %.3f | %.4f | %.4f | %.2f |",
              failed, flakiness.mean(), two, six, flakiness.most()));
    }
  }

  @Test
  void what_is_assumed_and_demanded_is_on_the_page() throws Exception {
    Constants deep = Constants.deep(ERROR);
    for (RecordComponent constant : Constants.class.getRecordComponents()) {
      String row =
          format(
              "| `%s` | %s | %s | ",
              constant.getName(),
              told(constant.getAccessor().invoke(STANDARD)),
              told(constant.getAccessor().invoke(deep)));
      pageHas(row);
    }
  }

  @Test
  void every_other_figure_of_the_planner_is_on_the_page() throws Exception {
    Map<String, String> onPage = new TreeMap<>();
    CONSTANT.matcher(page()).results().forEach(row -> onPage.put(row.group(1), row.group(2)));

    assertThat(onPage).isEqualTo(figures());
  }

  /** The numbers that classes of the planner have a name for, without those of the limits' page. */
  private static Map<String, String> figures() throws Exception {
    Map<String, String> figures = new TreeMap<>();
    Path classes =
        Path.of(Belief.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = classes.resolve(Belief.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".class")).toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName(Belief.class.getPackageName() + "." + name);
        for (Field field : type.getDeclaredFields()) {
          if (isFigure(field)) {
            field.setAccessible(true);
            figures.put(name + "." + field.getName(), told(field.get(null)));
          }
        }
      }
    }
    return figures;
  }

  private static boolean isFigure(Field field) {
    return Modifier.isStatic(field.getModifiers())
        && List.of(double.class, int.class, double[].class).contains(field.getType())
        && (!field.getName().startsWith("MOST_") || field.getType() == double.class)
        && !List.of("IMPOSSIBLE", "USUALLY").contains(field.getName());
  }

  private static String told(Object value) {
    if (value instanceof Duration duration) {
      return duration.toMinutes() + " min";
    }
    if (value instanceof double[] many) {
      return Arrays.stream(many).mapToObj(CertifyDocsTest::told).collect(joining(", "));
    }
    if (value instanceof Boolean yes) {
      return yes ? "yes" : "no";
    }
    return value instanceof Double number && number == Math.rint(number)
        ? String.valueOf(number.intValue())
        : String.valueOf(value);
  }
}
