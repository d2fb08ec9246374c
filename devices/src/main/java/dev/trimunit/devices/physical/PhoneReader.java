// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.app.PopUps;
import dev.trimunit.devices.files.Section;
import dev.trimunit.devices.files.Values;
import dev.trimunit.devices.json.JsonPointer;
import dev.trimunit.devices.physical.BenchFile.AppiumPhone;
import dev.trimunit.devices.physical.BenchFile.Phone;
import dev.trimunit.devices.physical.BenchFile.ProgramPhone;
import dev.trimunit.devices.physical.BenchFile.Seat;
import dev.trimunit.devices.physical.BenchFile.Wifi;
import dev.trimunit.devices.power.Outlets;
import dev.trimunit.devices.power.Secrets;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the phones of a bench file. */
final class PhoneReader {
  private static final Duration USUAL_WAIT = Duration.ofSeconds(90);
  private static final Duration QUEUE = Duration.ofMinutes(5);

  private final Outlets outlets;

  PhoneReader(Secrets secrets) {
    this.outlets = new Outlets(secrets);
  }

  private enum PhoneKind {
    ANDROID,
    IOS,
    BROWSER,
    PROGRAM
  }

  Phone read(String name, Section phone) {
    PhoneKind kind = phone.required("kind", Values.word(PhoneKind.class));
    if (kind == PhoneKind.PROGRAM) {
      return program(phone.required("vantage", Values.word(Vantage.class)), phone);
    }
    phone.allow(
        "vantage",
        "appium",
        "grid",
        "queue",
        "kind",
        "udid",
        "capabilities",
        "patience",
        "dismiss",
        "wifi");
    return new AppiumPhone(
        seat(name, kind, phone),
        server(phone),
        AppiumPhone.Kind.valueOf(kind.name()),
        phone.optional("udid", Values::text).orElse(""),
        phone.values("capabilities"),
        phone.optional("patience", Values::duration).orElse(USUAL_WAIT),
        popUps(phone));
  }

  private Seat seat(String name, PhoneKind kind, Section phone) {
    Set<Vantage> vantages = new TreeSet<>(phone.list("vantage", Values.word(Vantage.class)));
    if (vantages.isEmpty()) {
      throw phone.missing("vantage");
    }
    if (vantages.size() == 1) {
      if (phone.has("wifi")) {
        throw phone.fault(
            "'wifi' is for a phone that is switched between both, with vantage: [LAN, WAN]",
            phone.lineOf("wifi"));
      }
      return new Seat(vantages, Optional.empty());
    }
    if (phone.has("grid")) {
      throw phone.fault(
          "the next session on a Grid may be on another phone, whose Wi-Fi nobody has switched: write 'appium', or give each vantage phones of its own",
          phone.lineOf("grid"));
    }
    Optional<Wifi> wifi = phone.section("wifi").map(group -> wifi(name, group));
    if (kind != PhoneKind.ANDROID && wifi.flatMap(Wifi::command).isEmpty()) {
      throw phone.fault(
          "Appium switches the Wi-Fi of Android phones only: say what switches this one, wifi: {switch: {control: command, on: …, off: …, status: …, says-on: …, says-off: …}}, or give WAN a phone of its own",
          phone.lineOf("vantage"));
    }
    return new Seat(vantages, Optional.of(wifi.orElse(Wifi.BY_APPIUM)));
  }

  private Wifi wifi(String name, Section wifi) {
    wifi.allow("mac", "switch", "limit", "settle");
    return new Wifi(
        wifi.section("switch").map(control -> outlets.open("the Wi-Fi of phone " + name, control)),
        wifi.optional("mac", PlaceReader::mac),
        wifi.optional("limit", Values::duration).orElse(Wifi.BY_APPIUM.limit()),
        wifi.optional("settle", Values::duration).orElse(Wifi.BY_APPIUM.settle()));
  }

  private static PopUps popUps(Section phone) {
    return new PopUps(
        phone.mixed(
            "dismiss",
            label -> new PopUps.Button(Values.text(label), false),
            group -> new PopUps.Button(group.allow("id").required("id", Values::text), true)),
        phone.placeOf("dismiss"));
  }

  private static AppiumPhone.Server server(Section phone) {
    if (!phone.has("grid")) {
      if (phone.has("queue")) {
        throw phone.fault("'queue' is for a phone with 'grid'", phone.lineOf("queue"));
      }
      return new AppiumPhone.Server(phone.required("appium", PlaceReader::web), Optional.empty());
    }
    if (phone.has("appium")) {
      throw phone.fault(
          "a phone has 'appium', its own server, or 'grid', not both", phone.lineOf("grid"));
    }
    return new AppiumPhone.Server(
        phone.required("grid", PlaceReader::web),
        Optional.of(phone.optional("queue", Values::duration).orElse(QUEUE)));
  }

  private static Phone program(Vantage vantage, Section phone) {
    phone.allow("vantage", "kind", "taps", "status", "state", "shows");
    Map<String, List<String>> taps = new LinkedHashMap<>();
    Section labels = phone.requiredSection("taps");
    labels.keys().forEach(label -> taps.put(label, command(labels, label)));
    Map<String, String> shows = new LinkedHashMap<>();
    Section states = phone.requiredSection("shows");
    states.keys().forEach(state -> shows.put(state, states.required(state, Values::text)));
    return new ProgramPhone(
        vantage,
        taps,
        command(phone, "status"),
        phone.optional("state", JsonPointer::parse),
        shows);
  }

  private static List<String> command(Section group, String key) {
    List<String> command = group.list(key, Values::text);
    if (command.isEmpty()) {
      throw group.missing(key);
    }
    return command;
  }
}
