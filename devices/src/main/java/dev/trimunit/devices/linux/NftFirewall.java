// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.linux;

import dev.trimunit.devices.capture.packet.MacAddress;
import dev.trimunit.devices.gateway.policy.TimeServer;
import dev.trimunit.devices.json.Json;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.model.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The kernel's side of blocks: keeps the sets of {@link NftTable} as asked and reads their
 * counters. Every change is one transaction of generated text of parsed values.
 */
public final class NftFirewall implements AutoCloseable {
  private static final List<String> READ = List.of("-f", "-");
  private final List<String> nft;
  private final Map<Integer, Set<Refusal>> refused = new HashMap<>();
  private final Map<Integer, Set<Refusal>> told = new HashMap<>();
  private final Set<Integer> strongly = new HashSet<>();

  private NftFirewall(List<String> nft) {
    this.nft = nft;
  }

  /**
   * Puts the tables in place, instead of any that a killed run left.
   *
   * @param nft the command line that runs nft in the gateway's namespace
   */
  public static NftFirewall install(List<String> nft, GatewaySettings settings) {
    NftFirewall firewall = by(nft);
    firewall.install(settings, List.of());
    return firewall;
  }

  /** One whose tables are not in place yet. */
  static NftFirewall by(List<String> nft) {
    return new NftFirewall(List.copyOf(nft));
  }

  /**
   * Puts the tables in place.
   *
   * @param doors where queries for the time are led that the gateway answers
   */
  synchronized void install(GatewaySettings settings, List<TimeServer.Door> doors) {
    nft(READ, NftTable.create(settings, doors));
    refused.clear();
    told.clear();
    strongly.clear();
  }

  /** Refuses exactly this to a station from now on; counters of what stays go on. */
  synchronized void refuse(int mark, Collection<Refusal> wanted) {
    Set<Refusal> before = refused.getOrDefault(mark, Set.of());
    Set<Refusal> now = new HashSet<>(wanted);
    List<Refusal> added = now.stream().filter(each -> !before.contains(each)).toList();
    List<Refusal> removed = before.stream().filter(each -> !now.contains(each)).toList();
    if (!added.isEmpty() || !removed.isEmpty()) {
      nft(READ, elements("add", added) + removing(removed));
    }
    refused.put(mark, now);
  }

  /** Refuses this to a station, too. */
  synchronized void refuseAlso(int mark, Collection<Refusal> more) {
    Set<Refusal> now = refused.computeIfAbsent(mark, key -> new HashSet<>());
    List<Refusal> added = more.stream().filter(each -> !now.contains(each)).distinct().toList();
    if (!added.isEmpty()) {
      nft(READ, elements("add", added));
      now.addAll(added);
    }
  }

  /** Answers queries for the time in the place of exactly these addresses from now on. */
  synchronized void tell(int mark, Collection<IpAddress> wanted) {
    Set<Refusal> before = told.getOrDefault(mark, Set.of());
    Set<Refusal> now =
        wanted.stream()
            .map(address -> new Refusal(mark, address, Refusal.ANY, Refusal.ANY))
            .collect(Collectors.toSet());
    List<Refusal> added = now.stream().filter(each -> !before.contains(each)).toList();
    List<Refusal> removed = before.stream().filter(each -> !now.contains(each)).toList();
    if (!added.isEmpty() || !removed.isEmpty()) {
      nft(READ, telling("add", added) + telling("add", removed) + telling("delete", removed));
    }
    told.put(mark, now);
  }

  /** Whether nothing passes between a station and what is beyond the gateway. */
  synchronized void cut(int mark, boolean cut) {
    String element = "element " + NftTable.NAME + " cut { " + mark + " }\n";
    nft(READ, "add " + element + (cut ? "" : "delete " + element));
  }

  private static String telling(String verb, List<Refusal> ends) {
    return ends.stream()
        .map(
            end ->
                "%s element %s told%s_%d { %s }\n"
                    .formatted(
                        verb,
                        NftTable.NAME,
                        end.address().isIpv6() ? "6" : "4",
                        end.mark(),
                        end.text()))
        .collect(Collectors.joining());
  }

  /** Whether other resolvers are redirected and encrypted ones refused to a station. */
  synchronized void strong(int mark, boolean strong) {
    if (strongly.contains(mark) == strong) {
      return;
    }
    String element = "element " + NftTable.NAME + " strong { " + mark + " }\n";
    nft(READ, "add " + element + (strong ? "" : "delete " + element));
    if (strong) {
      strongly.add(mark);
    } else {
      strongly.remove(mark);
    }
  }

  /**
   * A station's counters in one reading, for which nobody else waits. Line by line, because nft
   * 1.0.6 lists one set only of those that a file names.
   */
  Counters counters(int mark) {
    List<String> sets = StationRules.counted(mark).toList();
    String list =
        sets.stream()
            .map(set -> "list set " + NftTable.NAME + " " + set + "\n")
            .collect(Collectors.joining());
    Program.Result said = Program.attempt(command(nft, List.of("-i", "-j", "-n", "-y")), list);
    List<String> lines = said.out().lines().filter(line -> line.startsWith("{")).toList();
    if (lines.size() != sets.size()) {
      throw new LabFault("The firewall cannot be read: " + said.complaint());
    }
    return Counters.read(lines);
  }

  /**
   * Removes the tables, whoever made them.
   *
   * @throws LabFault if nft refuses
   */
  public static void remove(List<String> nft) {
    by(nft).close();
  }

  /**
   * Who says to have an address that the lab gave to another device, within the last hour; nobody
   * gets a word from them there, so the kernel's table of neighbours does not have them.
   */
  public static Map<IpAddress, MacAddress> pretenders(List<String> nft) {
    Map<IpAddress, MacAddress> pretenders = new TreeMap<>();
    for (String table : List.of(AddressGuard.ARP, NftTable.BRIDGE)) {
      String list = "-j list set " + table + " " + AddressGuard.PRETENDERS;
      Program.Result said = Program.attempt(command(nft, List.of(list.split(" "))), "");
      if (said.exit() == 0) { // without a table nobody is dropped
        Json.list(Json.member(Program.json(said.out()), "nftables")).stream()
            .flatMap(entry -> Json.list(Json.member(Json.member(entry, "set"), "elem")).stream())
            .map(
                each ->
                    Json.list(Json.member(Json.member(Json.member(each, "elem"), "val"), "concat")))
            .forEach(
                who ->
                    pretenders.put(
                        IpAddress.parse(who.get(1).toString()),
                        MacAddress.parse(who.get(0).toString())));
      }
    }
    return pretenders;
  }

  /** Removes the tables. */
  @Override
  public synchronized void close() {
    nft(READ, NftTable.remove());
    refused.clear();
    told.clear();
    strongly.clear();
  }

  /** Lets what is refused be refused for another {@link NftTable#PATIENCE}. */
  synchronized void renew(NftSettings settings) {
    nft(READ, NftTable.renew(settings));
  }

  /** Asks nft whether it would take this text. */
  static Program.Result check(List<String> nft, String text) {
    return Program.attempt(command(nft, List.of("-c", "-f", "-")), text);
  }

  private String nft(List<String> arguments, String input) {
    return Program.run(command(nft, arguments), input);
  }

  private static List<String> command(List<String> nft, List<String> arguments) {
    List<String> command = new ArrayList<>(nft);
    command.addAll(arguments);
    return command;
  }

  /** An element may have timed out: adding it first makes deleting it never fail. */
  private static String removing(List<Refusal> removed) {
    return elements("add", removed) + elements("delete", removed);
  }

  private static String elements(String verb, List<Refusal> refusals) {
    return refusals.stream()
        .map(
            each ->
                "%s element %s %s { %s }\n%1$s element %2$s back_%3$s { %4$s }\n"
                    .formatted(verb, NftTable.NAME, each.set(), each.text()))
        .collect(Collectors.joining());
  }

  /**
   * What the table has counted since it was made.
   *
   * @param dropped packets of stations that were refused
   * @param passed packets that passed, in either direction, by remote address and port
   * @param arrived those of them that came from there
   * @param encrypted attempts at resolvers that hide their questions
   * @param asked packets to other resolvers, which ours answered
   * @param told queries for the time that the gateway answers, by remote address
   * @param full the sets that hold no more, so that what else passes is not counted
   */
  record Counters(
      Map<Refusal, Long> dropped,
      Map<Refusal, Long> passed,
      Map<Refusal, Long> arrived,
      Map<Refusal, Long> encrypted,
      Map<Refusal, Long> asked,
      Map<Refusal, Long> told,
      Set<String> full) {
    static final Counters NONE =
        new Counters(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of());

    /** Reads what nft says of each set, a line each. */
    static Counters read(List<String> lines) {
      Counters counters =
          new Counters(
              new HashMap<>(),
              new HashMap<>(),
              new HashMap<>(),
              new HashMap<>(),
              new HashMap<>(),
              new HashMap<>(),
              new TreeSet<>());
      lines.stream()
          .flatMap(json -> Json.list(Json.member(Program.json(json), "nftables")).stream())
          .forEach(entry -> counters.add(Json.member(entry, "set")));
      return counters;
    }

    /**
     * What a station's counters grew by; elements that timed out in between begin at zero again.
     */
    static Map<Refusal, Long> since(int mark, Map<Refusal, Long> then, Map<Refusal, Long> now) {
      Map<Refusal, Long> since = new HashMap<>();
      now.forEach(
          (end, count) -> {
            long old = then.getOrDefault(end, 0L);
            long more = count >= old ? count - old : count;
            if (end.mark() == mark && more > 0) {
              since.put(end, more);
            }
          });
      return since;
    }

    private void add(Object set) {
      String name = Json.member(set, "name").toString();
      List<?> elements = Json.list(Json.member(set, "elem"));
      Map<Refusal, Long> into = of(name);
      for (Object element : elements) {
        Object inner = Json.member(element, "elem");
        Object packets = Json.member(Json.member(inner, "counter"), "packets");
        if (packets instanceof Long count) {
          Refusal end = refusal(Json.list(Json.member(Json.member(inner, "val"), "concat")));
          into.merge(end, count, Long::sum);
          if (into == arrived) {
            passed.merge(end, count, Long::sum);
          }
        }
      }
      if (into != dropped && into != told && elements.size() >= StationRules.MOST_WATCHED) {
        full.add(name);
      }
    }

    private Map<Refusal, Long> of(String set) {
      if (set.matches("(host|proto|port)[46]_.*")) {
        return dropped;
      }
      if (set.startsWith("passed")) {
        return passed;
      }
      if (set.startsWith("arrived")) {
        return arrived;
      }
      if (set.startsWith("told")) {
        return told;
      }
      return set.startsWith("encrypted")
          ? encrypted
          : set.startsWith("asked") ? asked : new HashMap<>();
    }

    private static Refusal refusal(List<?> key) {
      return new Refusal(
          number(key.get(0)),
          IpAddress.parse(key.get(1).toString()),
          key.size() > 2 ? number(key.get(2)) : Refusal.ANY,
          key.size() > 3 ? number(key.get(3)) : Refusal.ANY);
    }

    private static int number(Object value) {
      return switch (value.toString()) {
        case "tcp" -> 6;
        case "udp" -> 17;
        case "icmp" -> 1;
        case "ipv6-icmp", "icmpv6" -> 58;
        case "sctp" -> 132;
        default -> Integer.decode(value.toString());
      };
    }
  }
}
