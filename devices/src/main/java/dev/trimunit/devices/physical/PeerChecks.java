// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.physical;

import dev.trimunit.devices.json.Json;
import dev.trimunit.engine.model.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;

/** Whether those answer that a bench asks over the network. */
final class PeerChecks {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_OCTETS = 1 << 16;
  private static final int LONGEST_QUOTE = 120;
  private static final int DNS = 53;

  /** Who has the root? Any answer to it is an answer, a refusal too. */
  private static final byte[] QUESTION = {0x54, 0x55, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1};

  private PeerChecks() {}

  /** Whether a resolver answers; it is asked twice, as a datagram may be lost. */
  static boolean answers(IpAddress resolver) {
    return IntStream.range(0, 2).anyMatch(attempt -> answersOnce(resolver));
  }

  private static boolean answersOnce(IpAddress resolver) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout((int) PATIENCE.dividedBy(2).toMillis());
      socket.connect(new InetSocketAddress(resolver.value(), DNS));
      socket.send(new DatagramPacket(QUESTION, QUESTION.length));
      DatagramPacket answer = new DatagramPacket(new byte[512], 512);
      socket.receive(answer);
      return isAnswer(answer);
    } catch (IOException e) {
      return false; // silence, or a router that says that nobody is there
    }
  }

  private static boolean isAnswer(DatagramPacket answer) {
    byte[] data = answer.getData();
    return answer.getLength() >= 12
        && data[0] == QUESTION[0]
        && data[1] == QUESTION[1]
        && data[2] < 0; // the bit that says so
  }

  /** What a phone's server says of itself. */
  static BenchLine phone(String place, String name, URI server) {
    String where = where(server);
    try {
      HttpResponse<InputStream> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(status(server)).timeout(PATIENCE).build(),
                  BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        String text = new String(body.readNBytes(MOST_OCTETS), StandardCharsets.UTF_8);
        return said(place, "the server of phone '%s' at %s".formatted(name, where), text);
      }
    } catch (IOException e) {
      return BenchLine.missing(
          place,
          "the server of phone '%s' at %s does not answer (%s): start it, appium or the Grid"
              .formatted(name, where, reason(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return BenchLine.unknown(place, "the look at phone '%s' was interrupted".formatted(name));
    }
  }

  private static String reason(IOException e) {
    if (e instanceof ConnectException && e.getMessage() == null) {
      return "nobody listens there";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : quoted(e.getMessage());
  }

  private static BenchLine said(String place, String who, String text) {
    Object value;
    try {
      value = Json.member(Json.read(text), "value");
    } catch (IllegalArgumentException e) {
      return BenchLine.missing(
          place,
          "%s answers as no Appium server does, with '%s': look at 'appium'"
              .formatted(who, quoted(text)));
    }
    boolean ready = Boolean.TRUE.equals(Json.member(value, "ready"));
    if (!ready) {
      return BenchLine.missing(
          place,
          "%s says that it is not ready: '%s'. Look at its own output"
              .formatted(who, quoted(Json.member(value, "message").toString())));
    }
    Object version = Json.member(Json.member(value, "build"), "version");
    return BenchLine.good(
        place, who + " is ready" + (version instanceof String v ? ", version " + quoted(v) : ""));
  }

  /** In one line, of bearable length. */
  static String quoted(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
  }

  private static URI status(URI server) {
    String base = server.toString();
    return URI.create(base + (base.endsWith("/") ? "" : "/") + "status");
  }

  /** Without a user's name, password or path, which may be keys. */
  private static String where(URI server) {
    return server.getScheme()
        + "://"
        + server.getHost()
        + (server.getPort() < 0 ? "" : ":" + server.getPort())
        + "/";
  }
}
