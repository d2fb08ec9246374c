// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static dev.trimunit.architecture.MainClasses.MAIN;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where each outside library may be imported. There is no ignore list here, either. */
@Tag("slow")
final class LibraryPlacesTest {
  /** A library and the only packages that may import it; exact names, sub-packages not included. */
  private record Library(String name, List<String> types, List<String> places) {
    @Override
    public String toString() {
      return name + " in " + String.join(", ", places);
    }
  }

  static Stream<Library> librariesWithAPlace() {
    return Stream.of(
        new Library(
            "Cucumber",
            List.of("io.cucumber.."),
            List.of(
                "dev.trimunit.engine.gherkin", "dev.trimunit.steps", "dev.trimunit.steps.german")),
        new Library(
            "cucumber-java",
            List.of("io.cucumber.java.."),
            List.of("dev.trimunit.steps", "dev.trimunit.steps.german")),
        new Library(
            "JUnit Platform",
            List.of("org.junit.platform.."),
            List.of(
                "dev.trimunit.engine",
                "dev.trimunit.reports",
                "dev.trimunit.command",
                "dev.trimunit.starter")),
        new Library("opentest4j", List.of("org.opentest4j.."), List.of("dev.trimunit.engine")),
        new Library(
            "Allure",
            List.of("io.qameta.allure.."),
            List.of("dev.trimunit.reports", "dev.trimunit.reports.allure", "dev.trimunit.allure")),
        new Library(
            "Jackson",
            List.of("com.fasterxml.jackson.."),
            List.of(
                "dev.trimunit.engine.journal",
                "dev.trimunit.devices.files",
                "dev.trimunit.devices.json",
                "dev.trimunit.reports")),
        new Library(
            "record-builder", List.of("io.soabase.."), List.of("dev.trimunit.engine.model")),
        new Library("Guava", List.of("com.google.common.."), List.of("dev.trimunit.devices.party")),
        new Library("dnsjava", List.of("org.xbill.DNS.."), List.of("dev.trimunit.devices.gateway")),
        new Library(
            "pcap4j", List.of("org.pcap4j.."), List.of("dev.trimunit.devices.capture.file")),
        new Library(
            "Appium and Selenium",
            List.of("io.appium..", "org.openqa.selenium.."),
            List.of("dev.trimunit.devices.app")),
        new Library(
            "HiveMQ's MQTT client",
            List.of("com.hivemq.."),
            List.of("dev.trimunit.devices.power.mqtt")),
        new Library("SNMP4J", List.of("org.snmp4j.."), List.of("dev.trimunit.devices.power.snmp")),
        new Library(
            "picocli",
            List.of("picocli.."),
            List.of("dev.trimunit.devices", "dev.trimunit.reports", "dev.trimunit.command")));
  }

  @ParameterizedTest
  @MethodSource("librariesWithAPlace")
  void a_library_is_imported_in_its_place_only(Library library) {
    assertThat(packagesThatImport(library.types()))
        .as("a library that one package knows can be replaced: " + library)
        .isSubsetOf(library.places());
  }

  private static Set<String> packagesThatImport(List<String> types) {
    DescribedPredicate<JavaClass> library = resideInAnyPackage(types.toArray(String[]::new));
    return MAIN.stream()
        .filter(
            user ->
                user.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .anyMatch(library))
        .map(JavaClass::getPackageName)
        .collect(toCollection(TreeSet::new));
  }
}
