// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.gherkin;

/** The names of the parameter types that the engine understands when it reads a spec. */
final class ParameterWords {
  static final String ANSWER = "answer";
  static final String DESTINATION = "destination";
  static final String DEVICE = "device";
  static final String FUNCTIONALITY = "functionality";
  static final String FIRMWARE = "firmware";
  static final String PICTURED = "pictured";
  static final String STATE = "state";

  private ParameterWords() {}
}
