// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.trial;

/**
 * A step says what cannot be, as a window that is never open: its spec is to be mended, and another
 * trial would end the same way. The message says what is wrong and what to write; the place of the
 * step is told with it.
 */
public final class SpecMistake extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public SpecMistake(String sentence) {
    super(sentence);
  }

  /**
   * @param cause what noticed it
   */
  public SpecMistake(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
