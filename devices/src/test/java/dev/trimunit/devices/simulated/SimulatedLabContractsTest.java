// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.contract.CaptureContract;
import dev.trimunit.devices.contract.ClockContract;
import dev.trimunit.devices.contract.GatewayContract;
import dev.trimunit.devices.contract.LabContract;
import dev.trimunit.devices.contract.LabUnderTest;
import dev.trimunit.devices.contract.PolicyContract;
import dev.trimunit.devices.contract.PowerContract;
import dev.trimunit.devices.contract.ShippedBulb;
import org.junit.jupiter.api.Nested;

/** The simulated lab keeps the contracts of the ports. */
final class SimulatedLabContractsTest {
  private static final ShippedBulb SIMULATED = output -> Trials.lab(Trials.SHIPPED, 1, output);

  @Nested
  final class OfTheLab extends LabContract {
    @Override
    protected LabUnderTest subject() {
      return SIMULATED;
    }
  }

  @Nested
  final class OfTheClock extends ClockContract {
    @Override
    protected LabUnderTest subject() {
      return SIMULATED;
    }
  }

  @Nested
  final class OfThePower extends PowerContract {
    @Override
    protected LabUnderTest subject() {
      return SIMULATED;
    }
  }

  @Nested
  final class OfTheCapture extends CaptureContract {
    @Override
    protected LabUnderTest subject() {
      return SIMULATED;
    }
  }

  @Nested
  final class OfTheGateway extends GatewayContract {
    @Override
    protected LabUnderTest subject() {
      return SIMULATED;
    }
  }

  @Nested
  final class OfItsPolicies extends PolicyContract {
    @Override
    protected LabUnderTest subject() {
      return SIMULATED;
    }
  }
}
