// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A generated device that fails later without some destinations, and the truth about it.
 *
 * @param mechanism why
 * @param yaml its file
 * @param culprits what has to be blocked for that
 * @param from how old it is at least when it fails
 * @param until how old it is at most
 */
record AgeingDevice(
    String mechanism, String yaml, List<String> culprits, Duration from, Duration until) {
  static final int MECHANISMS = 10;
  private static final Duration LASTS = Duration.ofDays(14);

  private static final String FILE =
      """
      name: Device
      noun: device
      start-up: 30 s
      app:
        package: com.example
        states:
          off: {element: {label: Light, attribute: checked, value: "false"}}
          on: {element: {label: Light, attribute: checked, value: "true"}}
      model:
        boot: 3 s
        lease: {renews: 12 h, ends: 1 d}
      %s
        contacts:
      %s
          cloud: {destination: "cloud.vendor.test:443/tcp", after: 4 s, every: 12 h%s}
          log: {destination: "log.vendor.test:443/tcp", after: 5 s, every: 12 h}
          news: {destination: "news.vendor.test:443/tcp", after: 6 s, every: 1 d}
        functionalities:
          switching on:
            LAN: {needs: %s}
            WAN: {needs: %s}
        screen:
          title: Device
      %s    variables:
            light: {first: off, reset: app-start}
          elements:
            - {kind: toggle, label: Light, shows: light, does: switching on, toggles: light}
      """;

  private static final String NTP = ntp("time", "ntp.org", 1);
  private static final String LOGIN =
      "    login: {destination: \"login.vendor.test:443/tcp\", after: 2 s}";

  private static String ntp(String id, String host, int after) {
    return "    %s: {destination: \"%s:123/udp\", after: %d s, every: 3 h, sets: clock}"
        .formatted(id, host, after);
  }

  private static final List<String> TIME = List.of("ntp.org:123/udp");

  /** One of a mechanism, from 0. */
  static AgeingDevice of(int mechanism, SplittableRandom random) {
    Duration age = Duration.ofMinutes(random.nextLong(8 * 60, 13 * 24 * 60));
    double ppm = 300e6 / age.toSeconds();
    String drift = clock("runs: %.2f ppm, at-power-on: kept 1 h".formatted(ppm));
    String right = "[cloud, {clock: 5 min}]";
    return switch (mechanism) {
      case 0 -> of("a clock that is fast", drift, NTP, "cloud", right, TIME, age);
      case 1 ->
          of(
              "a clock that is slow",
              drift.replace("runs: ", "runs: -"),
              NTP,
              "cloud",
              right,
              TIME,
              age);
      case 2 ->
          of(
              "a clock that sleeps",
              clock(
                  "asleep: %.4f %%, at-power-on: kept 1 h"
                      .formatted(100.0 * 3_600 / age.toSeconds())),
              NTP,
              "cloud",
              "[cloud, {clock: 1 h}]",
              TIME,
              age);
      case 3 -> login("a login, from outside", age, "cloud", "[cloud, {token: session}]");
      case 4 -> login("a login, everywhere", age, "{token: session}", "[cloud, {token: session}]");
      case 5 ->
          of(
              "one of two time servers",
              drift,
              NTP + "\n" + ntp("other", "nist.gov", 2),
              "cloud",
              right,
              List.of("nist.gov:123/udp", "ntp.org:123/udp"),
              age);
      case 6 ->
          new AgeingDevice(
              "a clock that is corrected late",
              file(drift, NTP, ", sets: clock within 1 h", "cloud", right, ""),
              TIME,
              age,
              age);
      case 7 ->
          new AgeingDevice(
              "an app that sets the clock at home",
              file(drift, NTP, "", "cloud", right, "    sets: clock\n"),
              TIME,
              age,
              age);
      case 8 ->
          of(
              "a power cut",
              clock("runs: 20 ppm, at-power-on: saved, saves: 60 d"),
              NTP,
              "cloud",
              "[cloud, {clock: 1 h}]",
              TIME,
              LASTS);
      default -> certificate(age);
    };
  }

  /** New every six hours, and valid an hour before: too new for a clock that is late by 7 h. */
  private static AgeingDevice certificate(Duration age) {
    Duration seven = age.dividedBy(12).plusHours(100);
    return new AgeingDevice(
        "a certificate that the clock does not know yet",
        file(
            clock(
                    "asleep: %.4f %%, at-power-on: kept 1 h"
                        .formatted(100.0 * 7 * 3_600 / seven.toSeconds()))
                + "\n  certificates: {cloud.vendor.test: {lasts: 12 h, renewed: 6 h}}",
            NTP,
            ", checks: dates",
            "{}",
            "cloud",
            ""),
        TIME,
        seven.dividedBy(7),
        seven);
  }

  private static AgeingDevice login(String name, Duration age, String lan, String wan) {
    String life =
        "  tokens: {session: {from: login, lasts: %d min, refreshed: 6 h}}"
            .formatted(age.toMinutes());
    return of(name, life, LOGIN, lan, wan, List.of("login.vendor.test:443/tcp"), age);
  }

  private static AgeingDevice of(
      String name,
      String life,
      String contacts,
      String lan,
      String wan,
      List<String> culprits,
      Duration age) {
    return new AgeingDevice(name, file(life, contacts, "", lan, wan, ""), culprits, age, age);
  }

  /** The same without what makes it fail: nothing may be found. */
  static AgeingDevice ofNothing(SplittableRandom random) {
    return of(
        "nothing",
        clock("runs: %d ppm, at-power-on: kept 1 h".formatted(random.nextInt(20))),
        random.nextBoolean() ? NTP : NTP + "\n" + LOGIN,
        "cloud",
        "[cloud, {clock: 5 min}]",
        List.of(),
        Duration.ZERO);
  }

  private static String clock(String words) {
    return String.format(Locale.ROOT, "  clock: {%s}", words);
  }

  private static String file(
      String life, String contacts, String cloud, String lan, String wan, String app) {
    return FILE.formatted(life, contacts, cloud, lan.equals("{}") ? "[]" : lan, wan, app)
        .replace("{needs: []}", "{}");
  }
}
