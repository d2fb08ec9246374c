// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.files.AppModel.ElementModel;
import dev.trimunit.devices.files.AppModel.Variable;
import dev.trimunit.devices.gateway.NameRecords;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Vantage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code model:} section of a device file. */
final class ModelReader {
  private static final Duration DEFAULT_TTL = Duration.ofMinutes(5);

  private ModelReader() {}

  static DeviceModel read(Section model) {
    model.allow(
        "boot",
        "ipv6",
        "names",
        "contacts",
        "functionalities",
        "screen",
        "clock",
        "lease",
        "certificates",
        "tokens",
        "firmware",
        "events");
    Map<String, ContactModel> contacts = contacts(model);
    NeedReader needs =
        new NeedReader(model.sections("contacts").keySet(), model.sections("tokens").keySet());
    Set<String> variables =
        model
            .section("screen")
            .map(screen -> screen.sections("variables").keySet())
            .orElse(Set.of());
    Map<String, FunctionalityModel> functionalities = functionalities(model, needs, variables);
    LifeModel life =
        LifeReader.read(model, contacts.keySet(), FirmwareReader.read(model, contacts));
    return new DeviceModel(
        model.optional("boot", Values::duration).orElse(Duration.ofSeconds(2)),
        model.optional("ipv6", Values::yesNo).orElse(false),
        names(model, life.contacts(contacts)),
        contacts,
        functionalities,
        app(model.requiredSection("screen"), model.sections("functionalities").keySet(), life),
        life);
  }

  private static Map<String, ContactModel> contacts(Section model) {
    Map<String, ContactModel> contacts = new LinkedHashMap<>();
    model.each("contacts", (id, section) -> contacts.put(id, ContactReader.read(id, section)));
    model.each("contacts", (id, section) -> ContactOrder.require(id, section, contacts));
    return contacts;
  }

  private static Map<DnsName, NameRecords> names(Section model, Collection<ContactModel> contacts) {
    Map<DnsName, NameRecords> names = new LinkedHashMap<>();
    model.each("names", (name, section) -> names.put(name(model, name), records(section)));
    for (ContactModel contact : contacts) {
      if (contact.host() instanceof DnsName name) {
        NameRecords records = names.computeIfAbsent(name, MadeUpAddresses::records);
        contact // All of them the same servers.
            .names()
            .ifPresent(its -> its.all().forEach(next -> names.putIfAbsent(next, records)));
      }
    }
    return names;
  }

  private static DnsName name(Section model, String text) {
    try {
      return DnsName.of(text);
    } catch (IllegalArgumentException e) {
      Section names = model.requiredSection("names");
      throw names.fault("'" + text + "': " + e.getMessage(), names.lineOf(text));
    }
  }

  private static NameRecords records(Section section) {
    section.allow("addresses", "alias", "ttl");
    List<IpAddress> addresses = section.list("addresses", IpAddress::parse);
    DnsName alias = section.optional("alias", DnsName::of).orElse(null);
    long ttl = section.optional("ttl", Values::duration).orElse(DEFAULT_TTL).toSeconds();
    if (alias == null && addresses.isEmpty()) {
      throw section.missing("addresses");
    }
    if (alias != null && !addresses.isEmpty()) {
      throw section.fault("an alias has no addresses of its own", section.lineOf("alias"));
    }
    return new NameRecords(addresses, alias, ttl);
  }

  private static Map<String, FunctionalityModel> functionalities(
      Section model, NeedReader needs, Collection<String> variables) {
    Map<String, FunctionalityModel> functionalities = new LinkedHashMap<>();
    model.each(
        "functionalities",
        (name, section) ->
            functionalities.put(name, functionality(name, section, needs, variables)));
    return functionalities;
  }

  private static FunctionalityModel functionality(
      String name, Section section, NeedReader needs, Collection<String> variables) {
    section.allow("flakiness", "latency", "patience", "LAN", "WAN", "at", "shows", "for");
    Map<Vantage, FunctionalityModel.Use> uses = new EnumMap<>(Vantage.class);
    for (Vantage vantage : Vantage.values()) {
      section.section(vantage.name()).ifPresent(use -> uses.put(vantage, needs.use(use)));
    }
    if (uses.isEmpty()) {
      throw section.missing("LAN");
    }
    return new FunctionalityModel(
        name,
        section.optional("flakiness", Values::percent).orElse(0.0),
        section.optional("latency", Values::duration).orElse(Duration.ofMillis(300)),
        section.optional("patience", Values::duration).orElse(Duration.ofSeconds(10)),
        uses,
        LifeReader.daily(section, variables));
  }

  private static AppModel app(Section app, Collection<String> functionalities, LifeModel life) {
    app.allow("title", "variables", "elements", "sets");
    Map<String, Variable> variables = new LinkedHashMap<>();
    app.each("variables", (name, section) -> variables.put(name, variable(section)));
    Set<String> names = new LinkedHashSet<>(app.sections("variables").keySet());
    if (!life.firmware().isEmpty()) {
      requireOwn(app);
      names.add(AppModel.FIRMWARE);
    }
    List<ElementModel> elements = new ArrayList<>();
    for (Section element : app.sectionList("elements")) {
      element.attempt(() -> element(element, names, functionalities)).ifPresent(elements::add);
    }
    return new AppModel(
        app.required("title", Values::text),
        variables,
        elements,
        app.optional("sets", LifeReader.word("clock")).isPresent());
  }

  /** What shows the version is not on or off. */
  private static void requireOwn(Section app) {
    Section variable = app.sections("variables").get(AppModel.FIRMWARE);
    if (variable != null) {
      throw variable.fault(
          "'firmware' stands for the version, in a device that has 'firmware': call the variable otherwise",
          variable.lineOf(""));
    }
  }

  private static Variable variable(Section section) {
    section.allow("first", "reset");
    return new Variable(
        section.optional("first", Values::onOff).orElse(false),
        section.optional("reset", Values.word(AppModel.Reset.class)).orElse(AppModel.Reset.POWER));
  }

  private static ElementModel element(
      Section section, Collection<String> variables, Collection<String> functionalities) {
    section.allow("kind", "label", "shows", "does", "toggles");
    return new ElementModel(
        section.required("kind", Values.word(Element.Kind.class)),
        section.required("label", Values::text),
        reference(section, "shows", "variable", variables),
        reference(section, "does", "functionality", functionalities),
        toggled(section, variables));
  }

  private static @Nullable String toggled(Section section, Collection<String> variables) {
    List<String> own = variables.stream().filter(v -> !v.equals(AppModel.FIRMWARE)).toList();
    return reference(section, "toggles", "variable", own);
  }

  private static @Nullable String reference(
      Section section, String key, String what, Collection<String> known) {
    String found = section.optional(key, Values::text).orElse(null);
    if (found != null && !known.contains(found)) {
      throw section.unknown(what.toLowerCase(Locale.ROOT), found, known, section.lineOf(key));
    }
    return found;
  }
}
