// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import dev.trimunit.devices.json.Json;
import dev.trimunit.engine.lab.LabClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The WebDriver commands that Appium's Java client sends, and what the phone answers. */
final class Commands {
  /** An answer: its HTTP status and JSON text. */
  record Answer(int status, String json) {}

  private final SimulatedApp app;
  private final Handset handset;
  private int sessions;
  private boolean open;

  Commands(String appPackage, SimulatedApp app, LabClock clock) {
    this.app = app;
    this.handset = new Handset(appPackage, app, clock);
  }

  Answer answer(String method, String path, String body) {
    synchronized (app) {
      try {
        return value(200, command(method, path.split("/"), parameters(body)));
      } catch (WebDriverError e) {
        return error(e.status, e.error, e.getMessage());
      } catch (RuntimeException e) {
        // What an app's model throws must reach the bench as a fault with its cause, not as a lost
        // connection.
        return error(500, "unknown error", "The simulated app failed: " + e);
      }
    }
  }

  private static Map<?, ?> parameters(String body) {
    try {
      return !body.isBlank() && Json.read(body) instanceof Map<?, ?> map ? map : Map.of();
    } catch (IllegalArgumentException e) {
      throw WebDriverError.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** The path's first part is empty: it begins with a slash. */
  private @Nullable Object command(String method, String[] path, Map<?, ?> parameters) {
    String first = path.length > 1 ? path[1] : "";
    if (first.equals("status")) {
      return Map.of("ready", true, "message", "the simulated phone of TrimUnit");
    }
    if (!first.equals("session")) {
      throw WebDriverError.unknownCommand(method, String.join("/", path));
    }
    return path.length == 2 ? begin(parameters) : inSession(method, path, parameters);
  }

  private Object begin(Map<?, ?> parameters) {
    handset.newSession();
    sessions++;
    open = true;
    Map<?, ?> asked =
        parameters.get("capabilities") instanceof Map<?, ?> capabilities ? capabilities : Map.of();
    Map<?, ?> always = asked.get("alwaysMatch") instanceof Map<?, ?> match ? match : Map.of();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("sessionId", id());
    told.put("capabilities", Handset.capabilities(always));
    return told;
  }

  private String id() {
    return "session-" + sessions;
  }

  private @Nullable Object inSession(String method, String[] path, Map<?, ?> parameters) {
    if (!open || !path[2].equals(id())) {
      throw WebDriverError.noSession(path[2]);
    }
    if (path.length == 3 && method.equals("DELETE")) {
      open = false;
      return null;
    }
    String[] rest = java.util.Arrays.copyOfRange(path, 3, path.length);
    return rest.length >= 2 && rest[0].equals("element")
        ? onElement(method, rest, parameters)
        : onPhone(method, String.join("/", rest), parameters);
  }

  private @Nullable Object onPhone(String method, String command, Map<?, ?> parameters) {
    return switch (method + " " + command) {
      case "POST element" -> first(parameters);
      case "POST elements" -> handset.find(text(parameters, "using"), text(parameters, "value"));
      case "GET screenshot" -> handset.screenshot();
      case "GET source" -> handset.source();
      case "POST timeouts" -> null;
      case "GET timeouts" -> Map.of("implicit", 0);
      case "POST back" -> handset.back();
      case "POST execute/sync" ->
          handset.execute(text(parameters, "script"), firstArgument(parameters));
      default -> throw WebDriverError.unknownCommand(method, command);
    };
  }

  private @Nullable Object onElement(String method, String[] rest, Map<?, ?> parameters) {
    String id = rest[1];
    String command = rest.length > 2 ? rest[2] : "";
    return switch (method + " " + command) {
      case "POST click" -> handset.click(id);
      case "POST value" -> throw WebDriverError.invalid("Nothing on this screen takes text");
      case "GET text" -> handset.attribute(id, "text");
      case "GET displayed", "GET enabled" -> handset.attribute(id, command) != null;
      case "GET attribute" -> handset.attribute(id, rest.length > 3 ? rest[3] : "");
      default ->
          throw WebDriverError.unknownCommand(method, "element/" + command + parameters.keySet());
    };
  }

  private Object first(Map<?, ?> parameters) {
    String using = text(parameters, "using");
    String value = text(parameters, "value");
    List<Object> found = handset.find(using, value);
    if (found.isEmpty()) {
      throw WebDriverError.noElement(using, value);
    }
    return found.get(0);
  }

  private static Map<?, ?> firstArgument(Map<?, ?> parameters) {
    return parameters.get("args") instanceof List<?> list
            && !list.isEmpty()
            && list.get(0) instanceof Map<?, ?> map
        ? map
        : Map.of();
  }

  private static String text(Map<?, ?> parameters, String key) {
    if (parameters.get(key) instanceof String text) {
      return text;
    }
    throw WebDriverError.invalid("The command needs the text '%s'".formatted(key));
  }

  private static Answer value(int status, @Nullable Object value) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("value", value);
    return new Answer(status, Json.write(json));
  }

  private static Answer error(int status, String error, @Nullable String message) {
    return value(
        status, Map.of("error", error, "message", String.valueOf(message), "stacktrace", ""));
  }
}
