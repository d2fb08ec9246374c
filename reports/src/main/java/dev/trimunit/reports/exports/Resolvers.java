// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.exports;

import dev.trimunit.engine.model.DnsName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Files of resolvers. They block exactly the names, not what lies below; on every port, which is
 * why a name that the device needs on another port is left out with a comment.
 */
final class Resolvers {
  private static final String EVERY_DEVICE =
      "This format cannot name a device: it hits every device that asks this resolver.";

  private static final String ONLY_ADDRESSES =
      " Exact names; other record types than A and AAAA, such as HTTPS with its hints, still pass.";

  private Resolvers() {}

  static String rpz(Plan plan) {
    String zone = plan.id().replaceAll("[^a-z0-9-]", "-") + ".rpz.invalid.";
    List<String> text =
        comments(
            ";",
            plan,
            Verified.Form.NAME_ERROR,
            "Exact names, every port. Use it in the view of this device only.");
    text.add("$TTL 60");
    text.add("$ORIGIN " + zone);
    text.add("@ IN SOA localhost. nobody.invalid. 1 3600 600 86400 60");
    text.add("@ IN NS localhost.");
    names(text, ";", plan, false, name -> List.of(name + " IN CNAME ."));
    below(
        text,
        ";",
        plan.families(false),
        false,
        above -> List.of("*." + above + " IN CNAME ."),
        kept -> kept + " IN CNAME rpz-passthru.");
    return end(text);
  }

  static String unbound(Plan plan) {
    String view = plan.id().toLowerCase(Locale.ROOT);
    List<String> text =
        comments(
            "#",
            plan,
            Verified.Form.UNSPECIFIED,
            "Exact names, every port. To use it for this device only, add to 'server:' the line"
                + " access-control-view: <the device's address> \""
                + view
                + "\"");
    text.add("view:");
    text.add("  name: \"" + view + "\"");
    text.add("  view-first: yes");
    names(
        text,
        "  #",
        plan,
        false,
        name ->
            List.of(
                "  local-data: \"" + name + ". 60 IN A 0.0.0.0\"",
                "  local-data: \"" + name + ". 60 IN AAAA ::\""));
    below(
        text,
        "  #",
        plan.families(false),
        true,
        above -> List.of("  local-zone: \"" + above + ".\" always_null"),
        kept -> "  local-zone: \"" + kept + ".\" always_transparent");
    return end(text);
  }

  static String dnsmasq(Plan plan) {
    List<String> text =
        comments("#", plan, Verified.Form.UNSPECIFIED, EVERY_DEVICE + ONLY_ADDRESSES);
    names(text, "#", plan, true, name -> List.of("host-record=" + name + ",0.0.0.0,::"));
    below(
        text,
        "#",
        plan.families(true),
        true,
        above -> List.of("address=/" + above + "/0.0.0.0", "address=/" + above + "/::"),
        kept -> "server=/" + kept + "/#");
    return end(text);
  }

  static String hosts(Plan plan) {
    List<String> text =
        comments("#", plan, Verified.Form.UNSPECIFIED, EVERY_DEVICE + ONLY_ADDRESSES);
    names(text, "#", plan, true, name -> List.of("0.0.0.0 " + name, ":: " + name));
    families(text, "#", plan, family -> "a hosts file knows whole names only");
    return end(text);
  }

  static String adGuard(Plan plan) {
    List<String> text =
        comments(
            "!",
            plan,
            Verified.Form.UNSPECIFIED,
            EVERY_DEVICE
                + " In AdGuard Home, $client= behind a rule limits it. The rules are exact names.");
    names(text, "!", plan, true, name -> List.of("|" + name + "^"));
    for (Family family : plan.families(true)) {
      text.add(
          family.leftOutBecause().isEmpty()
              ? "/" + family.regex() + "/"
              : leftOut("!", family.name().text(), family.leftOutBecause()));
    }
    return end(text);
  }

  static String piHole(Plan plan) {
    List<String> text =
        comments(
            "#",
            plan,
            Verified.Form.UNSPECIFIED,
            "Exact names, as a list of domains. Assign it to a group that holds this device only.");
    names(text, "#", plan, true, List::of);
    families(
        text,
        "#",
        plan,
        family ->
            "a list of domains knows whole names only; as a regex filter of the group it is "
                + family.regex());
    return end(text);
  }

  private static void names(
      List<String> text,
      String mark,
      Plan plan,
      boolean everyDevice,
      Function<String, List<String>> lines) {
    for (Plan.Line line : plan.names(everyDevice)) {
      if (line.blocks()) {
        text.addAll(lines.apply(line.name()));
      } else {
        text.add(leftOut(mark, line.name(), line.leftOutBecause()));
      }
    }
    plan.addresses()
        .forEach(
            address -> text.add(mark + " left out: " + address + ", an address; see nftables.nft"));
  }

  /** Families in a format that knows everything below a name. */
  private static void below(
      List<String> text,
      String mark,
      List<Family> families,
      boolean withTheNameItself,
      Function<String, List<String>> refusing,
      UnaryOperator<String> keeping) {
    for (Family family : families) {
      String obstacle = family.obstacleBelow(withTheNameItself);
      if (obstacle.isEmpty()) {
        String above = Family.above(family.name()).map(DnsName::text).orElseThrow();
        text.add(mark + " " + family.wider(withTheNameItself));
        family.lines(refusing.apply(above), keeping).stream()
            .filter(line -> !text.contains(line))
            .forEach(text::add);
      } else {
        text.add(leftOut(mark, family.name().text(), obstacle));
      }
    }
  }

  /** Families in a format that cannot say them. */
  private static void families(
      List<String> text, String mark, Plan plan, Function<Family, String> why) {
    for (Family family : plan.families(true)) {
      String obstacle = family.leftOutBecause();
      text.add(
          leftOut(mark, family.name().text(), obstacle.isEmpty() ? why.apply(family) : obstacle));
    }
  }

  private static String leftOut(String mark, String name, String because) {
    return mark + " left out: " + Plan.plain(name) + ", because " + because;
  }

  private static List<String> comments(String mark, Plan plan, Verified.Form form, String about) {
    List<String> text = new ArrayList<>();
    plan.header(form, about).forEach(line -> text.add(mark + " " + line));
    plan.bypasses().forEach(line -> text.add(mark + " " + line));
    return text;
  }

  private static String end(List<String> text) {
    return String.join("\n", text) + "\n";
  }
}
