// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.data;

import dev.trimunit.engine.model.BlockEvidence;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.DnsEvent;
import dev.trimunit.engine.model.Outcome;
import dev.trimunit.engine.model.TrialRecord;
import dev.trimunit.engine.model.Usage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A trial in words, the same words in every report. */
public final class TrialText {
  private static final int NAMED_AT_MOST = 3;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private TrialText() {}

  /**
   * For example {@code trial 7: ntp.org:123/udp blocked}; with its unit, where a device has
   * several.
   */
  public static String title(TrialRecord trial) {
    String subject =
        switch (trial.purpose()) {
          case CONTROL -> "nothing blocked (control)";
          case NO_ACTION -> "the action left out";
          case CARRY_OVER -> "the action left out over the second vantage";
          case POWER -> "power experiment";
          case BLOCK, JOINT, SCENARIO -> blocked(trial);
          case SHORT_OFF -> blocked(trial) + " after a shorter time without power";
          case ENDURANCE -> blocked(trial) + " for days";
          case MARGIN -> "told the time by the gateway";
        };
    String unit = trial.unit() == 0 ? "" : " on unit " + trial.unit();
    return "trial " + trial.number() + unit + ": " + subject;
  }

  private static String blocked(TrialRecord trial) {
    if (trial.blocked().isEmpty()) {
      return "nothing blocked";
    }
    if (trial.blocked().size() > NAMED_AT_MOST) {
      return trial.blocked().size() + " destinations blocked together";
    }
    return trial.blocked().stream()
            .map(DestinationPattern::plain)
            .collect(Collectors.joining(" and "))
        + " blocked";
  }

  /** A time of the lab, to the second. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  /** A usage in words; a scenario that uses no functionality has no vantage. */
  public static String usage(Usage usage) {
    return usage.equals(Usage.SCENARIO) ? usage.functionality() : usage.toString();
  }

  /** The outcome for a usage; for all usages, the worst one, if null. */
  public static Outcome outcome(TrialRecord trial, @Nullable Usage usage) {
    if (!trial.fault().isEmpty()) {
      return Outcome.VOID;
    }
    if (usage != null) {
      return trial.outcome(usage).map(outcome -> outcome.outcome()).orElse(Outcome.VOID);
    }
    return trial.outcomes().stream()
        .map(outcome -> outcome.outcome())
        .max(Outcome::compareTo)
        .orElse(Outcome.PASSED);
  }

  /** For example {@code held: 3 DNS queries overridden, 0 packets dropped}. */
  public static String evidence(BlockEvidence evidence) {
    return switch (evidence.evidence()) {
      case HELD ->
          "held: %s overridden, %s dropped"
              .formatted(
                  counted(evidence.queriesOverridden(), "DNS query", "DNS queries"),
                  counted(evidence.packetsDropped(), "packet", "packets"));
      case COLLATERAL ->
          "refused, and perhaps more: it shares " + String.join(", ", evidence.shared());
      case NOT_EXERCISED -> "not exercised: the device never tried";
      case LEAKED ->
          "leaked: %s got through (%s)"
              .formatted(counted(evidence.packetsPassed(), "packet", "packets"), evidence.bypass());
    };
  }

  private static String counted(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /** The DNS queries of a trial, one a line, with lab time since its start. */
  public static String dnsLog(TrialRecord trial) {
    StringBuilder text =
        new StringBuilder(title(trial)).append("\nlab time  type   answer          name\n");
    for (DnsEvent event : trial.dns()) {
      text.append(
          "%8s  %-5s  %-14s  %s%s%n"
              .formatted(
                  since(trial.start(), event.time()),
                  event.type(),
                  event.answer().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  event.question(),
                  addresses(event))
              .replace(System.lineSeparator(), "\n"));
    }
    return text.toString();
  }

  private static String addresses(DnsEvent event) {
    if (event.addresses().isEmpty()) {
      return "";
    }
    return event.addresses().stream()
        .map(Object::toString)
        .collect(Collectors.joining(", ", " -> ", " (TTL " + event.ttl() + " s)"));
  }

  /** For example {@code +4.250 s}. */
  public static String since(Instant start, Instant time) {
    long millis = Duration.between(start, time).toMillis();
    return "%+d.%03d s".formatted(millis / 1000, Math.abs(millis % 1000));
  }

  /** With two significant digits, for example {@code 0.66 %}. */
  public static String percent(double probability) {
    BigDecimal percent = BigDecimal.valueOf(100 * probability).round(new MathContext(2));
    return percent.stripTrailingZeros().toPlainString() + "\u00a0%";
  }

  /** For example {@code 2 s}, {@code 2 min}, {@code 3 h 8 min}. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    long minutes = seconds / 60 % 60;
    return seconds / 3600 + " h" + (minutes == 0 ? "" : " " + minutes + " min");
  }
}
