// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;

/** The classes that the rules are about: what is shipped, as people wrote it. */
final class MainClasses {
  /** Not our tests, nor the module with what they need. */
  static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .withImportOption(location -> !location.contains("needs/"))
          .importPackages("dev.trimunit")
          .that(DescribedPredicate.not(describe("generated", MainClasses::isGenerated)));

  private MainClasses() {}

  static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(MAIN);
  }

  /** The class that its file is named after. */
  static JavaClass topLevel(JavaClass type) {
    return type.getEnclosingClass().map(MainClasses::topLevel).orElse(type);
  }

  private static boolean isGenerated(JavaClass type) {
    return topLevel(type).isAnnotatedWith("io.soabase.recordbuilder.core.RecordBuilderGenerated");
  }
}
