// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.files.ContactModel;
import dev.trimunit.devices.files.Need;
import dev.trimunit.engine.model.DnsName;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Whether what a use takes holds. */
final class Needs {
  private final Function<String, ContactModel> contacts;
  private final Set<String> answered;
  private final BiConsumer<ContactModel, Consumer<Boolean>> contact;
  private final Resolver resolver;
  private final DeviceLife life;

  /**
   * @param contacts by id, as they are since power returned
   * @param answered those that were answered since then
   * @param contact contacts one, and tells whether it was answered
   */
  Needs(
      Function<String, ContactModel> contacts,
      Set<String> answered,
      BiConsumer<ContactModel, Consumer<Boolean>> contact,
      Resolver resolver,
      DeviceLife life) {
    this.contacts = contacts;
    this.answered = answered;
    this.contact = contact;
    this.resolver = resolver;
    this.life = life;
  }

  void evaluate(Need need, Consumer<Boolean> done) {
    if (need instanceof Need.Contact single) {
      need(contacts.apply(single.id()), done);
    } else if (need instanceof Need.All all) {
      Countdown parts = new Countdown(all.parts().size(), done);
      all.parts().forEach(part -> evaluate(part, parts::count));
    } else if (need instanceof Need.Any any) {
      firstOf(any.parts(), 0, done);
    } else if (need instanceof Need.Resolution resolution) {
      ContactModel model = contacts.apply(resolution.id());
      Consumer<Boolean> told = resolved -> done.accept(resolved == resolution.resolved());
      if (model.host() instanceof DnsName name) {
        resolver.isResolved(model, name, told);
      } else {
        told.accept(true);
      }
    } else {
      done.accept(life.holds(need));
    }
  }

  private void need(ContactModel model, Consumer<Boolean> done) {
    if (model.timing().atBoot()) {
      done.accept(answered.contains(model.id()));
    } else {
      contact.accept(model, done);
    }
  }

  private void firstOf(List<Need> parts, int index, Consumer<Boolean> done) {
    if (index == parts.size()) {
      done.accept(false);
      return;
    }
    evaluate(
        parts.get(index),
        held -> {
          if (held) {
            done.accept(true);
          } else {
            firstOf(parts, index + 1, done);
          }
        });
  }
}
