// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.journal.NightsFile;
import dev.trimunit.engine.model.Gate;
import dev.trimunit.engine.model.Nights;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run leaves to the next night: what a gate decided, or what another protocol found. */
final class KeptNight {
  private final NightsFile file;
  private final String lab;
  private final List<Gate> gates = new ArrayList<>();
  private @Nullable Nights after;

  KeptNight(NightsFile file, String lab) {
    this.file = file;
    this.lab = lab;
  }

  /** Hears what a gate said, and what is known after it. */
  void decided(Gate gate, Nights known) {
    gates.add(gate);
    after = known;
  }

  /** What a gate said, once for each time that it was asked. */
  List<Gate> gates() {
    return List.copyOf(gates);
  }

  /** Writes it, for the night to come. */
  void keep(List<Verdict> verdicts, List<TrialRecord> trials) throws IOException {
    file.write(after != null ? after : NightsBefore.found(file.read(), lab, verdicts, trials));
  }
}
