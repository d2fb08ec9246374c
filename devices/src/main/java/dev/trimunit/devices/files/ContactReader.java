// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.files.ContactModel.AppProtocol;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads one entry of {@code contacts:}. */
final class ContactReader {
  private static final double DEFAULT_JITTER = 0.1;
  private static final String IF_OFFERED = " if offered";

  private ContactReader() {}

  static ContactModel read(String id, Section contact) {
    contact.allow(
        "destination",
        "changes",
        "protocol",
        "resolves",
        "after",
        "needed",
        "every",
        "jitter",
        "sends",
        "receives",
        "rounds",
        "pause",
        "keeps",
        "retries",
        "retry-after",
        "if-refused",
        "resolver",
        "family",
        "cache",
        "sets",
        "checks",
        "holds-up",
        "purpose");
    Optional<NameAtBoot> names = names(contact);
    Destination destination = contact.required("destination", ContactReader::atFirst);
    AppProtocol protocol =
        contact.optional("protocol", Values.word(AppProtocol.class)).orElse(usual(destination));
    requireFit(contact, destination, protocol);
    return ContactModelBuilder.stagedBuilder()
        .id(id)
        .host(destination.host())
        .names(names)
        .transport(destination.transport())
        .port(destination.port())
        .protocol(protocol)
        .timing(timing(contact))
        .volume(volume(contact, protocol))
        .resolution(resolution(contact))
        .persistence(persistence(contact))
        .timeUse(timeUse(contact, protocol))
        .purpose(contact.optional("purpose", Values::purpose))
        .build();
  }

  private static LifeModel.TimeUse timeUse(Section contact, AppProtocol protocol) {
    LifeModel.TimeUse use = LifeReader.timeUse(contact);
    if (use.checksDates() && protocol != AppProtocol.TLS) {
      throw contact.fault(
          "'checks: dates' is for certificates, which only tls has", contact.lineOf("checks"));
    }
    boolean tells =
        protocol == AppProtocol.NTP || protocol == AppProtocol.TLS || protocol == AppProtocol.HTTP;
    if (use.sets() && !tells) {
      throw contact.fault(
          "'sets: clock' is for what tells the time: ntp, tls and http", contact.lineOf("sets"));
    }
    if (use.holdsUpBoot() && !contact.optional("after", Values::isDuration).orElse(false)) {
      throw contact.fault(
          "'holds-up: boot' is for what is contacted after power-on: write 'after: 1 s' too",
          contact.lineOf("holds-up"));
    }
    return use;
  }

  private static AppProtocol usual(Destination destination) {
    if (destination.isNameOnly()) {
      return AppProtocol.LOOKUP;
    }
    if (!destination.transport().hasPorts()) {
      return AppProtocol.PING;
    }
    return switch (destination.port()) {
      case 443, 853, 8883 -> AppProtocol.TLS;
      case 80, 8080 -> AppProtocol.HTTP;
      case 123 -> AppProtocol.NTP;
      default -> AppProtocol.DATA;
    };
  }

  private static void requireFit(Section contact, Destination destination, AppProtocol protocol) {
    Transport transport = destination.transport();
    boolean fits =
        switch (protocol) {
          case TLS, HTTP -> transport.equals(Transport.TCP);
          case NTP -> transport.equals(Transport.UDP);
          case PING -> transport.equals(Transport.ICMP) || transport.equals(Transport.ICMPV6);
          case LOOKUP -> destination.isNameOnly();
          case DATA -> transport.equals(Transport.TCP) || transport.equals(Transport.UDP);
        };
    if (!fits || (transport.hasPorts() && !destination.hasPort())) {
      throw contact.fault(
          "a model cannot speak "
              + protocol
              + " to "
              + destination
              + ": give a port and tcp, udp or icmp, or name for what is only looked up",
          contact.lineOf("destination"));
    }
  }

  private static Timing timing(Section contact) {
    boolean timed = contact.optional("after", Values::isDuration).orElse(false);
    return new Timing(
        contact.optional("resolves", Values::duration).orElse(null),
        timed ? contact.required("after", Values::duration) : null,
        timed ? null : contact.optional("after", Values::text).orElse(null),
        atBoot(contact),
        contact.optional("every", Values::duration).orElse(null),
        contact.optional("jitter", Values::percent).orElse(DEFAULT_JITTER));
  }

  private static boolean atBoot(Section contact) {
    boolean atBoot = contact.optional("needed", ContactReader::isAtBoot).orElse(false);
    if (atBoot && !contact.has("after")) {
      throw contact.fault(
          "'needed: at boot' is for what the device contacts by itself: write 'after' too",
          contact.lineOf("needed"));
    }
    return atBoot;
  }

  /** What a contact is called, if that changes: by places in its name, or by its last number. */
  private static Optional<NameAtBoot> names(Section contact) {
    String host = contact.required("destination", Values::text).replaceFirst("[:/].*", "");
    boolean counts = contact.optional("changes", ContactReader::isAtBoot).orElse(false);
    NameAtBoot names = counts ? NameAtBoot.counting(host) : new NameAtBoot(host);
    names
        .faults()
        .forEach(
            fault -> {
              throw contact.fault(fault, contact.lineOf("destination"));
            });
    if (NameAtBoot.isIn(names.text())) {
      return Optional.of(names);
    }
    if (counts) {
      throw contact.fault(
          "'changes: at boot' makes the last number in a name go up, and %s has none of up to nine digits"
              .formatted(host),
          contact.lineOf("changes"));
    }
    return Optional.empty();
  }

  private static Destination atFirst(String text) {
    String host = text.replaceFirst("[:/].*", "");
    String rest = text.substring(host.length());
    return Destination.written(NameAtBoot.isIn(host) ? new NameAtBoot(host).after(0) + rest : text);
  }

  private static boolean isAtBoot(String text) {
    if (!text.equals("at boot")) {
      throw new IllegalArgumentException(
          "unknown word '" + text + "': write 'at boot', or nothing");
    }
    return true;
  }

  private static Volume volume(Section contact, AppProtocol protocol) {
    int usual = protocol == AppProtocol.PING ? 56 : 200;
    boolean offered = contact.optional("receives", ContactReader::isIfOffered).orElse(false);
    int receives = contact.optional("receives", ContactReader::received).orElse(usual);
    if (offered && protocol != AppProtocol.TLS && protocol != AppProtocol.HTTP) {
      throw contact.fault(
          "'if offered' is for firmware that is loaded by tls or http", contact.lineOf("receives"));
    }
    return new Volume(
        contact.optional("sends", Values::octets).orElse(usual),
        offered ? usual : receives,
        contact.optional("rounds", Values.number(1, 10_000)).orElse(1),
        contact.optional("pause", Values::duration).orElse(Duration.ofMillis(200)),
        offered ? receives : 0);
  }

  private static boolean isIfOffered(String text) {
    return text.endsWith(IF_OFFERED);
  }

  private static int received(String text) {
    return Values.octets(
        isIfOffered(text) ? text.substring(0, text.length() - IF_OFFERED.length()) : text);
  }

  private static ContactModel.Resolution resolution(Section contact) {
    List<ResolverModel> resolvers = contact.list("resolver", ResolverModel::parse);
    return new ContactModel.Resolution(
        resolvers.isEmpty() ? List.of(ResolverModel.parse("gateway")) : resolvers,
        contact
            .optional("family", Values.word(ContactModel.Family.class))
            .orElse(ContactModel.Family.IPV4),
        contact
            .optional("cache", Values.word(ContactModel.Cache.class))
            .orElse(ContactModel.Cache.TTL));
  }

  private static Persistence persistence(Section contact) {
    return new Persistence(
        contact.optional("keeps", Values::yesNo).orElse(false),
        contact.optional("retries", Values.number(0, 1_000)).orElse(1),
        contact.optional("retry-after", Values::duration).orElse(Duration.ofSeconds(2)),
        contact.list("if-refused", Values::text));
  }
}
