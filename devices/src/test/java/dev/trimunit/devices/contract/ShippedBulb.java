// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.contract;

import dev.trimunit.engine.model.Destination;

/** A lab with the bulb that is shipped as a model. */
@FunctionalInterface
public interface ShippedBulb extends LabUnderTest {
  @Override
  default String device() {
    return "tp-link-bulb";
  }

  @Override
  default Destination contacted() {
    return Destination.parse("ntp.org:123/udp");
  }

  @Override
  default Destination alsoContacted() {
    return Destination.parse("amazonaws.com:8883/tcp");
  }
}
