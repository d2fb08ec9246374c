// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.starter;

import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectClasspathResource;
import org.junit.platform.suite.api.Suite;

/**
 * Every feature file of the class path's folder {@code features}. Maven's plug-ins find classes
 * only: without this one a build would be green and empty.
 */
@Suite
@IncludeEngines("trimunit")
@SelectClasspathResource("features")
final class SpecsIT {}
