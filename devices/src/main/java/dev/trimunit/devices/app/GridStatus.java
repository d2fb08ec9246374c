// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import dev.trimunit.devices.json.Json;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a Selenium Grid says of its phones: each is a slot of a node, with the capabilities that it
 * has.
 *
 * @param place where the Grid is, for messages
 */
public record GridStatus(String place, List<Node> nodes) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_OCTETS = 1 << 20;
  private static final int LONGEST_QUOTE = 120;

  /** So many of those that do not match are named. */
  private static final int NAMED = 5;

  /** A phone on a Grid. */
  record Slot(Map<String, Object> stereotype, boolean free) {}

  /**
   * A machine with phones.
   *
   * @param most how many sessions it takes at once, whatever number of slots it has
   */
  record Node(boolean up, int most, List<Slot> slots) {
    Node {
      slots = List.copyOf(slots);
    }

    private int matching(Map<String, Object> capabilities) {
      return (int) slots.stream().filter(slot -> matches(slot.stereotype(), capabilities)).count();
    }

    private int phones(Map<String, Object> capabilities) {
      return up ? Math.min(most, matching(capabilities)) : 0;
    }

    private int free(Map<String, Object> capabilities) {
      int sessions = (int) slots.stream().filter(slot -> !slot.free()).count();
      int free =
          (int)
              slots.stream()
                  .filter(Slot::free)
                  .filter(slot -> matches(slot.stereotype(), capabilities))
                  .count();
      return up ? Math.max(0, Math.min(most - sessions, free)) : 0;
    }
  }

  public GridStatus {
    nodes = List.copyOf(nodes);
  }

  /**
   * Asks a Grid.
   *
   * @throws LabFault if it does not answer, or is none
   */
  public static GridStatus of(URI grid) {
    String place = PhoneSession.place(grid);
    String base = grid.toString();
    URI status = URI.create(base + (base.endsWith("/") ? "" : "/") + "status");
    try {
      HttpResponse<InputStream> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(status).timeout(PATIENCE).build(),
                  BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        return read(place, new String(body.readNBytes(MOST_OCTETS), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new LabFault(
          "the Grid at %s does not answer (%s): start its hub"
              .formatted(place, quoted(Objects.requireNonNullElse(e.getMessage(), e.toString()))),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("the question to the Grid at %s was interrupted".formatted(place), e);
    }
  }

  /** What its answer says. */
  static GridStatus read(String place, String text) {
    Object value;
    try {
      value = Json.member(Json.read(text), "value");
    } catch (IllegalArgumentException e) {
      throw new LabFault(
          "what is at %s answers as no Grid does, with '%s'".formatted(place, quoted(text)), e);
    }
    Object nodes = Json.member(value, "nodes");
    if (!(nodes instanceof List<?>)) {
      boolean server = isThere(Json.member(value, "build"));
      throw new LabFault(
          server
              ? "what is at %s is a server of its own and no Grid: write 'appium' instead of 'grid'"
                  .formatted(place)
              : "what is at %s answers as no Grid does, with '%s'".formatted(place, quoted(text)));
    }
    return new GridStatus(place, Json.list(nodes).stream().map(GridStatus::node).toList());
  }

  private static Node node(Object node) {
    List<Slot> slots = new ArrayList<>();
    for (Object slot : Json.list(Json.member(node, "slots"))) {
      boolean free = !isThere(Json.member(slot, "session"));
      slots.add(new Slot(texts(Json.member(slot, "stereotype")), free));
    }
    boolean up = "UP".equals(Json.member(node, "availability"));
    int most = Json.member(node, "maxSessions") instanceof Number n ? n.intValue() : slots.size();
    return new Node(up, most, slots);
  }

  /** What is not there, or null, is an empty object. */
  private static boolean isThere(Object member) {
    return member instanceof Map<?, ?> members && !members.isEmpty();
  }

  private static Map<String, Object> texts(Object object) {
    return object instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .collect(
                Collectors.toMap(
                    entry -> String.valueOf(entry.getKey()),
                    entry -> (Object) String.valueOf(entry.getValue()),
                    (a, b) -> a))
        : Map.of();
  }

  /** How many phones there are for a session, whether they are in use or not. */
  public int phones(Map<String, Object> capabilities) {
    return nodes.stream().mapToInt(node -> node.phones(capabilities)).sum();
  }

  /** How many of them are free. */
  public int free(Map<String, Object> capabilities) {
    return nodes.stream().mapToInt(node -> node.free(capabilities)).sum();
  }

  /** What there is for a session, in a sentence without its end. */
  public String words(Map<String, Object> capabilities) {
    int matching = nodes.stream().mapToInt(node -> node.matching(capabilities)).sum();
    int phones = phones(capabilities);
    if (phones > 0) {
      return "the Grid at %s has %s for it, %d free"
          .formatted(place, phones == 1 ? "1 phone" : phones + " phones", free(capabilities));
    }
    if (matching > 0) {
      return "the Grid at %s has lost the node of %s"
          .formatted(place, matching == 1 ? "its phone" : "its phones");
    }
    return "the Grid at %s has no phone for it, but %s".formatted(place, others());
  }

  private String others() {
    List<String> others =
        nodes.stream()
            .flatMap(node -> node.slots().stream())
            .map(slot -> quoted(slot.stereotype().toString()))
            .distinct()
            .toList();
    return others.isEmpty()
        ? "none at all: start a node"
        : others.stream().limit(NAMED).collect(Collectors.joining(", "))
            + (others.size() > NAMED ? " and %d more".formatted(others.size() - NAMED) : "");
  }

  /**
   * As the Grid's own matcher: platform and browser are as asked; of capabilities with a prefix
   * those must be equal that both name.
   */
  private static boolean matches(Map<String, Object> has, Map<String, Object> asked) {
    for (Map.Entry<String, Object> one : asked.entrySet()) {
      Object there = has.get(one.getKey());
      boolean named = one.getKey().equals("platformName") || one.getKey().equals("browserName");
      boolean ours = one.getKey().matches("(appium|trimunit):.*");
      if ((named || ours)
          && there != null
          && !there.toString().equalsIgnoreCase(one.getValue().toString())) {
        return false;
      }
    }
    return true;
  }

  private static String quoted(String text) {
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
  }
}
