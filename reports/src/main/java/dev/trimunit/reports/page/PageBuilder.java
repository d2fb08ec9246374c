// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.page;

import dev.trimunit.engine.lab.LabKind;
import dev.trimunit.engine.model.Blockability;
import dev.trimunit.reports.data.RunData;
import dev.trimunit.reports.data.SeldomUsed;
import dev.trimunit.reports.page.PageModel.Fact;
import dev.trimunit.reports.page.PageModel.Page;
import dev.trimunit.reports.page.PageModel.SharedHost;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns a run into what the page shows. */
final class PageBuilder {
  /** With more trials than this, the page leaves out the list of all trials, to stay small. */
  private static final int TRIALS_SHOWN = 2_000;

  /** With more devices than this, what is folded up is built when it is opened. */
  private static final int LAZY_FROM = 50;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RunData run;

  PageBuilder(RunData run) {
    this.run = run;
  }

  Page page() {
    boolean trialsShown =
        run.devices().stream().mapToInt(device -> device.trials().size()).sum() <= TRIALS_SHOWN;
    Generalisation general = new Generalisation(run.devices());
    List<SharedHost> shared = general.shared();
    boolean measured = run.lab().kind() == LabKind.PHYSICAL;
    return PageModelPageBuilder.stagedBuilder()
        .banner(run.labBanner())
        .stamp(measured ? "measured" : run.lab().kind().word())
        .measured(measured)
        .facts(facts())
        .devices(
            run.devices().stream()
                .map(
                    device ->
                        new DevicePart(device, new SeldomUsed(run, device), trialsShown).view())
                .toList())
        .groups(general.groups().stream().filter(group -> !group.counts().isEmpty()).toList())
        .shared(shared.stream().limit(Generalisation.MOST).toList())
        .sharedLeftOut(Math.max(0, shared.size() - Generalisation.MOST))
        .lazy(run.devices().size() > LAZY_FROM)
        .trialsShown(trialsShown)
        .build();
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("lab", run.lab().key()));
    facts.add(new Fact("kind of lab", run.lab().kind().word()));
    facts.add(new Fact("time", run.lab().facts().getOrDefault("time", "real")));
    for (String key : List.of("protocol", "error-bound", "seed")) {
      String value = run.settings().get("trimunit." + key);
      if (value != null) {
        facts.add(new Fact(key.replace('-', ' '), value));
      }
    }
    String timeScale = run.lab().facts().get("time scale");
    if (timeScale != null) {
      facts.add(new Fact("time scale", timeScale));
    }
    facts.add(new Fact("run on", DATE.format(run.finished())));
    return facts;
  }

  static String word(Blockability blockability) {
    return blockability.name().toLowerCase(Locale.ROOT);
  }
}
