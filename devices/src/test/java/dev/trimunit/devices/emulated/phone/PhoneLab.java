// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.FolderResources;
import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.devices.linux.Station;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.devices.linux.Topology;
import dev.trimunit.engine.lab.LabSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A phone and a stub of what its app speaks to, in one LAN. */
final class PhoneLab implements AutoCloseable {
  static final Path SHIPPED = Path.of("..", "features", "src", "test", "resources");
  static final Station DEVICE = new Station(new NamespaceName("device"), Network.LAN, 10);
  static final Station PHONE = new Station(new NamespaceName("phone-lan"), Network.LAN, 20);

  final Sandbox sandbox;
  final BrowserPhone phone;
  final LabSettings settings;
  StubBackend backend;

  private PhoneLab(Sandbox sandbox, LabSettings settings) {
    this.sandbox = sandbox;
    this.settings = settings;
    Topology.build(sandbox, List.of(DEVICE, PHONE));
    this.phone = BrowserPhone.start(sandbox, PHONE.name(), settings);
    this.backend = StubBackend.start(sandbox, DEVICE);
  }

  /** Skips the test with the reason where something is missing; CI must have everything. */
  static PhoneLab open(Privilege privilege, Path output) {
    LabSettings settings = new LabSettings(1, output, new FolderResources(SHIPPED), Map.of());
    Optional<String> missing = BrowserPhone.obstacle(settings);
    if (missing.isPresent() && System.getenv("CI") != null) {
      throw new AssertionError(missing.get());
    }
    Optional<String> obstacle = missing.or(privilege::obstacle);
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    Sandbox sandbox = Sandbox.open(privilege);
    try {
      return new PhoneLab(sandbox, settings);
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  AppiumCompanionApp app(AppSpec app) {
    return AppiumCompanionApp.on(
        phone.spec(app.device() + " LAN"), phone.app(app, backend.url()), settings);
  }

  @Override
  public void close() {
    phone.close();
    sandbox.close();
  }
}
