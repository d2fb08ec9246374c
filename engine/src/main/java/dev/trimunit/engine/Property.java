// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

/** The properties that the engine reads, with their defaults. */
enum Property {
  /** Which lab: {@code simulated}, {@code emulated}, {@code physical} or one of your own. */
  LAB("trimunit.lab", "simulated"),
  /** The seed of everything random in a simulated or emulated lab. */
  SEED("trimunit.seed", "1"),
  /**
   * How verdicts are settled: {@code certify}, {@code sequential}, {@code paper}, {@code fixed-N};
   * {@code recheck} looks whether they still hold.
   */
  PROTOCOL("trimunit.protocol", "certify"),
  /** How often every usage passes with the whole list in a night of {@code recheck}. */
  RECHECK_PASSES("trimunit.recheck.passes", "2"),
  /** How many required destinations are tried in a night of {@code recheck}. */
  RECHECK_ROTATION("trimunit.recheck.rotation", "1"),
  /** How many nights' trials {@code recheck} weighs, this one included. */
  RECHECK_MEMORY("trimunit.recheck.memory", "1"),
  /** Whether what {@code recheck} names or cannot tell is settled by {@code certify} at once. */
  RECHECK_CERTIFY("trimunit.recheck.certify", "false"),
  /** How the case of a gate ends that could not tell: {@code aborted}, {@code failed}. */
  RECHECK_AMBER("trimunit.recheck.amber", "aborted"),
  /**
   * What {@code certify} starts from: {@code accepted}, what was accepted of the device; ids of
   * devices like it.
   */
  KNOWN("trimunit.known", ""),
  /** The probability of a wrong verdict that is accepted. */
  ERROR_BOUND("trimunit.error-bound", "0.01"),
  /** How long a device is without power where a spec does not say. */
  OFF("trimunit.off", "2 min"),
  /** A shorter time that is tried, and taken if nothing lasts into the next trial; {@code none}. */
  OFF_SHORTER("trimunit.off.shorter", "none"),
  /** How long a device is watched in the power experiment, after its start-up. */
  WATCH("trimunit.watch", "3 min"),
  /** How long the steps of a trial may take for each usage, by the machine's time. */
  TRIAL_LIMIT("trimunit.trial.limit", "30 min"),
  /** Only these feature files, each with lines or without: {@code bulb.feature:22}. */
  FEATURES("trimunit.features", ""),
  /** Only these devices, by id. */
  DEVICE("trimunit.device", ""),
  /** Only the devices of one of several runs: {@code 2/5}. */
  SHARD("trimunit.shard", ""),
  /** Only these functionalities, by name. */
  FUNCTIONALITY("trimunit.functionality", ""),
  /** Only these vantages: {@code LAN}, {@code WAN}. */
  VANTAGE("trimunit.vantage", ""),
  /**
   * Only these destinations get verdicts; as specs write them, so {@code ntp.org} is all below it.
   */
  DESTINATION("trimunit.destination", ""),
  /** The packages of step classes. */
  GLUE("trimunit.glue", "dev.trimunit.steps"),
  /** {@code ignored}: settings of Cucumber are meant for its own engine, and not refused. */
  CUCUMBER("trimunit.cucumber", "refused"),
  /** Whether devices run in parallel. */
  PARALLEL("trimunit.parallel", "true"),
  /** The folder of everything that a run leaves for its reader. */
  OUTPUT("trimunit.output", "target/trimunit"),
  /** The folder of journals, outside {@code target}. */
  JOURNAL("trimunit.journal", ".trimunit/journal"),
  /** Whether to print what the run is expected to take, and to run nothing. */
  PLAN("trimunit.plan", "false"),
  /**
   * Whether to read every file of the tester, to say what is wrong with them, and to run nothing.
   */
  CHECK("trimunit.check", "false"),
  /** Whether to write the accepted behaviour of each device for review. */
  ACCEPT("trimunit.accept", "false"),
  /**
   * Whether to record reference pictures instead of judging: {@code true}; {@code keep} and {@code
   * replace} take over what was recorded.
   */
  RECORD_REFERENCES("trimunit.record-references", "false"),
  /**
   * Who is asked, when the run is over, whose its bare addresses are: {@code none}, {@code rdap}.
   */
  OWNERS("trimunit.owners", "none"),
  /** What a device is told about a blocked name, if a step does not say. */
  ANSWER("trimunit.block.answer", "loopback"),
  /**
   * In which answers to blocked names a verified blocklist is verified once more, as a whole: a
   * list, or {@code none}.
   */
  FORMS("trimunit.forms", "NXDOMAIN, unspecified"),
  /**
   * For how long a verified blocklist is blocked as a whole at the end of a campaign: {@code 14d};
   * {@code none}.
   */
  ENDURANCE("trimunit.endurance", "none"),
  /** The longest endurance that a run may ask for: a job of a build server has an end. */
  ENDURANCE_LIMIT("trimunit.endurance.limit", "60d"),
  /** What is found out beside verdicts by telling a device a wrong time: {@code clock}; none. */
  MARGIN("trimunit.margin", "none"),
  /**
   * What of a verified blocklist is handed on: {@code careful} leaves out what looks like a server
   * of updates or alarms, {@code all} nothing.
   */
  EXPORTS("trimunit.exports", "careful"),
  /**
   * What of {@code @once} is not done again: {@code unit}, what was done on a unit that is the same
   * in the next run; {@code always}, also on one that a model makes anew; {@code again}, nothing.
   */
  ONCE("trimunit.once", "unit"),
  /** An HTTP server that gets a POST for each alarm. */
  NOTIFY_URL("trimunit.notify.url", ""),
  /** A program with its arguments that is started for each alarm, without a shell. */
  NOTIFY_COMMAND("trimunit.notify.command", ""),
  /** How long either of them may take, in all. */
  NOTIFY_TIMEOUT("trimunit.notify.timeout", "10 s");

  private final String key;
  private final String defaultValue;

  Property(String key, String defaultValue) {
    this.key = key;
    this.defaultValue = defaultValue;
  }

  String key() {
    return key;
  }

  String defaultValue() {
    return defaultValue;
  }

  /** Whether somebody else reads it: a lab, a report, or the project's own build. */
  static boolean isOfALabOrTheBuild(String key) {
    return key.matches(
        "trimunit\\.(bench|lab|simulated|emulated|physical|report|reports|console|progress|app|phone|owners)\\..+"
            + "|trimunit\\.(target|shared|excluded\\.tags|skip\\.fatjar)");
  }
}
