// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.files.LifeModel.AtPowerOn;
import dev.trimunit.devices.files.LifeModel.Daily;
import dev.trimunit.engine.model.DnsName;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what changes about a device while days pass. */
final class LifeReader {
  private static final Pattern PPM = Pattern.compile("(-?\\d+(?:\\.\\d+)?) ?ppm");
  private static final Duration USUAL_SAVES = Duration.ofHours(1);
  private static final Duration USUAL_ON = Duration.ofMinutes(10);

  private LifeReader() {}

  static LifeModel read(
      Section model, Collection<String> contacts, List<LifeModel.Firmware> firmware) {
    Map<DnsName, LifeModel.Certificate> certificates = new LinkedHashMap<>();
    model.each(
        "certificates",
        (name, section) -> certificates.put(hostName(name, section), certificate(section)));
    Map<String, LifeModel.Token> tokens = new LinkedHashMap<>();
    model.each("tokens", (name, section) -> tokens.put(name, token(section, contacts)));
    return new LifeModel(
        model.section("clock").map(LifeReader::clock).orElse(null),
        model.section("lease").map(LifeReader::lease).orElse(null),
        certificates,
        tokens,
        firmware,
        events(model));
  }

  private static Map<String, LifeModel.Event> events(Section model) {
    Collection<String> functionalities = model.sections("functionalities").keySet();
    Map<String, LifeModel.Event> events = new LinkedHashMap<>();
    model.each(
        "events", (word, section) -> events.put(word, event(word, section, functionalities)));
    return events;
  }

  private static LifeModel.Event event(
      String word, Section event, Collection<String> functionalities) {
    event.allow("does", "trigger");
    if (!word.matches("[\\w-]{1,40}")) {
      throw event.fault(
          "'" + word + "' is no word that a step can name: write letters, digits and '-'",
          event.lineOf(""));
    }
    String does = event.required("does", Values::text);
    if (!functionalities.contains(does)) {
      throw event.unknown("functionality", does, functionalities, event.lineOf("does"));
    }
    return new LifeModel.Event(does, event.optional("trigger", Values::text).orElse(""));
  }

  private static LifeModel.Clock clock(Section clock) {
    clock.allow("runs", "asleep", "at-power-on", "saves");
    String start = clock.optional("at-power-on", LifeReader::start).orElse("saved");
    String[] words = start.split(" ", 2);
    AtPowerOn atPowerOn =
        switch (words[0]) {
          case "saved" -> AtPowerOn.SAVED;
          case "1970" -> AtPowerOn.EPOCH;
          case "kept" -> AtPowerOn.KEPT;
          default -> AtPowerOn.BUILD;
        };
    return new LifeModel.Clock(
        clock.optional("runs", LifeReader::ppm).orElse(0.0),
        clock.optional("asleep", Values::percent).orElse(0.0),
        atPowerOn,
        atPowerOn == AtPowerOn.KEPT ? Values.duration(words[1]) : Duration.ZERO,
        atPowerOn == AtPowerOn.BUILD ? date(words[1]) : Instant.EPOCH,
        clock.optional("saves", LifeReader::period).orElse(USUAL_SAVES));
  }

  private static double ppm(String text) {
    Matcher matcher = PPM.matcher(text);
    if (!matcher.matches() || Math.abs(Double.parseDouble(matcher.group(1))) > 100_000) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no rate: write 20 ppm for a clock that gains 1.7 s a day, -20 ppm for one that loses them");
    }
    return Double.parseDouble(matcher.group(1)) / 1_000_000;
  }

  private static String start(String text) {
    boolean known =
        text.equals("saved")
            || text.equals("1970")
            || (text.startsWith("kept ") && Values.isDuration(text.substring(5)))
            || (text.startsWith("build ") && date(text.substring(6)).isAfter(Instant.EPOCH));
    if (!known) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no time that a clock may show at power-on: write saved, 1970, kept 14 d or build 2024-03-01");
    }
    return text;
  }

  private static Instant date(String text) {
    try {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no date: write 2024-03-01", e);
    }
  }

  private static Duration period(String text) {
    Duration period = Values.duration(text);
    if (period.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("'" + text + "' is less than 1 s");
    }
    return period;
  }

  private static LifeModel.Lease lease(Section lease) {
    lease.allow("renews", "ends");
    Duration renews = lease.required("renews", LifeReader::period);
    Duration ends = lease.optional("ends", LifeReader::period).orElse(renews.multipliedBy(2));
    return new LifeModel.Lease(renews, longer(lease, "ends", ends, "renews", renews));
  }

  private static LifeModel.Certificate certificate(Section certificate) {
    certificate.allow("lasts", "renewed");
    Duration lasts = certificate.required("lasts", LifeReader::period);
    Duration renewed = certificate.required("renewed", LifeReader::period);
    return new LifeModel.Certificate(
        longer(certificate, "lasts", lasts, "renewed", renewed), renewed);
  }

  private static LifeModel.Token token(Section token, Collection<String> contacts) {
    token.allow("from", "lasts", "refreshed");
    String from = token.required("from", Values::text);
    if (!contacts.contains(from)) {
      throw token.unknown("contact", from, contacts, token.lineOf("from"));
    }
    Duration lasts = token.required("lasts", LifeReader::period);
    Duration refreshed = token.required("refreshed", LifeReader::period);
    return new LifeModel.Token(
        from, longer(token, "lasts", lasts, "refreshed", refreshed), refreshed);
  }

  private static Duration longer(
      Section section, String key, Duration time, String than, Duration other) {
    if (time.compareTo(other) < 0) {
      throw section.fault(
          "'%s' is shorter than '%s': nothing would ever last".formatted(key, than),
          section.lineOf(key));
    }
    return time;
  }

  private static DnsName hostName(String text, Section section) {
    try {
      return DnsName.of(text);
    } catch (IllegalArgumentException e) {
      throw section.fault("'" + text + "': " + e.getMessage(), section.lineOf(""));
    }
  }

  /** What a functionality does once a day; null if it has no time of day. */
  static @Nullable Daily daily(Section functionality, Collection<String> variables) {
    if (!functionality.has("at")) {
      for (String key : new String[] {"shows", "for"}) {
        if (functionality.has(key)) {
          throw functionality.fault(
              "'%s' belongs to 'at', which says when".formatted(key), functionality.lineOf(key));
        }
      }
      return null;
    }
    String shows = functionality.required("shows", Values::text);
    if (!variables.contains(shows)) {
      throw functionality.unknown("variable", shows, variables, functionality.lineOf("shows"));
    }
    return new Daily(
        functionality.required("at", LifeReader::timeOfDay),
        shows,
        functionality.optional("for", LifeReader::period).orElse(USUAL_ON));
  }

  private static LocalTime timeOfDay(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time of day: write \"07:00\", in quotes", e);
    }
  }

  /** What a contact has to do with the time. */
  static LifeModel.TimeUse timeUse(Section contact) {
    String sets = contact.optional("sets", LifeReader::sets).orElse("");
    return new LifeModel.TimeUse(
        !sets.isEmpty(),
        sets.startsWith("clock within ") ? Values.duration(sets.substring(13)) : Duration.ZERO,
        contact.optional("checks", word("dates")).isPresent(),
        contact.optional("holds-up", word("boot")).isPresent());
  }

  private static String sets(String text) {
    if (!text.equals("clock")
        && !(text.startsWith("clock within ") && Values.isDuration(text.substring(13)))) {
      throw new IllegalArgumentException(
          "'" + text + "' is nothing that a contact sets: write clock, or clock within 1 h");
    }
    return text;
  }

  static Function<String, String> word(String only) {
    return text -> {
      if (!text.equals(only)) {
        throw new IllegalArgumentException(
            "unknown word '" + text + "': write '" + only + "', or nothing");
      }
      return text;
    };
  }
}
