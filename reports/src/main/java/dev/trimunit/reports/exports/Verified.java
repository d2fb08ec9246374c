// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.trial.Blocklist;
import dev.trimunit.reports.data.RunData;
import java.util.List;

/** What on top of a file is said about how its list was put to the test. */
final class Verified {
  private Verified() {}

  /** How a consumer of a file refuses. */
  enum Form {
    NAME_ERROR("'no such name' (NXDOMAIN)"),
    UNSPECIFIED("the unspecified address (0.0.0.0 and ::)"),
    ADDRESS("every packet to the addresses");

    final String words;

    Form(String words) {
      this.words = words;
    }
  }

  /** The one place that says what was verified, in which lab, how often and in which form. */
  static List<String> lines(RunData run, Blocklist list, Form form) {
    String protocol = run.settings().getOrDefault("trimunit.protocol", "certify");
    return List.of(
        "verified in the %s lab, protocol %s: %d destinations blocked together; everything worked in %d of %d trials"
            .formatted(
                run.lab().kind().word(),
                protocol,
                list.destinations().size(),
                list.jointPasses(),
                list.jointPasses() + list.jointFailures()),
        form == Form.ADDRESS
            ? "form: the trials answered names with the loopback address where that sufficed; this"
                + " file refuses "
                + form.words
                + ", a form that was not tried by itself"
            : "form: the trials answered with the loopback address; this file answers "
                + form.words
                + ", a form that was not tried by itself");
  }
}
