// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import dev.trimunit.devices.files.LifeModel.Firmware;
import dev.trimunit.devices.files.LifeModel.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the versions of a device's firmware. */
final class FirmwareReader {
  private FirmwareReader() {}

  /**
   * @param contacts of every version
   */
  static List<Firmware> read(Section model, Map<String, ContactModel> contacts) {
    List<Section> sections = model.sectionList("firmware");
    List<Firmware> all = new ArrayList<>();
    for (Section section : sections) {
      section.attempt(() -> version(section, contacts)).ifPresent(all::add);
    }
    for (int i = 0; i < sections.size() && all.size() == sections.size(); i++) {
      int at = i;
      Section section = sections.get(i);
      section.attempt(() -> inOrder(section, all, at));
    }
    model.each("contacts", (id, section) -> requireOffer(id, section, contacts, all));
    return all;
  }

  private static Firmware version(Section section, Map<String, ContactModel> contacts) {
    section.allow("version", "offers", "after", "via", "contacts");
    Map<String, ContactModel> own = new LinkedHashMap<>();
    section.each("contacts", (id, contact) -> own.put(id, ContactReader.read(id, contact)));
    Map<String, ContactModel> together = new LinkedHashMap<>(contacts);
    together.putAll(own);
    section.each("contacts", (id, contact) -> ContactOrder.require(id, contact, together));
    return new Firmware(
        section.required("version", FirmwareReader::word), offer(section, contacts), own);
  }

  private static @Nullable Offer offer(Section section, Map<String, ContactModel> contacts) {
    if (!section.has("offers")) {
      for (String key : new String[] {"after", "via"}) {
        if (section.has(key)) {
          throw section.fault(
              "'%s' belongs to 'offers', which says what the next version is".formatted(key),
              section.lineOf(key));
        }
      }
      return null;
    }
    String via = section.required("via", Values::text);
    NeedReader.requireContact(section, section.lineOf("via"), via, contacts.keySet());
    return new Offer(
        section.required("offers", FirmwareReader::word),
        section.optional("after", Values::duration).orElse(Duration.ZERO),
        via);
  }

  /** Specs write it as one word. */
  private static String word(String text) {
    if (!text.matches("[\\w.+-]{1,40}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no version: write up to 40 letters, digits, '.', '_', '+' and '-'");
    }
    return text;
  }

  /**
   * A version is there once, and what it offers comes after it: no device goes round in circles.
   */
  private static boolean inOrder(Section section, List<Firmware> all, int at) {
    List<String> versions = all.stream().map(Firmware::version).toList();
    Firmware firmware = all.get(at);
    if (versions.indexOf(firmware.version()) < at) {
      throw section.fault(
          "version '%s' is there twice".formatted(firmware.version()), section.lineOf("version"));
    }
    Offer offer = firmware.offer();
    if (offer != null && !versions.contains(offer.version())) {
      throw section.unknown("version", offer.version(), versions, section.lineOf("offers"));
    }
    if (offer != null && versions.indexOf(offer.version()) <= at) {
      throw section.fault(
          "version '%s' offers '%s', which has to come after it in the list"
              .formatted(firmware.version(), offer.version()),
          section.lineOf("offers"));
    }
    return true;
  }

  private static void requireOffer(
      String id, Section contact, Map<String, ContactModel> contacts, List<Firmware> all) {
    ContactModel model = contacts.get(id);
    boolean asks =
        all.stream()
            .map(Firmware::offer)
            .anyMatch(offer -> offer != null && offer.via().equals(id));
    if (model != null && model.volume().offered() > 0 && !asks) {
      throw contact.fault(
          "nothing is ever offered to '%s': name it behind 'via' of a version under 'firmware', or leave out 'if offered'"
              .formatted(id),
          contact.lineOf("receives"));
    }
  }
}
