// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

/**
 * The lab could not do or could not tell: phone lost, plug silent, capture incomplete, gateway
 * down. Makes the trial VOID; never a verdict. Its message is a sentence that names the thing and
 * what was found.
 */
public final class LabFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LabFault(String sentence) {
    super(sentence);
  }

  public LabFault(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
