// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.app.AppSpec;
import dev.trimunit.devices.app.AppiumCompanionApp;
import dev.trimunit.devices.app.FolderResources;
import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Namespaces;
import dev.trimunit.devices.linux.Privilege;
import dev.trimunit.devices.linux.Sandbox;
import dev.trimunit.devices.linux.Station;
import dev.trimunit.devices.linux.Station.Network;
import dev.trimunit.devices.linux.Topology;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.needs.Need;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

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

  static PhoneLab open(Privilege privilege, Path output) {
    Sandbox sandbox = Sandbox.open(privilege);
    try {
      return new PhoneLab(sandbox, settings(output));
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  private static LabSettings settings(Path output) {
    return new LabSettings(1, output, new FolderResources(SHIPPED), Map.of());
  }

  static PhoneLab open(Path output) {
    return open(Namespaces.any(), output);
  }

  /** The programs of a phone, and namespaces. */
  static final class PhonePrograms implements Need {
    @Override
    public List<String> missing(List<Object> arguments) {
      List<String> missing = new ArrayList<>(new Namespaces().missing(arguments));
      BrowserPhone.obstacle(settings(Path.of(""))).ifPresent(missing::add);
      return missing;
    }
  }

  /** Ends every program of that name that this process has started, as a crash would. */
  static void kill(String program) {
    List<ProcessHandle> victims =
        ProcessHandle.current()
            .descendants()
            .filter(each -> each.info().command().orElse("").endsWith("/" + program))
            .toList();
    assertThat(victims).as(program).isNotEmpty();
    victims.forEach(ProcessHandle::destroyForcibly);
    victims.forEach(PhoneLab::awaitDeath);
  }

  /** A dead process has no program any more, even if nobody has asked for its exit code yet. */
  private static void awaitDeath(ProcessHandle process) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (process.isAlive() && process.info().command().isPresent()) {
      assertThat(System.nanoTime()).as("death of " + process.pid()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** The shipped bulb's app. */
  AppSpec bulb() {
    return new DeviceFiles(settings.resources()).read("tp-link-bulb").app();
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
