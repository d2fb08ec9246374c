// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.FormCheck;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.protocol.Question;
import dev.trimunit.engine.trial.TrialOracle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The lists that passed as a whole. Each is told once it was tried in further forms; what a run
 * that is stopped could not try any more is told without.
 */
final class VerifiedLists {
  private final List<BlockAnswer> forms;
  private final Consumer<Blocklist> listener;
  private final Consumer<String> notices;
  private final List<Blocklist> untold = new ArrayList<>();

  /**
   * @param forms the further answers to blocked names that a list is tried with
   * @param listener hears each list, once
   * @param notices hears, in a sentence, that a form matters
   */
  VerifiedLists(List<BlockAnswer> forms, Consumer<Blocklist> listener, Consumer<String> notices) {
    this.forms = List.copyOf(forms);
    this.listener = listener;
    this.notices = notices;
  }

  void add(Blocklist list) {
    untold.add(list);
  }

  /**
   * Blocks every list for days, and keeps of it what nothing breaks without.
   *
   * @param endure tries a list
   */
  void endure(UnaryOperator<Blocklist> endure) {
    untold.replaceAll(endure);
    untold.removeIf(list -> list.destinations().isEmpty());
  }

  /**
   * Tries every list in the further forms, and tells it. This is asked last: what a list holds is
   * settled then.
   *
   * @param known every destination that the device is known to contact
   */
  void verifyForms(Question question, Set<Destination> known, TrialOracle oracle) {
    FormChecks checks = new FormChecks(question, oracle);
    for (Blocklist list : List.copyOf(untold)) {
      List<FormCheck> checked = checked(checks, sayable(list, known));
      untold.remove(list);
      listener.accept(list.with(checked));
    }
  }

  private List<FormCheck> checked(FormChecks checks, Set<Destination> sayable) {
    if (sayable.stream().noneMatch(d -> d.host() instanceof DnsName)) {
      return List.of();
    }
    List<FormCheck> checked = forms.stream().map(form -> checks.check(sayable, form)).toList();
    checked.stream()
        .filter(check -> !check.failed().isEmpty())
        .forEach(check -> notices.accept("The form of a block matters: " + check.sentence()));
    return checked;
  }

  /**
   * What of a list a resolver's file holds: a resolver refuses a name on every port, so a name that
   * the device contacts on a port that is not in the list is left out.
   */
  private static Set<Destination> sayable(Blocklist list, Set<Destination> known) {
    Set<Host> used = new HashSet<>();
    known.stream()
        .filter(destination -> !list.destinations().contains(destination))
        .forEach(destination -> used.add(destination.host()));
    Set<Destination> sayable = new TreeSet<>(list.destinations());
    sayable.removeIf(d -> d.host() instanceof DnsName && used.contains(d.host()));
    return sayable;
  }

  /** Tells the lists that were not told yet, as they are. */
  void tellRest() {
    untold.forEach(listener);
    untold.clear();
  }
}
