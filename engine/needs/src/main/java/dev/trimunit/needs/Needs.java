// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.needs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a test needs of the machine that it runs on, besides Java. Where it is missing the test is
 * skipped, with the reason, and the build's last line counts it. On a build server ({@code CI} is
 * set) the test fails instead: there, a test that skips is no test.
 *
 * <p>What a class needs, each of its tests needs.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Tag("needs")
@ExtendWith(NeedsCondition.class)
public @interface Needs {
  /** Programs of the system, by name. */
  String[] programs() default {};

  /** Whatever else must be there: a privilege, a lab. */
  Class<? extends Need>[] also() default {};
}
