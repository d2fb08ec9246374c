// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.FormCheck;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.UsageOutcome;
import dev.trimunit.reports.data.DeviceData;
import dev.trimunit.reports.data.RunData;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What on top of a file is said about how its list was put to the test. */
final class Verified {
  private Verified() {}

  /** How a consumer of a file refuses. */
  enum Form {
    NAME_ERROR("'no such name' (NXDOMAIN)", BlockAnswer.NAME_ERROR),
    UNSPECIFIED("the unspecified address (0.0.0.0 and ::)", BlockAnswer.UNSPECIFIED),
    ADDRESS("every packet to the addresses", null);

    final String words;
    final @Nullable BlockAnswer answer;

    Form(String words, @Nullable BlockAnswer answer) {
      this.words = words;
      this.answer = answer;
    }
  }

  /** The one place that says what was verified, in which lab, how often and in which form. */
  static List<String> lines(RunData run, Blocklist list, Form form) {
    String protocol = run.settings().getOrDefault("trimunit.protocol", "certify");
    return List.of(
        "verified in the %s lab, protocol %s: %s blocked together; everything worked in %d of %d trials"
            .formatted(
                run.lab().kind().word(),
                protocol,
                list.destinations().size() == 1
                    ? "1 destination"
                    : list.destinations().size() + " destinations",
                list.jointPasses(),
                list.jointPasses() + list.jointFailures()),
        Plan.plain("form: " + form(list, form)));
  }

  /** For which firmware the list holds. */
  static String firmware(Device device) {
    String of =
        device.firmware().isEmpty()
            ? "the firmware that the device had then (its file states none)"
            : "firmware " + device.firmware();
    return "valid for %s: with another, watch what this list would refuse and do not enforce it until it was verified again"
        .formatted(of);
  }

  /** What is true of a list that lacks something of what was verified; nothing of a whole one. */
  static List<String> part(DeviceData data, Blocklist list, Set<Destination> exported) {
    if (exported.equals(list.destinations())) {
      return List.of();
    }
    Set<DestinationPattern> patterns = new TreeSet<>();
    exported.forEach(destination -> patterns.add(destination.exactly()));
    List<TrialRecord> alone =
        data.trials().stream()
            .filter(trial -> trial.blocked().equals(patterns) && !trial.outcomes().isEmpty())
            .toList();
    long worked =
        alone.stream()
            .filter(t -> t.outcomes().stream().map(UsageOutcome::usage).allMatch(t::passed))
            .count();
    String tried =
        (exported.isEmpty() || alone.isEmpty())
            ? "this part was not tried by itself"
            : "this part by itself: everything that was used worked in %d of %d trials"
                .formatted(worked, alone.size());
    return List.of(
        "this file blocks %d of these %d, less than what was verified (trimunit.exports=all: everything); %s"
            .formatted(exported.size(), list.destinations().size(), tried));
  }

  private static String form(Blocklist list, Form form) {
    BlockAnswer answer = form.answer;
    if (answer == null) {
      return "the trials refused by address and port, as this file does; only a name that shares an"
          + " address with something in use was answered instead";
    }
    return list.form(answer)
        .map(FormCheck::sentence)
        .orElse(
            "the trials refused by address and port; this file answers "
                + form.words
                + ", a form that was not tried by itself");
  }
}
