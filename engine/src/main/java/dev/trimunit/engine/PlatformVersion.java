// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestEngine;

/**
 * Which JUnit Platform is there: a build's other BOMs may bring an older one than this engine was
 * compiled with, which says no more than that a method is missing.
 */
final class PlatformVersion {
  /** A class of this engine's API that JUnit 5 does not have. */
  private static final String SINCE_6 = "org/junit/platform/engine/CancellationToken.class";

  private PlatformVersion() {}

  /**
   * @param loader where the platform's classes come from
   * @throws JUnitException says what is there and what to do, if it is too old
   */
  static void require(ClassLoader loader) {
    if (loader.getResource(SINCE_6) == null) {
      String version = TestEngine.class.getPackage().getImplementationVersion();
      String refusal =
          ("JUnit 5 is on the class path (junit-platform-engine %s), and TrimUnit runs on JUnit 6."
                  + " Import dev.trimunit:trimunit-bom before other BOMs, or set JUnit's version"
                  + " there to 6 or later.")
              .formatted(version == null ? "of an unknown version" : version);
      // Launchers tell of the failure to discover without its reason.
      System.err.println("[trimunit] " + refusal);
      throw new JUnitException(refusal);
    }
  }
}
