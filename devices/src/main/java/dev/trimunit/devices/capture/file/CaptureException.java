// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.file;

import java.io.IOException;

/**
 * A file is no capture, or of a kind that cannot be read. The message is a sentence for its owner.
 */
public final class CaptureException extends IOException {
  private static final long serialVersionUID = 1;

  CaptureException(String sentence) {
    super(sentence);
  }
}
