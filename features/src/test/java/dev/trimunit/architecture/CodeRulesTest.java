// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.trimunit.architecture.MainClasses.MAIN;
import static dev.trimunit.architecture.MainClasses.check;
import static dev.trimunit.architecture.MainClasses.topLevel;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds for the code in every room. There is no ignore list here, either. */
@Tag("slow")
final class CodeRulesTest {
  private static final int MOST_IN_A_KNOT = 3;

  /** Components of a record that others may make by their order. */
  private static final int MOST_BY_ORDER = 7;

  @Test
  void no_knot_has_more_than_three_classes() {
    Map<JavaClass, Set<JavaClass>> uses = usesInThePackage();
    Map<JavaClass, Set<JavaClass>> reached = new HashMap<>();
    uses.keySet().forEach(type -> reached.put(type, reachedFrom(type, uses)));
    Set<Set<String>> knots = new HashSet<>();
    reached.forEach(
        (type, others) ->
            knots.add(
                others.stream()
                    .filter(other -> reached.get(other).contains(type))
                    .map(JavaClass::getName)
                    .collect(toCollection(TreeSet::new))));
    assertThat(knots)
        .as("classes that all know each other can only be read together")
        .allSatisfy(knot -> assertThat(knot).hasSizeLessThanOrEqualTo(MOST_IN_A_KNOT));
  }

  private static Map<JavaClass, Set<JavaClass>> usesInThePackage() {
    Map<JavaClass, Set<JavaClass>> uses = new HashMap<>();
    for (JavaClass type : MAIN) {
      Set<JavaClass> used = uses.computeIfAbsent(topLevel(type), key -> new HashSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> topLevel(dependency.getTargetClass()))
          .filter(other -> other.getPackageName().equals(type.getPackageName()))
          .filter(other -> MAIN.contain(other.getName()))
          .forEach(used::add);
    }
    return uses;
  }

  /** What a class uses, what that uses, and so on. */
  private static Set<JavaClass> reachedFrom(JavaClass start, Map<JavaClass, Set<JavaClass>> uses) {
    Set<JavaClass> reached = new HashSet<>();
    Deque<JavaClass> open = new ArrayDeque<>(uses.get(start));
    while (!open.isEmpty()) {
      JavaClass next = open.pop();
      if (reached.add(next)) {
        open.addAll(uses.get(next));
      }
    }
    return reached;
  }

  @Test
  void values_of_many_components_are_built_by_name() {
    Set<String> byOrder =
        MAIN.stream()
            .flatMap(type -> type.getConstructorCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().isRecord())
            .filter(call -> call.getTarget().getRawParameterTypes().size() > MOST_BY_ORDER)
            .filter(
                call -> !topLevel(call.getOriginOwner()).equals(topLevel(call.getTargetOwner())))
            .map(JavaAccess::getDescription)
            .collect(toCollection(TreeSet::new));
    assertThat(byOrder)
        .as("nobody can tell so many values apart by their order: mark the record @BuiltByName")
        .isEmpty();
  }

  @Test
  void time_and_randomness_come_through_constructors() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.trimunit.devices.linux..",
                "dev.trimunit.devices.emulated..",
                "dev.trimunit.devices.physical..",
                "dev.trimunit.devices.power..",
                "dev.trimunit.devices.app..")
            .should(accessTargetWhere(readsTheClockOrRollsDice()))
            .because(
                "only what touches a real lab may wait or guess; all else must be replayable"));
  }

  @Test
  void only_who_runs_something_prints() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "dev.trimunit.engine", "dev.trimunit.reports", "dev.trimunit.command")
            .and(describe("are no programs", type -> !isProgram(topLevel(type))))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because(
                "what a room has to say goes to whoever asked it, who knows where it is read"));
  }

  private static boolean isProgram(JavaClass type) {
    return type.tryGetMethod("main", String[].class).isPresent();
  }

  @Test
  void every_package_is_null_marked() {
    check(
        classes()
            .should(resideInANullMarkedPackage())
            .because("the compiler checks nullness only where a package-info asks for it"));
  }

  private static DescribedPredicate<JavaAccess<?>> readsTheClockOrRollsDice() {
    return describe(
        "reads the clock, sleeps or is unseeded random",
        access -> {
          JavaClass owner = access.getTargetOwner();
          String name = access.getName();
          return owner.isEquivalentTo(Thread.class) && name.equals("sleep")
              || owner.isEquivalentTo(System.class)
                  && (name.equals("currentTimeMillis") || name.equals("nanoTime"))
              || owner.isEquivalentTo(Math.class) && name.equals("random")
              || owner.isEquivalentTo(ThreadLocalRandom.class) && name.equals("current")
              || owner.getPackageName().equals("java.time") && isCallWithoutArguments(access, "now")
              || owner.isEquivalentTo(Random.class) && isCallWithoutArguments(access, "<init>");
        });
  }

  private static boolean isCallWithoutArguments(JavaAccess<?> access, String name) {
    return access.getName().equals(name) && access.getTarget().getFullName().endsWith(name + "()");
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package marked @NullMarked") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked =
            item.getPackage()
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
        events.add(
            new SimpleConditionEvent(
                item, marked, item.getFullName() + " needs a @NullMarked package-info.java"));
      }
    };
  }
}
