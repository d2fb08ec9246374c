// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.app.GridStatus;
import dev.trimunit.devices.app.PhoneProbe;
import dev.trimunit.devices.app.PhoneProbe.Size;
import dev.trimunit.devices.app.PopUps.Button;
import dev.trimunit.devices.files.DeviceFile;
import dev.trimunit.devices.files.DeviceFiles;
import dev.trimunit.devices.physical.BenchFile.AppiumPhone;
import dev.trimunit.devices.physical.BenchFile.Wifi;
import dev.trimunit.devices.power.Outlet;
import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Resources;
import dev.trimunit.engine.model.Device;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether a phone can be used for its devices: it opens a session, is unlocked, has their apps, and
 * its screen is as wide as in their references. Nothing is started or tapped on it.
 */
final class PhoneChecks {
  private static final int REASON = 400;

  private final String place;
  private final String name;
  private final AppiumPhone phone;
  private final Optional<Resources> resources;
  private final List<BenchLine> lines = new ArrayList<>();

  /**
   * @param place where the bench file names its server
   * @param resources the tester's files, if they are known
   */
  PhoneChecks(String place, String name, AppiumPhone phone, Optional<Resources> resources) {
    this.place = place;
    this.name = name;
    this.phone = phone;
    this.resources = resources;
  }

  /**
   * Looks at it.
   *
   * @param devices those whose app is on it
   */
  List<BenchLine> look(Set<String> devices) {
    boolean onGrid = phone.server().queue().isPresent();
    BenchLine server = onGrid ? grid() : PeerChecks.phone(place, name, phone.server().url());
    lines.add(server);
    if (!phone.popUps().buttons().isEmpty()) {
      lines.add(popUps());
    }
    if (server.isGood()) {
      try (PhoneProbe probe = new PhoneProbe(BenchPhones.spec(name, phone))) {
        session(probe);
        phone.seat().wifi().ifPresent(wifi -> wifi(probe, wifi));
        devices.forEach(id -> file(id).ifPresent(file -> app(probe, file)));
      } catch (LabFault e) {
        missing(
            "%s. Look at the output of its server%s"
                .formatted(
                    reason(e),
                    phone.kind() == AppiumPhone.Kind.ANDROID
                        ? ", and whether 'adb devices' lists the phone as 'device': its cable, and its consent to USB debugging"
                        : ""));
      }
    }
    return lines;
  }

  /** Whether they are on the screen nobody can tell before they are. */
  private BenchLine popUps() {
    return BenchLine.good(
        phone.popUps().place(),
        "phone '%s' may tap away %s"
            .formatted(
                name,
                phone.popUps().buttons().stream()
                    .map(Button::toString)
                    .collect(Collectors.joining(", "))));
  }

  private BenchLine grid() {
    Map<String, Object> capabilities = BenchPhones.capabilities(phone);
    try {
      GridStatus status = GridStatus.of(phone.server().url());
      String words = "phone '%s': %s".formatted(name, status.words(capabilities));
      return status.phones(capabilities) > 0
          ? BenchLine.good(place, words)
          : BenchLine.missing(place, words);
    } catch (LabFault e) {
      return BenchLine.missing(place, "phone '%s': %s".formatted(name, e.getMessage()));
    }
  }

  /** Appium says why at the end of a long sentence. */
  private static String reason(LabFault e) {
    String line = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    return line.length() > REASON ? line.substring(0, REASON) + "…" : line;
  }

  private void session(PhoneProbe probe) {
    String words = PeerChecks.quoted(probe.words());
    Optional<Boolean> locked =
        phone.kind() == AppiumPhone.Kind.BROWSER ? Optional.of(false) : probe.isLocked();
    String who = "phone '%s' opened a session (%s)".formatted(name, words);
    if (locked.isEmpty()) {
      lines.add(
          BenchLine.unknown(place, who + ", and does not say whether it is locked: look at it"));
    } else if (locked.get()) {
      missing(
          who + " and is locked: unlock it, take its screen lock off, and let its screen stay on");
    } else {
      lines.add(BenchLine.good(place, who + ", and is unlocked"));
    }
  }

  /** It is switched when a run begins with a device of the phone. */
  private void wifi(PhoneProbe probe, Wifi wifi) {
    if (wifi.command().filter(Outlet::asksAPerson).isPresent()) {
      lines.add(
          BenchLine.good(
              place,
              "the Wi-Fi of phone '%s' is switched by hand; nobody was asked".formatted(name)));
      return;
    }
    String by = wifi.command().map(Outlet::words).orElse("Appium");
    try {
      boolean on = wifi.command().map(Outlet::isOn).orElseGet(() -> probe.wifi().isOn());
      lines.add(
          BenchLine.good(
              place,
              "the Wi-Fi of phone '%s' is %s (%s); a run switches it"
                  .formatted(name, on ? "on" : "off", by)));
    } catch (LabFault e) {
      missing(
          "nobody can tell whether the Wi-Fi of phone '%s' is on: %s. Write what switches it ('switch' of 'wifi'), or give WAN a phone of its own"
              .formatted(name, reason(e)));
    }
  }

  /** A device without a file is told elsewhere: no spec can use it. */
  private Optional<DeviceFile> file(String id) {
    if (resources.flatMap(all -> all.findYaml(DeviceFiles.path(id))).isEmpty()) {
      return Optional.empty();
    }
    try {
      return resources.map(all -> new DeviceFiles(all).read(id));
    } catch (LabException e) {
      missing(String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", "; "));
      return Optional.empty();
    }
  }

  private void app(PhoneProbe probe, DeviceFile file) {
    String id = file.device().id();
    if (phone.kind() != AppiumPhone.Kind.BROWSER) {
      installed(probe, id, file.app().appPackage());
    }
    screen(probe, id, ofCamera(file));
  }

  /** Pictures that no phone is to show. */
  private static Set<String> ofCamera(DeviceFile file) {
    Set<String> names = new TreeSet<>();
    file.app().states().stream()
        .filter(state -> Device.isPictured(state.name()))
        .forEach(state -> names.addAll(state.references()));
    return names;
  }

  private void installed(PhoneProbe probe, String id, String app) {
    Optional<Boolean> has = probe.has(app);
    String what = "the app %s of %s".formatted(app, id);
    if (has.isEmpty()) {
      lines.add(
          BenchLine.unknown(
              place, "phone '%s' does not say whether it has %s: look".formatted(name, what)));
    } else if (has.get()) {
      String version =
          probe.version(app).map(text -> ", version " + PeerChecks.quoted(text)).orElse("");
      lines.add(BenchLine.good(place, "phone '%s' has %s%s".formatted(name, what, version)));
    } else {
      missing(
          "phone '%s' does not have %s: install it and set the device up in it, or correct 'package' in %s"
              .formatted(name, what, DeviceFiles.path(id)));
    }
  }

  /** Pictures of another shape are never alike; those of another size are brought to one. */
  private void screen(PhoneProbe probe, String id, Set<String> ofCamera) {
    Set<String> others = new TreeSet<>();
    Optional<Size> here = probe.size();
    List<String> references =
        resources.map(all -> all.list("references/" + id, ".png")).orElse(List.of()).stream()
            .filter(path -> !isOfCamera(path.replaceFirst(".*/", ""), ofCamera))
            .toList();
    if (references.isEmpty() || here.isEmpty()) {
      return;
    }
    Size screen = here.get();
    for (String path : references) {
      size(path)
          .filter(size -> !size.equals(screen))
          .ifPresent(size -> others.add(path + " has " + size));
    }
    if (others.isEmpty()) {
      lines.add(
          BenchLine.good(
              place,
              "the screen of phone '%s' is %s, as in references/%s".formatted(name, screen, id)));
    } else {
      lines.add(
          BenchLine.unknown(
              place,
              "the screen of phone '%s' is %s, but %s: a reference of a part of the screen, or of a phone alike may do; otherwise record them on this phone with -Dtrimunit.record-references"
                  .formatted(name, screen, others.iterator().next())));
    }
  }

  private static boolean isOfCamera(String name, Set<String> ofCamera) {
    return Device.isPictured(name) || ofCamera.contains(name);
  }

  private Optional<Size> size(String path) {
    Optional<URL> found = resources.flatMap(all -> all.find(path));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = found.get().openStream()) {
      return Size.ofPng(in.readNBytes(32));
    } catch (IOException e) {
      return Optional.empty(); // whoever compares with it says what is wrong
    }
  }

  private void missing(String says) {
    lines.add(BenchLine.missing(place, says));
  }
}
