// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.campaign;

import dev.trimunit.engine.journal.Journal;
import dev.trimunit.engine.journal.NightsFile;
import dev.trimunit.engine.lab.Bench;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.BuiltByName;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.protocol.Protocol;
import dev.trimunit.engine.sharing.PhoneQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * How a campaign is run.
 *
 * @param protocol settles the verdicts
 * @param errorBound the probability of a wrong verdict that is accepted
 * @param off how long the device is without power in a trial whose spec does not say
 * @param shorterOff for how long it is tried whether that is enough; zero if it is not tried
 * @param watch how long the device is watched in the power experiment, after its start-up
 * @param selected which destinations get verdicts ({@code trimunit.destination})
 * @param journal the folder of journals, outside {@code target}
 * @param locked the folder in which a device is locked against other runs
 * @param identity what else the trials depend on, for the journal: hashes of the spec and the
 *     device file, the lab with its seed; an unfinished run goes on only if all of it is the same
 * @param voids how many void trials are too many
 * @param locks of what the devices of this run share; the same for all of them
 * @param answer what the device is told about blocked names in a trial whose spec does not say
 * @param forms further answers in which a blocklist is verified once more, as a whole
 * @param endurance for how long a verified list is blocked as a whole at the end; zero if it is not
 * @param clockMargin whether it is found out how wrong the device's clock may be
 * @param cancelled whether the run was cancelled; asked between trials
 */
@BuiltByName
public record CampaignSettings(
    Protocol protocol,
    double errorBound,
    Duration off,
    Duration shorterOff,
    Duration watch,
    Predicate<Destination> selected,
    Path journal,
    Path locked,
    Map<String, String> identity,
    VoidLimits voids,
    PhoneQueue locks,
    BlockAnswer answer,
    List<BlockAnswer> forms,
    Duration endurance,
    boolean clockMargin,
    BooleanSupplier cancelled) {
  /** The usual watch. */
  public static final Duration WATCH = Duration.ofMinutes(3);

  public CampaignSettings {
    forms = List.copyOf(forms);
    identity = Map.copyOf(identity);
  }

  /**
   * With the usual limits, watch and answer, its lock where its journal is, nothing shared with
   * other devices, no further forms, and an unfinished run that goes on whatever changed but the
   * device.
   */
  public CampaignSettings(
      Protocol protocol,
      double errorBound,
      Duration off,
      Predicate<Destination> selected,
      Path journal,
      BooleanSupplier cancelled) {
    this(
        protocol,
        errorBound,
        off,
        Duration.ZERO,
        WATCH,
        selected,
        journal,
        journal,
        Map.of(),
        VoidLimits.USUAL,
        new PhoneQueue(),
        BlockAnswer.LOOPBACK,
        List.of(),
        Duration.ZERO,
        false,
        cancelled);
  }

  /** All that the trials of a device depend on, for its journal. */
  Map<String, String> identityOn(Bench bench) {
    Map<String, String> all = new TreeMap<>(identity);
    all.put("device", bench.device().id());
    all.put("firmware", bench.device().firmware());
    all.put("app", bench.device().app());
    all.put("off-duration", off.toString());
    if (!shorterOff.isZero()) {
      all.put("shorter off-duration", shorterOff.toString());
    }
    if (!watch.equals(WATCH)) {
      all.put("watch of the power experiment", watch.toString());
    }
    if (answer != BlockAnswer.LOOPBACK) {
      all.put("answer to blocked names", answer.word());
    }
    protocol.before().ifPresent(known -> all.put(NightsFile.BEFORE, NightsFile.text(known)));
    all.putAll(NightsFile.elsewhere(protocol.elsewhere()));
    if (bench.units().size() > 1) {
      all.put(Journal.UNITS, String.valueOf(bench.units().size()));
    }
    if (UnitPlaces.areAtOnce(bench.units())) {
      all.put(Journal.AT_ONCE, "true");
    }
    all.put(Journal.VANTAGES_TOGETHER, String.valueOf(bench.vantagesTogether()));
    return all;
  }
}
