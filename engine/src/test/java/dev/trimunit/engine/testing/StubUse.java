// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.testing;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A usage of a stub device: a label to tap, and the state that the app shows afterwards if it
 * worked.
 *
 * @param usage the functionality and vantage
 * @param label what is tapped
 * @param state what the app shows afterwards
 * @param contacts what the device contacts then
 * @param works whether it works, given which destinations are blocked
 */
public record StubUse(
    Usage usage,
    String label,
    String state,
    List<Contact> contacts,
    Predicate<Predicate<Destination>> works) {

  /** A destination that is contacted under a condition on what is blocked. */
  public record Contact(Destination destination, Predicate<Predicate<Destination>> when) {}

  public StubUse {
    contacts = List.copyOf(contacts);
  }

  /** Tapping the functionality's name leads to the state of that name and contacts nothing. */
  public static StubUse of(Usage usage) {
    return new StubUse(
        usage, usage.functionality(), usage.functionality(), List.of(), blocked -> true);
  }

  /** With another label and state. */
  public StubUse tapping(String newLabel, String newState) {
    return new StubUse(usage, newLabel, newState, contacts, works);
  }

  /** Contacts these whatever is blocked. */
  public StubUse contacts(Destination... destinations) {
    StubUse use = this;
    for (Destination destination : destinations) {
      use = use.contactsWhen(destination, blocked -> true);
    }
    return use;
  }

  /** Contacts a destination only under a condition, for example when another is blocked. */
  public StubUse contactsWhen(Destination destination, Predicate<Predicate<Destination>> when) {
    List<Contact> more = new java.util.ArrayList<>(contacts);
    more.add(new Contact(destination, when));
    return new StubUse(usage, label, state, more, works);
  }

  /** Contacts these and works only while none of them is blocked. */
  public StubUse requires(Destination... destinations) {
    Predicate<Predicate<Destination>> before = works;
    return contacts(destinations)
        .worksWhen(
            blocked -> before.test(blocked) && List.of(destinations).stream().noneMatch(blocked));
  }

  /** Contacts these and works only while one of them is not blocked. */
  public StubUse requiresOneOf(Destination... destinations) {
    Predicate<Predicate<Destination>> before = works;
    return contacts(destinations)
        .worksWhen(
            blocked -> before.test(blocked) && !List.of(destinations).stream().allMatch(blocked));
  }

  /** Works under this condition on what is blocked. */
  public StubUse worksWhen(Predicate<Predicate<Destination>> condition) {
    return new StubUse(usage, label, state, contacts, condition);
  }

  Set<Destination> contacted(Predicate<Destination> blocked) {
    Set<Destination> contacted = new TreeSet<>();
    contacts.stream()
        .filter(c -> c.when().test(blocked))
        .forEach(c -> contacted.add(c.destination()));
    return contacted;
  }
}
