// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Field;
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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of limits has each bound of the code, with the code's figure. */
@Tag("slow")
final class LimitsDocsTest {
  private static final String OURS = "dev.trimunit.";
  private static final Pattern CONSTANT = Pattern.compile("`([a-z.]+\\.[A-Z][\\w.]*\\.[A-Z_]+)`");

  /** A constant that is called so is a bound: who adds one adds a line to the page. */
  private static final Pattern BOUND =
      Pattern.compile("(MOST|MAX|LONGEST|LARGEST|PATIENCE|DEADLINE|LATEST|LIMIT)(_\\w+)?");

  private static final Set<String> COUNTED = Set.of("int", "long", Duration.class.getName());
  private static final Map<String, Object> BOUNDS = new TreeMap<>();

  private record Row(String howMuch, String constant) {}

  @BeforeAll
  static void readTheCode() throws ReflectiveOperationException {
    for (JavaField field : fields()) {
      Field found =
          Class.forName(field.getOwner().getName(), false, LimitsDocsTest.class.getClassLoader())
              .getDeclaredField(field.getName());
      found.setAccessible(true);
      String name = field.getOwner().getName().substring(OURS.length()).replace('$', '.');
      BOUNDS.put(name + "." + field.getName(), found.get(null));
    }
  }

  private static List<JavaField> fields() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.trimunit")
            .stream()
            .flatMap(type -> type.getFields().stream())
            .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> BOUND.matcher(field.getName()).matches())
            .filter(field -> COUNTED.contains(field.getRawType().getName()))
            .filter(field -> !field.getOwner().getName().startsWith(OURS + "features."))
            .toList();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/limits.md"));
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : page().lines().filter(line -> line.startsWith("| ")).toList()) {
      String[] cells = line.split("\\|");
      CONSTANT
          .matcher(cells[cells.length - 1])
          .results()
          .forEach(constant -> rows.add(new Row(cells[2].strip(), constant.group(1))));
    }
    return rows;
  }

  @Test
  void every_bound_of_the_code_is_on_the_page_and_every_one_there_is_in_the_code()
      throws IOException {
    Set<String> told =
        CONSTANT
            .matcher(page())
            .results()
            .map((MatchResult constant) -> constant.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(without(BOUNDS.keySet(), told)).as("in the code, not on the page").isEmpty();
    assertThat(without(told, BOUNDS.keySet())).as("on the page, not in the code").isEmpty();
  }

  private static Set<String> without(Set<String> some, Set<String> others) {
    Set<String> left = new TreeSet<>(some);
    left.removeAll(others);
    return left;
  }

  @Test
  void each_figure_is_the_codes() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Row row : rows()) {
      Object value = BOUNDS.get(row.constant());
      if (!spellings(row.constant(), value).contains(row.howMuch())) {
        wrong.add("%s is %s, and the page says %s".formatted(row.constant(), value, row.howMuch()));
      }
    }
    assertThat(rows()).hasSizeGreaterThan(90);
    assertThat(wrong).isEmpty();
  }

  private static Set<String> spellings(String constant, Object value) {
    if (value instanceof Duration time) {
      return Set.of(time.toMinutes() + " min", time.toSeconds() + " s", time.toHours() + " h");
    }
    long number = value instanceof Number some ? some.longValue() : -1;
    String plain = String.format(Locale.ROOT, "%,d", number);
    if (constant.endsWith("_SECONDS")) {
      return Set.of(plain + " s");
    }
    if (constant.endsWith("_MILLIS")) {
      return Set.of(plain + " ms");
    }
    Set<String> spellings = new TreeSet<>(Set.of(plain));
    if (number > 0 && number % (1 << 20) == 0) {
      spellings.add(String.format(Locale.ROOT, "%,d MiB", number >> 20));
    } else if (number > 0 && number % (1 << 10) == 0) {
      spellings.add((number >> 10) + " KiB");
    }
    return spellings;
  }
}
