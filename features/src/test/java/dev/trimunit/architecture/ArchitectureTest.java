// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.architecture;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.trimunit.architecture.MainClasses.MAIN;
import static dev.trimunit.architecture.MainClasses.check;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms of the code base as rules. There is no ignore list: change the code, or the rule. */
@Tag("slow")
final class ArchitectureTest {

  /** Raise it as the code grows: a rule that scanned nothing is always green. */
  private static final int AT_LEAST_SCANNED = 650;

  /** Top-level public types by module. */
  private static final Map<String, Long> PUBLIC_TYPES =
      Map.of(
          "engine", 175L,
          "steps", 24L,
          "devices", 166L,
          "reports", 64L,
          "command", 1L,
          "allure", 1L);

  /** Whoever opens a room should see at a glance what is in it. */
  private static final int MOST_IN_A_PACKAGE = 45;

  private static final String JDK = "java..";
  private static final String NULLNESS = "org.jspecify.annotations..";

  /** As those of nullness, annotations that only the compiler reads. */
  private static final String BUILDERS = "io.soabase.recordbuilder.core";

  private static final List<String> MODULES = List.of("engine", "steps", "devices", "reports");
  private static final List<String> LABS = List.of("simulated", "emulated", "physical");

  @Test
  void the_rules_see_the_code() {
    assertThat(MAIN).hasSizeGreaterThanOrEqualTo(AT_LEAST_SCANNED);
  }

  @Test
  void what_is_public_is_public_on_purpose() {
    Map<String, Long> found =
        MAIN.stream()
            .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(PUBLIC))
            .collect(groupingBy(type -> module(type.getPackageName()), TreeMap::new, counting()));
    assertThat(found)
        .as("public is opt-in: whoever changes a number says why in the commit")
        .isEqualTo(PUBLIC_TYPES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine", "steps", "devices", "reports"})
  void modules_depend_on_the_engine_only(String module) {
    String[] others =
        MODULES.stream()
            .filter(other -> !other.equals(module) && !other.equals("engine"))
            .map(other -> "dev.trimunit." + other + "..")
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.trimunit." + module + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others)
            .because("the engine is the only room that all the others share"));
  }

  @Test
  void nobody_depends_on_the_command_line() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.trimunit.command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.trimunit.command..")
            .because(
                "the command line is one more way in, as Maven is: it puts all modules together,"
                    + " and each of them works without it"));
  }

  @Test
  void the_model_depends_on_nothing() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.trimunit.engine.model")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.trimunit.engine.model", JDK, NULLNESS, BUILDERS)
            .because("the nouns outlive every tool that produces or prints them"));
  }

  @Test
  void the_ports_of_a_lab_depend_on_the_model_only() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.trimunit.engine.lab")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.trimunit.engine.lab", "dev.trimunit.engine.model", JDK, NULLNESS)
            .because("whoever writes a lab reads the ports and the model, and nothing else"));
  }

  @Test
  void packages_have_no_cycles() {
    check(
        slices()
            .matching("dev.trimunit.(**)")
            .should()
            .beFreeOfCycles()
            .because("someone who follows a destination should pass each room once"));
  }

  @Test
  void the_page_names_every_package_and_no_other() throws IOException {
    Set<String> named =
        Files.readString(Path.of("..", "docs", "architecture.md"))
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .filter(name -> name.matches("[a-z.]+"))
            .collect(toCollection(TreeSet::new));
    Set<String> found =
        new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages("dev.trimunit")
                .stream()
                .map(type -> type.getPackageName().substring("dev.trimunit.".length()))
                .collect(toCollection(TreeSet::new));
    assertThat(named)
        .as("a stranger finds a room by the table of docs/architecture.md")
        .isEqualTo(found);
  }

  @Test
  void the_two_walks_pass_classes_that_are_there() throws IOException {
    Pattern hop = Pattern.compile("\\| [^|`]+(?:`[^|`]+`[^|`]+)* \\| `(\\w+)` \\| `([a-z.]+)` \\|");
    List<String> passed =
        Files.readString(Path.of("..", "docs", "architecture.md"))
            .lines()
            .map(hop::matcher)
            .filter(Matcher::matches)
            .map(row -> "dev.trimunit." + row.group(2) + "." + row.group(1))
            .toList();
    assertThat(passed).hasSizeGreaterThan(20).allMatch(MAIN::contain);
  }

  @Test
  void packages_are_small_enough_to_be_known() {
    Map<String, Long> sizes =
        MAIN.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getPackageName, TreeMap::new, counting()));
    assertThat(sizes)
        .as("whoever looks for a class reads the names of its neighbours")
        .allSatisfy(
            (name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_IN_A_PACKAGE));
  }

  /**
   * Inside the engine, each layer uses the ones before it only: a trial does not know the campaign
   * that it is part of, nor a protocol the disk.
   */
  @Test
  void the_rooms_of_the_engine_are_layers() {
    checkLayers(
        "engine",
        List.of(
            "model",
            "lab",
            "sharing",
            "trial",
            "protocol",
            "journal",
            "listener",
            "campaign",
            "replay",
            "plan"));
  }

  /** What reads packets or answers names knows nothing of files, and neither of them of a lab. */
  @Test
  void the_rooms_of_the_labs_are_layers() {
    List<String> shared =
        List.of("json", "party", "gateway", "app", "capture", "files", "linux", "power");
    for (String lab : LABS) {
      checkLayers("devices", Stream.concat(shared.stream(), Stream.of(lab)).toList());
    }
  }

  @Test
  void a_lab_knows_no_other_lab() {
    for (String lab : LABS) {
      check(
          noClasses()
              .that()
              .resideInAPackage("dev.trimunit.devices." + lab + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  LABS.stream()
                      .filter(other -> !other.equals(lab))
                      .map(other -> "dev.trimunit.devices." + other + "..")
                      .toArray(String[]::new))
              .because("what two labs need has a room of its own"));
    }
  }

  private static void checkLayers(String module, List<String> upwards) {
    for (int i = 0; i < upwards.size() - 1; i++) {
      check(
          noClasses()
              .that()
              .resideInAPackage("dev.trimunit." + module + "." + upwards.get(i) + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(
                  upwards.subList(i + 1, upwards.size()).stream()
                      .map(name -> "dev.trimunit." + module + "." + name + "..")
                      .toArray(String[]::new))
              .because("whoever reads a layer needs to have read those below it only"));
    }
  }

  @Test
  void no_package_is_a_drawer() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage(
                "..util..",
                "..common..",
                "..helper..",
                "..impl..",
                "..internal..",
                "..exception..",
                "..config..")
            .because("a helper lives beside its one user, or is a method on the type it serves"));
  }

  private static String module(String packageName) {
    return packageName.split("\\.")[2];
  }
}
