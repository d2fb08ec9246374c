// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features;

import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectClasspathResource;
import org.junit.platform.suite.api.Suite;

/** Every feature file. Failsafe finds classes only: without this one a build would be green and empty. */
@Suite
@IncludeEngines("trimunit")
@SelectClasspathResource("features")
final class SpecsIT {}
