// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.model.Blockability;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Owner;
import dev.trimunit.engine.purpose.DestinationPurpose;
import dev.trimunit.reports.accepted.Behaviour;
import dev.trimunit.reports.accepted.Contact;
import dev.trimunit.reports.accepted.Found;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.SeldomUsed;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The destinations of a device in {@code verdicts.json}. */
final class DestinationsJson {
  private DestinationsJson() {}

  static void add(ArrayNode destinations, RunData run, DeviceData data) {
    SeldomUsed seldom = new SeldomUsed(run, data);
    Set<Destination> power = data.traffic(DeviceData::isPowerExperiment).keySet();
    Set<Destination> interaction = data.traffic(DeviceData::isInteractionExperiment).keySet();
    Behaviour behaviour = Found.in(data);
    for (Destination destination : data.destinations()) {
      ObjectNode entry = destinations.addObject();
      VerdictsJson.address(entry, destination);
      entry.put("party", data.party(destination).word());
      owner(entry, data.owner(destination), destination);
      entry.put("powerExperiment", power.contains(destination));
      entry.put("interactionExperiment", interaction.contains(destination));
      share(entry, behaviour.destinations().get(destination));
      entry.put(
          "blockability", data.blockability(destination).map(Blockability::name).orElse(null));
      purpose(entry, seldom, destination);
    }
  }

  private static void purpose(ObjectNode entry, SeldomUsed seldom, Destination destination) {
    DestinationPurpose purpose = seldom.purpose(destination);
    entry.put("purpose", purpose.purpose().word());
    ArrayNode signs = entry.putArray("purposeSigns");
    purpose.signs().forEach(sign -> signs.add(sign.words()));
    entry.put("heldBack", seldom.heldBack().containsKey(destination));
    seldom
        .tried(destination)
        .ifPresent(
            tried -> {
              ArrayNode tested = entry.putArray("rareTested");
              tried.tested().forEach(tested::add);
              ArrayNode untested = entry.putArray("rareUntested");
              tried.untested().forEach(untested::add);
            });
  }

  private static void owner(ObjectNode entry, Owner owner, Destination destination) {
    if (destination.host() instanceof DnsName name) {
      name.unicode().ifPresent(shown -> entry.put("hostUnicode", shown));
    }
    entry.put("domain", owner.domain());
    entry.put("organisation", owner.organisation());
    entry.put("ownerReason", owner.reason());
  }

  private static void share(ObjectNode entry, @Nullable Contact contact) {
    OptionalDouble share = contact == null ? OptionalDouble.empty() : contact.share();
    entry.set(
        "sharePercent",
        share.isPresent() ? entry.numberNode(Json.number(share.getAsDouble())) : entry.nullNode());
  }
}
