// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.campaign.NightsBefore;
import dev.trimunit.engine.gherkin.AcceptedBehaviour;
import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.NightsBuilder;
import dev.trimunit.engine.model.NightsPairBuilder;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.accepted.Behaviour;
import dev.trimunit.reports.accepted.Change;
import dev.trimunit.reports.accepted.Comparison;
import dev.trimunit.reports.accepted.Comparison.Against;
import dev.trimunit.reports.accepted.Contact;
import dev.trimunit.reports.accepted.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Answers the promise {@code the network behaviour is as accepted} from the reviewed file. */
public final class AcceptedBehaviourOfFiles implements AcceptedBehaviour {
  /** The usual error bound; an accepted file does not say which it was. */
  private static final double ERROR = 0.01;

  private final AcceptedFiles files = AcceptedFiles.onClassPath();
  private final Map<String, Optional<Behaviour>> read = new ConcurrentHashMap<>();

  @Override
  public Optional<List<String>> differences(CampaignFindings findings) {
    return files
        .accepted(findings.device().id())
        .map(accepted -> Comparison.of(accepted, found(findings), findings.limits().isEmpty()));
  }

  /** What of the verdict and its destination changed; the host's other ports tell a moved one. */
  @Override
  public Optional<String> difference(CampaignFindings findings, Verdict verdict) {
    return read.computeIfAbsent(findings.device().id(), files::accepted)
        .map(accepted -> sentences(accepted, findings, verdict));
  }

  @Override
  public Optional<Nights> accepted(Device device) {
    return read.computeIfAbsent(device.id(), files::accepted).map(AcceptedBehaviourOfFiles::nights);
  }

  private static Nights nights(Behaviour accepted) {
    List<Nights.Pair> pairs = new ArrayList<>();
    List<Nights.Contact> contacts = new ArrayList<>();
    accepted
        .destinations()
        .forEach(
            (destination, contact) -> {
              boolean open = contact.share().orElse(0) > 0;
              contacts.add(new Nights.Contact(destination, open, open ? 1 : 0, open ? 1 : 0, 0));
              contact
                  .verdicts()
                  .forEach((usage, kind) -> pairs.add(pair(destination, usage, kind)));
            });
    return NightsBuilder.stagedBuilder()
        .lab("")
        .basis("accepted " + NightsBefore.basis(pairs))
        .settings(Nights.Settings.USUAL)
        .night(0)
        .pairs(pairs)
        .contacts(contacts)
        .history("")
        .risen(0)
        .marks(List.of())
        .build();
  }

  private static Nights.Pair pair(Destination destination, Usage usage, VerdictKind kind) {
    return NightsPairBuilder.stagedBuilder()
        .destination(destination)
        .usage(usage)
        .kind(kind)
        .accepted(kind)
        .shownNight(0)
        .shownOn("")
        .errorBound(ERROR)
        .rate(Nights.Pair.MOSTLY)
        .build();
  }

  private static String sentences(Behaviour accepted, CampaignFindings findings, Verdict verdict) {
    SortedMap<Destination, Contact> before = new TreeMap<>(accepted.destinations());
    before.keySet().removeIf(destination -> !isOfHost(destination, verdict));
    before.replaceAll((destination, contact) -> only(contact, verdict.usage()));
    SortedMap<Destination, Contact> now = new TreeMap<>();
    for (Destination destination : findings.destinations()) {
      if (isOfHost(destination, verdict)) {
        now.put(destination, contact(findings, destination, new TreeMap<>()));
      }
    }
    SortedMap<Usage, VerdictKind> kinds = new TreeMap<>(Map.of(verdict.usage(), verdict.kind()));
    now.put(verdict.destination(), contact(findings, verdict.destination(), kinds));
    return Comparison.changes(
            new Behaviour(
                accepted.device(),
                accepted.name(),
                accepted.firmware(),
                accepted.tolerance(),
                before),
            behaviour(findings, now),
            Against.ACCEPTED_IN_PART)
        .stream()
        .filter(change -> change.destination().equals(verdict.destination()))
        .map(Change::sentence)
        .collect(Collectors.joining(" "));
  }

  private static boolean isOfHost(Destination destination, Verdict verdict) {
    return destination.host().equals(verdict.destination().host());
  }

  private static Contact only(Contact contact, Usage usage) {
    SortedMap<Usage, VerdictKind> kinds = new TreeMap<>(contact.verdicts());
    kinds.keySet().retainAll(Set.of(usage));
    return new Contact(contact.party(), contact.share(), kinds);
  }

  private static Contact contact(
      CampaignFindings findings, Destination destination, SortedMap<Usage, VerdictKind> kinds) {
    return new Contact(findings.party(destination), OptionalDouble.empty(), kinds);
  }

  private static Behaviour behaviour(
      CampaignFindings findings, SortedMap<Destination, Contact> contacts) {
    return new Behaviour(
        findings.device().id(),
        findings.device().name(),
        findings.device().firmware(),
        Behaviour.TOLERANCE,
        contacts);
  }

  private static Behaviour found(CampaignFindings findings) {
    Map<Destination, OptionalDouble> shares = Found.shares(findings.trials());
    SortedMap<Destination, Contact> contacts = new TreeMap<>();
    for (Destination destination : findings.destinations()) {
      contacts.put(
          destination,
          new Contact(
              findings.party(destination),
              shares.getOrDefault(destination, OptionalDouble.empty()),
              verdicts(findings, destination)));
    }
    return behaviour(findings, contacts);
  }

  private static SortedMap<Usage, VerdictKind> verdicts(
      CampaignFindings findings, Destination destination) {
    SortedMap<Usage, VerdictKind> kinds = new TreeMap<>();
    for (Verdict verdict : findings.verdicts()) {
      if (verdict.destination().equals(destination)) {
        kinds.put(verdict.usage(), verdict.kind());
      }
    }
    return kinds;
  }
}
