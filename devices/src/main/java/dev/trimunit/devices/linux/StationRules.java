// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.linux.NftSets.Family;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sets and chains that each station has for itself, so that one that talks to every port there
 * is fills its own, and reading the counters of another takes no longer for it.
 */
final class StationRules {
  /** Of remote ends that a station talked to within an hour; of more, not all are counted. */
  static final int MOST_WATCHED = 65_535;

  /** The sets with counters, without family and mark. */
  private static final List<String> COUNTED =
      List.of(
          "host",
          "proto",
          "port",
          "asked",
          "encrypted",
          "told",
          "passed_proto",
          "passed_port",
          "arrived_proto",
          "arrived_port");

  /** Set on packets to refuse, after every set has counted them. */
  private static final String REFUSED = "0x74726d75";

  /** Set on packets that the gateway answers in the place of a server. */
  static final String TOLD = "0x74696d65";

  /** After what is blocked has met its rules, which count. */
  private static final String CUT = "    ct mark @cut counter drop\n";

  /** After the names of sets and chains: the station's mark. */
  private final String mark;

  private StationRules(int mark) {
    this.mark = "_" + mark;
  }

  /** Of every station. */
  static String all(NftSettings settings) {
    return new TreeSet<>(settings.stations().keySet())
        .stream().map(mark -> new StationRules(mark).text()).collect(Collectors.joining());
  }

  /** The rule that sends a station's packets to its own chain. */
  static String dispatch(NftSettings settings, String when, String chain) {
    String verdicts =
        new TreeMap<>(settings.stations())
            .keySet().stream()
                .map(mark -> "%d : jump %s_%1$d".formatted(mark, chain))
                .collect(Collectors.joining(", "));
    return verdicts.isEmpty() ? "" : "    %sct mark vmap { %s }\n".formatted(when, verdicts);
  }

  /** The names of a station's sets with counters. */
  static Stream<String> counted(int mark) {
    return COUNTED.stream()
        .flatMap(name -> NftSets.FAMILIES.stream().map(family -> name + family.suffix()))
        .map(name -> name + "_" + mark);
  }

  private String text() {
    return NftSets.FAMILIES.stream().map(this::sets).collect(Collectors.joining())
        + chain("asked", rules(this::asking))
        + chain("told", rules(this::telling))
        + chain(
            "leave",
            rules(this::refusing)
                + "    meta mark "
                + REFUSED
                + " jump refuse\n"
                + CUT
                + rules(family -> passing(family, "passed", "daddr", "dport")))
        + chain(
            "back",
            rules(this::droppingBack)
                + CUT
                + rules(family -> passing(family, "arrived", "saddr", "sport")));
  }

  private String chain(String name, String rules) {
    return "  chain %s%s {\n%s  }\n".formatted(name, mark, rules);
  }

  private String sets(Family family) {
    String forget = "flags timeout; timeout 1d;";
    String watch = "flags dynamic,timeout; timeout 1h; size " + MOST_WATCHED + ";";
    String host = "mark . " + family.type();
    String proto = host + " . inet_proto";
    String port = proto + " . inet_service";
    return set("host", family, host, forget + " counter;")
        + set("proto", family, proto, forget + " counter;")
        + set("port", family, port, forget + " counter;")
        + set("back_host", family, host, forget)
        + set("back_proto", family, proto, forget)
        + set("back_port", family, port, forget)
        + set("told", family, host, forget + " counter;")
        + set("asked", family, host, watch)
        + set("encrypted", family, port, watch)
        + set("passed_proto", family, proto, watch)
        + set("passed_port", family, port, watch)
        + set("arrived_proto", family, proto, watch)
        + set("arrived_port", family, port, watch);
  }

  private String set(String name, Family family, String type, String rest) {
    return "  set %s%s%s { type %s; %s }\n".formatted(name, family.suffix(), mark, type, rest);
  }

  private String rules(Function<Family, List<String>> ofFamily) {
    return NftSets.FAMILIES.stream()
        .flatMap(family -> ofFamily.apply(family).stream())
        .map(rule -> "    " + rule + "\n")
        .collect(Collectors.joining());
  }

  private List<String> asking(Family family) {
    return List.of(
        "update %s { ct mark . %s daddr counter }".formatted(in("asked", family), family.header()));
  }

  /** Here each packet is counted; where addresses are translated, the first of a flow only. */
  private List<String> telling(Family family) {
    return List.of(
        "ct mark . %s daddr %s meta mark set %s"
            .formatted(family.header(), in("told", family), TOLD));
  }

  /** Every set is asked before any refuses, so that each pattern that covers a packet counts it. */
  private List<String> refusing(Family family) {
    String address = "ct mark . " + family.header() + " daddr";
    String port = address + " . meta l4proto . th dport";
    String refuse = "meta mark set " + REFUSED;
    String note = "update %s { %s counter } ".formatted(in("encrypted", family), port);
    String tls =
        "meta nfproto ipv%s meta l4proto { tcp, udp } th dport 853 ".formatted(family.suffix());
    String https =
        "%s daddr @resolvers%s meta l4proto { tcp, udp } th dport 443 "
            .formatted(family.header(), family.suffix());
    return List.of(
        address + " " + in("host", family) + " " + refuse,
        address + " . meta l4proto " + in("proto", family) + " " + refuse,
        port + " " + in("port", family) + " " + refuse,
        tls + note,
        https + note,
        tls + "ct mark @strong " + refuse,
        https + "ct mark @strong " + refuse);
  }

  private List<String> droppingBack(Family family) {
    String address = "ct mark . " + family.header() + " saddr";
    return List.of(
        address + " " + in("back_host", family) + " drop",
        address + " . meta l4proto " + in("back_proto", family) + " drop",
        address + " . meta l4proto . th sport " + in("back_port", family) + " drop");
  }

  private List<String> passing(Family family, String set, String end, String port) {
    String proto = "ct mark . %s %s . meta l4proto".formatted(family.header(), end);
    return List.of(
        "meta l4proto { tcp, udp, sctp } update %s { %s . th %s counter }"
            .formatted(in(set + "_port", family), proto, port),
        "meta l4proto != { tcp, udp, sctp } update %s { %s counter }"
            .formatted(in(set + "_proto", family), proto));
  }

  private String in(String set, Family family) {
    return "@" + set + family.suffix() + mark;
  }
}
