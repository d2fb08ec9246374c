// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

/**
 * An emulated lab as its file has it.
 *
 * @param timeScale how much of the lab's time passes in a second, 1 to 1000
 */
public record EmulatedLabFile(double timeScale) {
  /** Two minutes off become two seconds. */
  public static final EmulatedLabFile DEFAULT = new EmulatedLabFile(60);
}
