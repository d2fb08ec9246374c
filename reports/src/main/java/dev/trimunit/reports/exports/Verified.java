// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.Blocklist;
import dev.trimunit.engine.model.FormCheck;
import dev.trimunit.reports.data.RunData;
import java.util.List;
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
