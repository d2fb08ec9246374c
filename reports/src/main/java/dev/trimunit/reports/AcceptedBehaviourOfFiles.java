// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import dev.trimunit.engine.gherkin.AcceptedBehaviour;
import dev.trimunit.engine.gherkin.CampaignFindings;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import dev.trimunit.engine.model.Verdict;
import dev.trimunit.engine.model.VerdictKind;
import dev.trimunit.reports.accepted.Behaviour;
import dev.trimunit.reports.accepted.Comparison;
import dev.trimunit.reports.accepted.Contact;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers the promise {@code the network behaviour is as accepted} from the reviewed file. Shares
 * of the traffic are left to the end of the run, which knows them.
 */
public final class AcceptedBehaviourOfFiles implements AcceptedBehaviour {
  private final AcceptedFiles files = AcceptedFiles.onClassPath();
  private final Map<String, Optional<Behaviour>> read = new ConcurrentHashMap<>();

  @Override
  public Optional<List<String>> differences(CampaignFindings findings) {
    return files
        .accepted(findings.device().id())
        .map(accepted -> Comparison.of(accepted, found(findings), whole()));
  }

  /** The destination is compared as if there were no other, and the verdict as if no other. */
  @Override
  public Optional<String> difference(CampaignFindings findings, Verdict verdict) {
    return read.computeIfAbsent(findings.device().id(), files::accepted)
        .map(accepted -> Comparison.of(only(accepted, verdict), found(findings, verdict), false))
        .map(sentences -> String.join(" ", sentences));
  }

  private static Behaviour only(Behaviour accepted, Verdict verdict) {
    Destination destination = verdict.destination();
    SortedMap<Destination, Contact> contacts = new TreeMap<>();
    Contact contact = accepted.destinations().get(destination);
    if (contact != null) {
      SortedMap<Usage, VerdictKind> kinds = new TreeMap<>(contact.verdicts());
      kinds.keySet().retainAll(Set.of(verdict.usage()));
      contacts.put(destination, new Contact(contact.party(), contact.share(), kinds));
    }
    return new Behaviour(accepted.device(), accepted.name(), accepted.tolerance(), contacts);
  }

  private static Behaviour found(CampaignFindings findings, Verdict verdict) {
    SortedMap<Usage, VerdictKind> kinds = new TreeMap<>();
    kinds.put(verdict.usage(), verdict.kind());
    SortedMap<Destination, Contact> contacts = new TreeMap<>();
    contacts.put(
        verdict.destination(),
        new Contact(findings.party(verdict.destination()), OptionalDouble.empty(), kinds));
    return new Behaviour(
        findings.device().id(), findings.device().name(), Behaviour.TOLERANCE, contacts);
  }

  /** Filters come as system properties, also from JUnit's configuration parameters in Maven. */
  private static boolean whole() {
    return List.of("trimunit.functionality", "trimunit.vantage", "trimunit.destination").stream()
        .allMatch(key -> System.getProperty(key, "").isBlank());
  }

  private static Behaviour found(CampaignFindings findings) {
    SortedMap<Destination, Contact> contacts = new TreeMap<>();
    for (Destination destination : findings.destinations()) {
      contacts.put(
          destination,
          new Contact(
              findings.party(destination),
              OptionalDouble.empty(),
              verdicts(findings, destination)));
    }
    return new Behaviour(
        findings.device().id(), findings.device().name(), Behaviour.TOLERANCE, contacts);
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
