// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

/** Somebody beside the device. */
interface Person {
  /**
   * What the person says to a question.
   *
   * @throws dev.trimunit.engine.lab.LabFault if it is nothing within the limit
   */
  String ask(String question, Limit limit);
}
