// SPDX-License-Identifier: Apache-2.0
/** One exchange with a plug through an MQTT broker. The only package that knows HiveMQ's client. */
@NullMarked
package dev.trimunit.devices.power.mqtt;

import org.jspecify.annotations.NullMarked;
