// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.app.PhoneProbe;
import dev.trimunit.devices.files.DeviceUnits;
import dev.trimunit.devices.linux.Neighbours;
import dev.trimunit.devices.linux.Program;
import dev.trimunit.devices.physical.BenchFile.AppiumPhone;
import dev.trimunit.devices.physical.BenchFile.Phone;
import dev.trimunit.devices.physical.BenchFile.Place;
import dev.trimunit.devices.physical.BenchFile.ProgramPhone;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.LabSettings;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.engine.model.IpAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks whether a bench has what a run needs, and touches nothing. */
final class BenchChecks {
  private final BenchReading bench;
  private final Set<String> used;
  private final Optional<Resources> resources;
  private final List<Supplier<List<BenchLine>>> asked = new ArrayList<>();

  private BenchChecks(BenchReading bench, Set<String> used, Optional<Resources> resources) {
    this.bench = bench;
    this.used = used;
    this.resources = resources;
  }

  /**
   * Looks at everything; those who may be slow are asked at once.
   *
   * @param used the devices that a run uses; empty if it may use all
   * @param resources the tester's other files, if they are known
   * @param output where a run writes
   */
  static List<BenchLine> look(
      BenchReading bench, Set<String> used, Optional<Resources> resources, Path output) {
    BenchChecks checks = new BenchChecks(bench, used, resources);
    String gateway = bench.at(BenchFiles.GATEWAY);
    checks.ask(() -> HostChecks.clock(gateway));
    checks.askResolvers();
    checks.askOutlets();
    checks.askCameras();
    checks.askPhones();
    List<CompletableFuture<List<BenchLine>>> answers =
        checks.asked.stream()
            .map(question -> CompletableFuture.supplyAsync(question, BenchChecks::inThread))
            .toList();
    List<BenchLine> lines = new ArrayList<>(MachineChecks.look(bench));
    lines.add(HostChecks.disk(gateway, output));
    answers.forEach(answer -> lines.addAll(answer.join()));
    return lines;
  }

  /**
   * Looks at it before a run.
   *
   * @throws LabException with everything that is missing, a line each
   */
  static void require(BenchReading bench, Set<String> used, LabSettings settings) {
    List<BenchLine> missing =
        look(bench, used, Optional.of(settings.resources()), settings.output()).stream()
            .filter(line -> line.state() == BenchLine.State.MISSING)
            .toList();
    if (!missing.isEmpty()) {
      throw new LabException(
          "The physical lab of %s is not ready; nothing was touched:\n  - %s"
              .formatted(
                  bench.path(),
                  missing.stream().map(BenchLine::toString).collect(Collectors.joining("\n  - "))));
    }
  }

  private static void inThread(Runnable question) {
    Thread thread = new Thread(question, "bench-check");
    thread.setDaemon(true);
    thread.start();
  }

  private void ask(Supplier<BenchLine> question) {
    asked.add(() -> List.of(question.get()));
  }

  private boolean isUsed(String device) {
    return used.isEmpty() || used.contains(DeviceUnits.device(device));
  }

  private void askResolvers() {
    String place = bench.at(BenchFiles.GATEWAY, "dns");
    bench.network().stream()
        .flatMap(network -> network.dns().stream())
        .forEach(resolver -> ask(() -> resolver(place, resolver)));
  }

  private static BenchLine resolver(String place, IpAddress resolver) {
    return PeerChecks.answers(resolver)
        ? BenchLine.good(place, "the resolver " + resolver + " answers")
        : BenchLine.missing(
            place,
            "the resolver %s, which ours asks, does not answer: look at the cable of 'upstream', or name another (/etc/resolv.conf has this machine's own)"
                .formatted(resolver));
  }

  private void askOutlets() {
    bench
        .devices()
        .forEach((id, place) -> place.outlet().ifPresent(outlet -> ask(id, place, outlet)));
  }

  private void ask(String id, Place device, Outlet outlet) {
    if (!isUsed(id)) {
      return;
    }
    String place = bench.at("devices", id, "power");
    if (!bench.hasSecrets()) {
      ask(
          () ->
              BenchLine.unknown(
                  place,
                  "the supply of %s (%s) was not asked, as the secrets cannot be read"
                      .formatted(id, outlet.words())));
    } else if (outlet.asksAPerson()) {
      ask(() -> BenchLine.good(place, "%s is switched by hand; nobody was asked".formatted(id)));
    } else {
      ask(() -> answer(place, id, device, outlet));
    }
  }

  private BenchLine answer(String place, String id, Place device, Outlet outlet) {
    try {
      String state = "the supply of %s (%s) says that it is ".formatted(id, outlet.words());
      return outlet.isOn()
          ? presence(place, id, device, state + "on")
          : BenchLine.good(place, state + "off; a run switches it on");
    } catch (LabFault e) {
      return BenchLine.missing(
          place,
          "the supply of %s (%s) does not answer: %s"
              .formatted(id, outlet.words(), without(outlet.words() + ": ", e)));
    }
  }

  /** What it says, without its name, which is told already. */
  private static String without(String words, LabFault fault) {
    String says = String.valueOf(fault.getMessage());
    return says.startsWith(words) ? says.substring(words.length()) : says;
  }

  /** Whether a device that has power is seen where the file says. */
  private BenchLine presence(String place, String id, Place device, String state) {
    String lan = bench.network().map(BenchFile.Network::lan).orElse("");
    Set<IpAddress> found;
    try {
      found = lan.isEmpty() ? Set.of() : LanCall.find(Neighbours.on(lan), device);
    } catch (LabFault e) {
      return BenchLine.unknown(
          place,
          "%s; whether it is in the LAN cannot be told: %s".formatted(state, e.getMessage()));
    }
    return found.isEmpty()
        ? BenchLine.unknown(
            bench.at("devices", id, "mac"),
            "%s, and nobody behind %s has the MAC address %s now: is it the device's own (some phones and devices make up another for each Wi-Fi), and is the device in this LAN?"
                .formatted(state, lan, device.mac()))
        : BenchLine.good(
            place,
            "%s, and %s was seen at %s"
                .formatted(
                    state,
                    id,
                    found.stream().map(IpAddress::toString).collect(Collectors.joining(", "))));
  }

  private void askCameras() {
    bench
        .devices()
        .forEach(
            (id, place) -> {
              if (isUsed(id)) {
                place.picture().ifPresent(camera -> ask(() -> picture(id, camera)));
              }
            });
  }

  private BenchLine picture(String id, CameraCommand camera) {
    String place = bench.at("devices", id, "picture");
    if (!bench.hasSecrets()) {
      return BenchLine.unknown(
          place, "no picture of %s was taken, as the secrets cannot be read".formatted(id));
    }
    try {
      String size = PhoneProbe.Size.ofPng(camera.screenshot()).map(Object::toString).orElse("");
      return BenchLine.good(
          place, "%s gave a picture of %s, %s".formatted(camera.words(), id, size));
    } catch (LabFault e) {
      return BenchLine.missing(place, String.valueOf(e.getMessage()));
    }
  }

  /** Those on which a used device's app is. */
  private void askPhones() {
    Set<String> phones = new LinkedHashSet<>();
    bench
        .devices()
        .forEach((id, place) -> phones.addAll(isUsed(id) ? place.phones().values() : Set.of()));
    for (Map.Entry<String, Phone> phone : bench.phones().entrySet()) {
      String name = phone.getKey();
      if (!phones.contains(name) && !used.isEmpty()) {
        continue;
      }
      if (phone.getValue() instanceof AppiumPhone appium) {
        boolean onGrid = appium.server().queue().isPresent();
        String place = bench.at("phones", name, onGrid ? "grid" : "appium");
        asked.add(() -> new PhoneChecks(place, name, appium, resources).look(usersOf(name)));
      } else if (phone.getValue() instanceof ProgramPhone programs) {
        String place = bench.at("phones", name, "status");
        ask(() -> status(place, new ProgramApp(name, programs)));
        programs
            .taps()
            .forEach((label, command) -> asked.add(() -> tap(name, label, command.get(0))));
      }
    }
  }

  private Set<String> usersOf(String phone) {
    return bench.devices().entrySet().stream()
        .filter(entry -> isUsed(entry.getKey()) && entry.getValue().phones().containsValue(phone))
        .map(entry -> DeviceUnits.device(entry.getKey()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Nothing is tapped here, but what is not there can be told. */
  private List<BenchLine> tap(String name, String label, String program) {
    boolean there =
        program.contains("/")
            ? Files.isExecutable(Path.of(program))
            : Program.missing(List.of(program)).isEmpty();
    return there
        ? List.of()
        : List.of(
            BenchLine.missing(
                bench.at("phones", name, "taps"),
                "the program '%s', which taps \"%s\" of the app '%s', cannot be run: is it there, and may it be executed (chmod +x)?"
                    .formatted(program, label, name)));
  }

  private static BenchLine status(String place, ProgramApp app) {
    try {
      return BenchLine.good(place, "its program was run: " + app.look("").reason());
    } catch (LabFault e) {
      return BenchLine.missing(
          place, e.getMessage() + ". Run it in a terminal, where the specs are run");
    }
  }
}
