// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Vantage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A modelled device that has power: one process in its namespace, from power to loss of power. Its
 * owner's wishes come over the network, see {@link CompanionServer} and {@link CloudChannel}.
 */
public final class DeviceMain {
  /** What it says when it has power. */
  static final String READY = "powered";

  /** What it says when it has tried everything once that it does of its own accord. */
  static final String SETTLED = "settled";

  private final String id;
  private final DeviceModel model;
  private final Pace pace;
  private final Talks talks;
  private final EmulatedDevice device;

  private DeviceMain(String id, DeviceModel model, Pace pace, Talks talks, Random dice) {
    this.id = id;
    this.model = model;
    this.pace = pace;
    this.talks = talks;
    this.device = new EmulatedDevice(model, talks, pace, dice);
  }

  /**
   * @param arguments folder of device files, device id, resolver's address, file for what survives
   *     the loss of power, time scale, seed, the servers' certificate, and what this unit needs
   *     besides what others do
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err); // libraries may say what they like
    ModelFolder models = new ModelFolder(Path.of(arguments[0]));
    DeviceModel model =
        DeviceUnits.needing(
            arguments[1],
            new DeviceFiles(models).read(arguments[1]).model().orElseThrow(),
            List.of(arguments).subList(7, arguments.length));
    PeerPlan plan = PeerPlan.of(models.models());
    Pace pace = new Pace(Double.parseDouble(arguments[4]));
    StubResolver resolver =
        new StubResolver(
            model, IpAddress.parse(arguments[2]), new Flash(Path.of(arguments[3])), pace);
    Random dice = new Random(Long.parseLong(arguments[5]));
    Talks talks = new Talks(resolver, pace, new RealClients(plan, Path.of(arguments[6])));
    new DeviceMain(arguments[1], model, pace, talks, dice).live(out);
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private void live(PrintStream out) throws IOException {
    SelfSigned.warmUp();
    out.println(READY);
    pace.pass(model.boot());
    OwnersView view = new OwnersView(model.app());
    CompanionServer.open(
        new InetSocketAddress(CompanionServer.DEVICE_PORT),
        new DeviceCompanion(model.app(), view, device, Vantage.LAN));
    List<Route> routes = Route.of(model);
    CountDownLatch first =
        new CountDownLatch((int) EmulatedDevice.ownAccord(model) + routes.size());
    device.live(first);
    for (int i = 0; i < routes.size(); i++) {
      hold(i, routes.get(i), new DeviceCompanion(model.app(), view, device, Vantage.WAN), first);
    }
    Background.run("settled", () -> tell(first, out));
  }

  private void hold(int number, Route route, Companion owner, CountDownLatch first) {
    CloudChannel channel = new CloudChannel(id, number, route, talks, owner, pace);
    AtomicBoolean told = new AtomicBoolean();
    Background.run(
        "cloud-" + number,
        () -> {
          pace.pass(begins(route));
          channel.hold(
              () -> {
                if (told.compareAndSet(false, true)) {
                  first.countDown();
                }
              });
        });
  }

  /** Not before the device talks to that server anyway. */
  private static Duration begins(Route route) {
    return route.contacts().stream()
        .limit(1)
        .map(contact -> contact.timing().after())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private static void tell(CountDownLatch first, PrintStream out) throws IOException {
    try {
      first.await();
      out.println(SETTLED);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
