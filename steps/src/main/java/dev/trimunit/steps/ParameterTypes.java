// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.steps;

import dev.trimunit.engine.gherkin.StepDestinations;
import dev.trimunit.engine.model.BlockAnswer;
import dev.trimunit.engine.model.DestinationPattern;
import dev.trimunit.engine.model.Device;
import dev.trimunit.engine.model.Party;
import dev.trimunit.engine.model.Policy;
import dev.trimunit.engine.model.Purpose;
import dev.trimunit.engine.model.Vantage;
import dev.trimunit.engine.trial.SpecMistake;
import io.cucumber.java.DataTableType;
import io.cucumber.java.DocStringType;
import io.cucumber.java.ParameterType;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;

/**
 * The words of the spec language. They take a lot, so that the engine can say what is wrong with
 * them.
 */
public final class ParameterTypes {
  private final StepDestinations destinations;

  public ParameterTypes(StepDestinations destinations) {
    this.destinations = destinations;
  }

  /** The noun of the device's file, or {@code device}: the <b>bulb</b>. */
  @ParameterType("\\S+(?: \\S+)*?")
  public static String device(String noun) {
    return noun;
  }

  /**
   * A name and all below it, one port, exactly one name, or an address: {@code ntp.org}, {@code
   * ntp.org:123/udp}, {@code =api.example.com}, {@code 203.0.113.7/icmp}, {@code
   * [2001:db8::7]:443/tcp}.
   */
  @ParameterType("\\S+")
  public DestinationPattern destination(String text) {
    return destinations.of(text);
  }

  /**
   * What a device is told about a blocked name: {@code loopback}, {@code unspecified}, {@code
   * NXDOMAIN}, {@code no-data}, {@code REFUSED}, {@code silence}.
   */
  @ParameterType("(?i)loopback|unspecified|NXDOMAIN|no-data|REFUSED|silence")
  public static BlockAnswer answer(String word) {
    return BlockAnswer.parse(word);
  }

  /** A cell of a table that lists destinations. */
  @DataTableType
  public static DestinationPattern destinationInATable(String text) {
    return DestinationPattern.parse(text);
  }

  /** A doc string that lists destinations, one a line. */
  @DocStringType
  public static List<DestinationPattern> destinations(String text) {
    return lines(text).stream().map(DestinationPattern::parse).toList();
  }

  /**
   * A time: {@code 500 ms}, {@code 2 s}, {@code 5 minutes}, {@code 188 min}, {@code 1 hour}, {@code
   * 14 days}, {@code 2 weeks}.
   */
  @ParameterType(SpokenTimes.DURATION)
  public static Duration duration(String text) {
    return SpokenTimes.duration(text);
  }

  /**
   * How often something is let through: {@code 4 to 7 days}; {@code 7 days} stands for half of it
   * at least.
   */
  @ParameterType(SpokenTimes.PERIOD)
  public static Policy.Window period(String text) {
    return SpokenTimes.period(text);
  }

  /** How often something is let through, if that leaves time to do so. */
  public static Policy.Window window(Duration least, Duration most) {
    try {
      return new Policy.Window(least, most);
    } catch (IllegalArgumentException e) {
      throw new SpecMistake(String.valueOf(e.getMessage()), e);
    }
  }

  /** A time of day, in UTC: {@code 07:00}. */
  @ParameterType("\\d{1,2}:\\d{2}")
  public static LocalTime time(String text) {
    return SpokenTimes.timeOfDay(text);
  }

  /** On which side of the true time a clock is: {@code ahead}, {@code behind}. */
  @ParameterType("ahead|behind")
  public static boolean ahead(String word) {
    return word.equals("ahead");
  }

  /** The name of a scenario tagged {@code @functionality}: switching on. */
  @ParameterType(".+")
  public static String functionality(String name) {
    return name;
  }

  /**
   * What the companion app shows: <b>on</b>, <b>half open</b>, with or without double quotes. The
   * engine asks before a run whether it can be told.
   */
  @ParameterType("\"[^\"]*\"|\\S+(?: \\S+)*")
  public static String state(String words) {
    return Device.unquoted(words);
  }

  /** What a camera's picture shows, written as a state of the app is: <b>on</b>. */
  @ParameterType("\"[^\"]*\"|\\S+(?: \\S+)*")
  public static String pictured(String words) {
    return Device.unquoted(words);
  }

  /** A version of firmware: {@code 1.1}. */
  @ParameterType("[\\w.+-]+")
  public static String version(String text) {
    return text;
  }

  /** What the app shows, as the state of this name: {@code firmware 1.1}. */
  @ParameterType("firmware [\\w.+-]+")
  public static String firmware(String words) {
    return words;
  }

  /** What a device is there to notice, as its file calls it: {@code smoke}. */
  @ParameterType("[\\w-]+")
  public static String event(String word) {
    return word;
  }

  /** Where the phone is: {@code LAN}, {@code WAN}. */
  @ParameterType("LAN|WAN")
  public static Vantage vantage(String name) {
    return Vantage.valueOf(name);
  }

  /** A doc string as a list, one a line, as a table with one column is. */
  @DocStringType
  public static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** What a destination is for: {@code update}, {@code alarm}, {@code time} and others. */
  @ParameterType("update|alarm|time|connectivity|reporting|content|control")
  public static Purpose purpose(String word) {
    return Purpose.told(word);
  }

  /** Who runs a destination: {@code first}, {@code support}, {@code third}. */
  @ParameterType("first|support|third")
  public static Party party(String word) {
    return Party.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
