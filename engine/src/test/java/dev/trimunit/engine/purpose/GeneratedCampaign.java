// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Observation;
import dev.trimunit.engine.model.ObservationBuilder;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.trial.TrialRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the trials of a made-up device show. Names are made of words that makers use, of which a
 * part tells nothing: makers rent what their clouds are called, and abbreviate. How many tell, and
 * how servers are polled, is assumed.
 */
final class GeneratedCampaign {
  private static final String[] UPDATE_TELLS = {
    "fw",
    "fw-update2",
    "ota",
    "ota-eu",
    "firmware",
    "update",
    "updates1",
    "upgrade",
    "swupdate",
    "fota",
    "otaupdate",
    "fwupdate",
    "softwareupdates",
    "fwu-prod-3",
    "autoupdate",
    "device-upgrade",
    "iotx-ota",
    "http.fw.updates1",
    "firmware-prod",
    "fw-eu1"
  };
  private static final String[] UPDATE_HALF = {
    "download", "dl", "downloads", "release", "pkg", "repo"
  };
  private static final String[] UPDATE_SILENT = {
    "static",
    "images",
    "otn",
    "mesu",
    "snu",
    "wrpd",
    "fireware",
    "archive",
    "cdn",
    "files",
    "assets",
    "devcom",
    "s3-eu-west-1",
    "d1f0c8a7b3e2",
    "d28julafm4",
    "swscan",
    "edge-7",
    "res",
    "storage",
    "pub"
  };
  private static final String[] ALARM_TELLS = {
    "push",
    "pushx",
    "alarm",
    "alert",
    "alerts-eu",
    "notify",
    "notification",
    "peernotification-prod",
    "apns",
    "fcm",
    "alarmserver",
    "jpush",
    "event-alarm"
  };
  private static final String[] ALARM_SILENT = {"msg", "im", "mqtt", "p2p", "relay", "a3", "ws"};
  private static final String[] OTHERS = {
    "api",
    "api.eu",
    "cloud",
    "euw1-device",
    "mqtt",
    "iot",
    "data",
    "log",
    "logs",
    "metrics",
    "events",
    "config",
    "configsvc.cs",
    "discovery",
    "device-metrics-us",
    "analytics",
    "ads",
    "auth",
    "login",
    "gw",
    "cam-gw-isc-eu02",
    "ws",
    "tunnel",
    "stun",
    "relay-3",
    "diagnostics",
    "frontdoor",
    "account",
    "www",
    "prod",
    "bob-dispatch-prod-eu",
    "arcus-uswest",
    "scribe.logs",
    "weather",
    "geo",
    "search"
  };
  private static final String[] FALSE_FRIENDS = {"newsupdates", "alerts-weather", "upgrade-shop"};
  private static final String[] CONTENT = {"media", "img", "epg", "thumbs", "radio", "tiles"};

  private final Random random;
  private final boolean opportunity;
  private final int count;
  private final Map<Destination, Purpose> truth = new TreeMap<>();
  private final List<List<Observation>> seen = new ArrayList<>();
  private final List<TrialRecord> trials = new ArrayList<>();
  private int host;

  /**
   * @param opportunity whether an update was offered and an alarm set off while trials were run
   */
  GeneratedCampaign(long seed, boolean opportunity) {
    this.random = new Random(seed);
    this.opportunity = opportunity;
    this.count = 12 + random.nextInt(29);
    for (int i = 0; i < count; i++) {
      seen.add(new ArrayList<>());
    }
    update();
    if (chance(0.6)) {
      alarm();
    }
    others();
    for (int i = 0; i < count; i++) {
      trials.add(trial(i));
    }
  }

  /** The destinations of a list on which everything blockable is. */
  Map<Destination, Purpose> truth() {
    return truth;
  }

  List<TrialRecord> trials() {
    return trials;
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private String one(String[] words) {
    return words[random.nextInt(words.length)];
  }

  private Destination destination(String words, int port, Purpose purpose) {
    String domain = chance(0.7) ? "vendor.test" : "cloud" + random.nextInt(9) + ".example";
    String name =
        chance(0.04)
            ? "198.51.100." + (1 + host)
            : words + (words.contains(".") ? "." : host + ".") + domain;
    host++;
    String transport = port == 123 ? "/udp" : "/tcp";
    Destination made = Destination.parse(name + ":" + port + transport);
    truth.put(made, purpose);
    return made;
  }

  private void update() {
    double kind = random.nextDouble();
    String words = one(kind < 0.6 ? UPDATE_TELLS : kind < 0.72 ? UPDATE_HALF : UPDATE_SILENT);
    Destination server = destination(words, chance(0.9) ? 443 : 80, Purpose.UPDATE);
    contacted(server, chance(0.6) ? 1 : 0.1, 900);
    if (opportunity) {
      // One in eight is smaller than what counts as large.
      long size = (long) (40_000 * Math.pow(1000, random.nextDouble()));
      seen(random.nextInt(count), server, size / (30 + random.nextInt(40)), size);
    }
  }

  private void alarm() {
    int port = chance(0.6) ? 443 : chance(0.5) ? 8883 : chance(0.5) ? 5223 : 5228;
    String words = one(chance(0.75) ? ALARM_TELLS : ALARM_SILENT);
    if (chance(0.6)) {
      // A connection that is kept. Where an alarm was tested, it was required for it.
      if (!opportunity) {
        contacted(destination(words, port, Purpose.ALARM), 1, 700);
      }
    } else if (opportunity) {
      Destination server = destination(words, port, Purpose.ALARM);
      for (int i = 1; i < count; i += 3) {
        seen(i, server, 600, 700);
      }
      if (chance(0.25)) {
        seen(0, server, 600, 700); // It also says hello at other times.
      }
    }
  }

  private void others() {
    if (chance(0.7)) {
      contacted(destination("pool", 123, Purpose.TIME), 1, 90);
    }
    int more = 5 + random.nextInt(10);
    for (int i = 0; i < more; i++) {
      boolean content = chance(0.05);
      String words = one(content ? CONTENT : chance(0.02) ? FALSE_FRIENDS : OTHERS);
      Destination other =
          destination(
              words, chance(0.85) ? 443 : 8883, content ? Purpose.CONTENT : Purpose.UNKNOWN);
      contacted(other, chance(0.85) ? 1 : 0.12, content ? 30_000 + random.nextInt(400_000) : 900);
      if (chance(0.02)) {
        long list = 20_000 + random.nextInt(300_000); // once, for example a list of channels
        seen(random.nextInt(count), other, list / 40, list);
      }
    }
  }

  private void contacted(Destination destination, double often, long received) {
    for (int i = 0; i < count; i++) {
      if (i == 0 || chance(often)) {
        seen(i, destination, Math.max(400, received / 40), received);
      }
    }
  }

  private void seen(int trial, Destination destination, long sent, long received) {
    seen.get(trial).removeIf(earlier -> earlier.destination().equals(destination));
    Instant first = Instant.EPOCH.plusSeconds(60);
    seen.get(trial)
        .add(
            ObservationBuilder.stagedBuilder()
                .destination(destination)
                .packetsSent(1 + sent / 100)
                .bytesSent(sent)
                .packetsReceived(1 + received / 1500)
                .bytesReceived(received)
                .first(first)
                .last(first.plusSeconds(9))
                .protocol("TLS")
                .addresses(Set.of())
                .serverNames(Set.of())
                .build());
  }

  /** In every third trial an alarm is set off, if it is in any. */
  private TrialRecord trial(int number) {
    boolean alarm = opportunity && number % 3 == 1;
    Usage usage = new Usage(alarm ? "alarm" : "switching on", Vantage.LAN);
    return MadeUpTrial.of(
        number + 1,
        TrialRequest.control(List.of(usage)),
        alarm ? "the smoke detector is set off" : "\"Power\" is tapped",
        seen.get(number));
  }
}
