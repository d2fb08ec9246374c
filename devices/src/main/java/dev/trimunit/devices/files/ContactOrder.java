// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a contact says of others: they are there, and none waits for itself. */
final class ContactOrder {
  private ContactOrder() {}

  /** What a contact comes after, and what stands in for it, is there. */
  static void require(String id, Section contact, Map<String, ContactModel> contacts) {
    for (String other : contact.list("if-refused", Values::text)) {
      NeedReader.requireContact(contact, contact.lineOf("if-refused"), other, contacts.keySet());
    }
    requireOrder(id, contact, contacts);
  }

  /** What a contact comes after is there, and does not wait for it in turn. */
  private static void requireOrder(String id, Section contact, Map<String, ContactModel> contacts) {
    ContactModel model = contacts.get(id);
    String awaited = model == null ? null : model.timing().follows();
    if (awaited == null) {
      return;
    }
    if (!contacts.containsKey(awaited)) {
      throw contact.fault(
          "'after' is a duration (2 s) or another contact; unknown contact '"
              + awaited
              + "'"
              + NearMisses.of(awaited, contacts.keySet()),
          contact.lineOf("after"));
    }
    if (leadTo(awaited, contacts, new LinkedHashSet<>()).contains(id)) {
      throw contact.fault(
          "'%s' comes after '%s', which waits for '%s' in turn".formatted(id, awaited, id),
          contact.lineOf("after"));
    }
  }

  /** A contact, what it comes after, and what stands in for it; and so on. */
  private static Set<String> leadTo(
      @Nullable String id, Map<String, ContactModel> contacts, Set<String> found) {
    ContactModel contact = id == null ? null : contacts.get(id);
    if (contact != null && found.add(contact.id())) {
      leadTo(contact.timing().follows(), contacts, found);
      contact.persistence().fallbacks().forEach(next -> leadTo(next, contacts, found));
    }
    return found;
  }
}
