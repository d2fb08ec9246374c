// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.journal.OnceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can be done once on a unit. A run that goes on answers from its journal, and would take
 * itself for an earlier one: what it did is kept when it is over.
 */
public final class KeptOnce {
  private final OnceFile file;
  private final String lab;
  private final Set<String> done = new TreeSet<>();

  KeptOnce(OnceFile file, String lab) {
    this.file = file;
    this.lab = lab;
  }

  /** A functionality was used up. */
  public void usedUp(String functionality) {
    done.add(functionality);
  }

  /**
   * The day on which an earlier run did that.
   *
   * @throws dev.trimunit.engine.lab.LabException if the file is damaged
   */
  public Optional<LocalDate> before(String functionality) {
    return file.find(lab, functionality).map(OnceFile.Done::day);
  }

  /** Where it is remembered. */
  public Path path() {
    return file.path();
  }

  void keep(LocalDate today) throws IOException {
    if (!done.isEmpty()) {
      file.add(done.stream().map(what -> new OnceFile.Done(lab, what, today)).toList());
    }
  }
}
