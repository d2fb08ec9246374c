// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.lab;

/**
 * A lab, device file or reference cannot be used at all, before any trial. Its message names the
 * thing, the value found, the place and the next action.
 */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LabException(String message) {
    super(message);
  }

  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
