// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power.mqtt;

/** Who connects to a broker. */
public record MqttLogin(String user, String password) {
  /** Without the password. */
  @Override
  public String toString() {
    return user;
  }
}
