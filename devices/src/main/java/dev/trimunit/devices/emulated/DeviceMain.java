// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.ages.AgedTime;
import dev.trimunit.devices.emulated.ages.Authority;
import dev.trimunit.devices.emulated.ages.FakeTime;
import dev.trimunit.devices.emulated.ages.GrowingOld;
import dev.trimunit.devices.emulated.ages.Keepsake;
import dev.trimunit.devices.emulated.ages.Life;
import dev.trimunit.devices.emulated.ages.Passage;
import dev.trimunit.devices.emulated.ages.SharedTime;
import dev.trimunit.devices.emulated.ages.Timeline;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Vantage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A modelled device that has power: one process in its namespace, from power to loss of power. Its
 * owner's wishes come over the network, see {@link CompanionServer} and {@link CloudChannel}.
 */
public final class DeviceMain {
  /** What it says when it has power. */
  static final String READY = "powered";

  /** What it says when it has tried everything once that it does of its own accord. */
  static final String SETTLED = "settled";

  /** What it says when it has lived until the moment that it was told. */
  static final String PASSED = "passed";

  /** What it says when all is kept that survives the loss of power. */
  static final String KEPT = "kept";

  /** What it is told before it loses power. */
  static final String OFF = "off";

  /** What it is told with a moment, to live until then. */
  static final String PASS = "pass ";

  /** On a busy machine a server is slow to answer; then the device has tried. */
  private static final long TRY_SECONDS = 8;

  private final String id;
  private final DeviceModel model;
  private final Pace pace;
  private final Passage time;
  private final @Nullable Ages ages;
  private final Talks talks;
  private final EmulatedDevice device;

  /** What only a device has that grows old. */
  private record Ages(Life life, Timeline time, Duration startUp) {}

  private DeviceMain(
      String id, DeviceModel model, Pace pace, @Nullable Ages ages, Talks talks, Random dice) {
    this.id = id;
    this.model = model;
    this.pace = pace;
    this.ages = ages;
    this.time = ages == null ? pace : ages.time();
    this.talks = talks;
    this.device = new EmulatedDevice(model, talks, time, ages == null ? null : ages.life(), dice);
  }

  /**
   * @param arguments folder of device files, device id, resolver's address, file for what survives
   *     the loss of power, time scale, seed, the servers' certificate, the folder of the lab's time
   *     if it grows old or else nothing, and what this unit needs besides what others do
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err); // libraries may say what they like
    ModelFolder models = new ModelFolder(Path.of(arguments[0]));
    DeviceFile file = new DeviceFiles(models).read(arguments[1]);
    DeviceModel model =
        DeviceUnits.needing(
            arguments[1],
            file.model().orElseThrow(),
            List.of(arguments).subList(8, arguments.length));
    PeerPlan plan = PeerPlan.of(models.models());
    Pace pace = new Pace(Double.parseDouble(arguments[4]));
    Ages ages = arguments[7].isEmpty() ? null : ages(file, model, models.models(), arguments[7]);
    Passage time = ages == null ? pace : ages.time();
    StubResolver resolver =
        new StubResolver(
            model, IpAddress.parse(arguments[2]), new Flash(Path.of(arguments[3])), time);
    Random dice = new Random(Long.parseLong(arguments[5]));
    RealClients clients =
        new RealClients(plan, Path.of(arguments[6]), ages == null ? null : ages.life());
    DeviceMain main =
        new DeviceMain(arguments[1], model, pace, ages, new Talks(resolver, time, clients), dice);
    if (ages == null) {
      main.live(out);
      System.in.transferTo(OutputStream.nullOutputStream());
    } else {
      main.age(ages, out);
    }
    System.exit(0);
  }

  private static Ages ages(
      DeviceFile file, DeviceModel model, List<DeviceModel> models, String folder) {
    Path where = Path.of(folder);
    SharedTime shared = SharedTime.in(where, InstantSource.system());
    Timeline time = new Timeline(shared);
    Keepsake keepsake = new Keepsake(where.resolve("kept-" + file.device().id()));
    Authority authority =
        Authority.in(
            where.resolve(AgedTime.AUTHORITY),
            GrowingOld.certificates(models),
            GrowingOld.checked(models));
    shared.onSkip(authority::renew);
    FakeTime fake = FakeTime.find().orElseThrow();
    Life life = new Life(model.life(), time, shared, fake, authority.root(), keepsake);
    return new Ages(life, time, file.startUp());
  }

  private void live(PrintStream out) throws IOException {
    SelfSigned.warmUp();
    out.println(READY);
    pace.pass(model.boot());
    CountDownLatch first = open();
    Background.run("settled", () -> tell(first, out));
  }

  /** Its servers, and what it does of its own accord, which counts down once each. */
  private CountDownLatch open() throws IOException {
    OwnersView view = new OwnersView(model.app());
    Runnable told = ages != null && model.app().setsClock() ? ages.life()::setRight : () -> {};
    CompanionServer.open(
        new InetSocketAddress(CompanionServer.DEVICE_PORT),
        new DeviceCompanion(model.app(), view, device, Vantage.LAN, told));
    List<Route> routes = Route.of(model);
    CountDownLatch first =
        new CountDownLatch((int) EmulatedDevice.ownAccord(model) + routes.size());
    device.live(first, view::show);
    for (int i = 0; i < routes.size(); i++) {
      DeviceCompanion owner = new DeviceCompanion(model.app(), view, device, Vantage.WAN, () -> {});
      hold(i, routes.get(i), owner, first);
    }
    return first;
  }

  /** Lives as long as it is told, and waits in between. */
  private void age(Ages ages, PrintStream out) throws IOException {
    SelfSigned.warmUp();
    out.println(READY);
    ages.time().advance(() -> false, ages.time().now().plus(model.boot()));
    CountDownLatch first = open();
    ages.time().advance(() -> first.getCount() == 0, ages.time().now().plus(ages.startUp()));
    if (device.online()) {
      await(first);
    }
    out.println(SETTLED);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals(OFF)) {
        ages.life().powerOff();
        out.println(KEPT);
      } else if (line.startsWith(PASS)) {
        ages.time().advance(() -> false, Instant.parse(line.substring(PASS.length())));
        out.println(PASSED);
      }
    }
  }

  private static void await(CountDownLatch first) throws IOException {
    try {
      if (!first.await(TRY_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Not everything was tried yet");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
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
