// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.contract.CaptureContract;
import dev.trimunit.devices.contract.ClockContract;
import dev.trimunit.devices.contract.GatewayContract;
import dev.trimunit.devices.contract.LabContract;
import dev.trimunit.devices.contract.LabUnderTest;
import dev.trimunit.devices.contract.PolicyContract;
import dev.trimunit.devices.contract.PowerContract;
import dev.trimunit.devices.contract.ShippedBulb;
import dev.trimunit.devices.files.EmulatedLabFile.Resolver;
import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.engine.lab.Lab;
import dev.trimunit.needs.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The emulated lab keeps the contracts of the ports, with real packets. */
@Tag("slow")
@Needs(also = EmulatedPrograms.class)
final class EmulatedLabContractsTest {
  private static final Path SHIPPED = Path.of("..", "features", "src", "test", "resources");
  private static final LabUnderTest EMULATED = new Emulated(Resolver.OWN);

  private record Emulated(Resolver resolver) implements ShippedBulb {
    @Override
    public Lab open(Path output) {
      return EmulatedTrials.open(SHIPPED, output, 60, Namespaces.any(), resolver);
    }
  }

  @Nested
  final class OfTheLab extends LabContract {
    @Override
    protected LabUnderTest subject() {
      return EMULATED;
    }
  }

  @Nested
  final class OfTheClock extends ClockContract {
    @Override
    protected LabUnderTest subject() {
      return EMULATED;
    }
  }

  @Nested
  final class OfThePower extends PowerContract {
    @Override
    protected LabUnderTest subject() {
      return EMULATED;
    }
  }

  @Nested
  final class OfTheCapture extends CaptureContract {
    @Override
    protected LabUnderTest subject() {
      return EMULATED;
    }
  }

  @Nested
  @Needs(programs = "named")
  final class OfTheGatewayWithBind extends GatewayContract {
    @Override
    protected LabUnderTest subject() {
      return new Emulated(Resolver.BIND);
    }
  }

  @Nested
  final class OfTheGateway extends GatewayContract {
    @Override
    protected LabUnderTest subject() {
      return EMULATED;
    }
  }

  @Nested
  final class OfItsPolicies extends PolicyContract {
    @Override
    protected LabUnderTest subject() {
      return EMULATED;
    }
  }
}
