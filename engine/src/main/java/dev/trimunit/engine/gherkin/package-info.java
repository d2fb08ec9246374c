// SPDX-License-Identifier: Apache-2.0
/**
 * Feature text to specs with file and line, and specs to steps that run in a trial.
 *
 * <p>{@link dev.trimunit.engine.gherkin.SpecReader} parses each file once; {@link
 * dev.trimunit.engine.gherkin.SpecScript} expands functionalities into trials and runs them on Cucumber's
 * runtime, which only {@code CucumberSteps} knows.
 */
@NullMarked
package dev.trimunit.engine.gherkin;

import org.jspecify.annotations.NullMarked;
