// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.devices.json.JsonPointer;
import dev.trimunit.engine.lab.LabFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A plug or strip of TP-Link Kasa that answers on port 9999 (HS100, HS103, HS110, HS300, …). Newer
 * ones, and Tapo, speak another protocol: those go through Home Assistant or a command.
 *
 * <pre>
 * power:
 *   control: kasa
 *   address: 192.0.2.20
 *   child: "01"          # of a strip: the end of the socket's id
 * </pre>
 *
 * <p>The protocol: JSON behind its length in four octets, each octet XORed with the one before it
 * as it was sent, the first with 171.
 */
record KasaControl(String address, int port, @Nullable String child) implements Control {
  private static final int PORT = 9999;
  private static final int FIRST_KEY = 171;
  private static final int MOST_OCTETS = 1 << 16;
  private static final int MOST_CHILDREN = 32;
  private static final String ASK = "{\"system\":{\"get_sysinfo\":{}}}";
  private static final String INFO = "/system/get_sysinfo";

  static Control read(Keys keys) {
    keys.allow("address", "port", "child");
    return new KasaControl(
        keys.text("address"),
        keys.number("port", 1, 65535, PORT),
        keys.optional("child", KasaControl::idOf).orElse(null));
  }

  private static String idOf(String text) {
    if (!text.matches("[0-9A-Za-z]{1,64}")) {
      throw new IllegalArgumentException("'" + text + "' is no id of a socket: write \"00\"");
    }
    return text;
  }

  @Override
  public void set(boolean on, Limit limit) {
    String context = child == null ? "" : context(exchange(ASK, limit));
    String answer =
        exchange(
            "{%s\"system\":{\"set_relay_state\":{\"state\":%d}}}".formatted(context, on ? 1 : 0),
            limit);
    String code = at(answer, "/system/set_relay_state/err_code").orElse("");
    if (!code.equals("0")) {
      throw new LabFault("it refused to switch: " + Says.quote(answer));
    }
  }

  @Override
  public boolean isOn(Limit limit) {
    String answer = exchange(ASK, limit);
    String state = child == null ? INFO + "/relay_state" : childIn(answer) + "/state";
    return Says.of(state, "1", "0").isOn(answer);
  }

  /** Strips call a socket by the id of the strip and its own; some tell the second part only. */
  private String context(String answer) {
    String id = at(answer, childIn(answer) + "/id").orElse("");
    String strip = at(answer, INFO + "/deviceId").orElse("");
    return "\"context\":{\"child_ids\":[\"%s\"]},"
        .formatted(idOf(id.startsWith(strip) ? id : strip + id));
  }

  /** Where the answer has the socket. */
  private String childIn(String answer) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MOST_CHILDREN; i++) {
      String place = INFO + "/children/" + i;
      Optional<String> id = at(answer, place + "/id");
      if (id.isPresent() && id.get().endsWith(String.valueOf(child))) {
        return place;
      }
      id.ifPresent(ids::add);
    }
    throw new LabFault(
        "it has no socket whose id ends with '%s'; its sockets: %s"
            .formatted(child, Says.quote(String.join(", ", ids))));
  }

  private static Optional<String> at(String answer, String place) {
    return JsonPointer.parse(place).in(answer);
  }

  private String exchange(String json, Limit limit) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), limit.leftMillis());
      socket.getOutputStream().write(message(json));
      return answer(socket, limit);
    } catch (SocketTimeoutException e) {
      throw new LabFault("no answer within " + limit, e);
    } catch (IOException e) {
      throw new LabFault("no answer (" + Says.quote(String.valueOf(e.getMessage())) + ")", e);
    } catch (IllegalArgumentException e) {
      throw new LabFault("no answer that is understood", e);
    }
  }

  private static byte[] message(String json) {
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + text.length).putInt(text.length);
    int key = FIRST_KEY;
    for (byte octet : text) {
      key ^= octet & 0xff;
      message.put((byte) key);
    }
    return message.array();
  }

  /** A plug leaves the connection open: its answer ends where its length says. */
  private static String answer(Socket socket, Limit limit) throws IOException {
    InputStream in = socket.getInputStream();
    int length = ByteBuffer.wrap(octets(socket, in, Integer.BYTES, limit)).getInt();
    if (length < 0 || length > MOST_OCTETS) {
      throw new LabFault(
          "its answer has %,d octets, which no plug of this kind sends"
              .formatted(Integer.toUnsignedLong(length)));
    }
    byte[] octets = octets(socket, in, length, limit);
    int key = FIRST_KEY;
    for (int i = 0; i < length; i++) {
      int sent = octets[i] & 0xff;
      octets[i] = (byte) (sent ^ key);
      key = sent;
    }
    return new String(octets, StandardCharsets.UTF_8);
  }

  /** However few come at once, the limit holds for all of them. */
  private static byte[] octets(Socket socket, InputStream in, int count, Limit limit)
      throws IOException {
    byte[] octets = new byte[count];
    for (int at = 0; at < count; ) {
      socket.setSoTimeout(limit.leftMillis());
      int got = in.read(octets, at, count - at);
      if (got < 0) {
        throw new IOException("the connection ended after %d of %d octets".formatted(at, count));
      }
      at += got;
    }
    return octets;
  }

  @Override
  public String words() {
    return "Kasa plug at "
        + address
        + (port == PORT ? "" : ":" + port)
        + (child == null ? "" : ", socket " + child);
  }
}
