// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * A bulb as its maker might write it, knowing nothing of TrimUnit: it switches when its broker
 * agrees, and shows the weather. Its owner reaches it by HTTP.
 */
final class ForeignBulb {
  static final int PORT = 8080;
  static final String WEATHER = "weather.vendor.test";
  static final int BROKER_PORT = 8883;
  static final int WEATHER_PORT = 8081;
  private static final int PATIENCE_MILLIS = 1_500;

  private final String resolver;
  private volatile boolean on;

  ForeignBulb(String resolver) {
    this.resolver = resolver;
  }

  /**
   * Runs until it loses its power.
   *
   * @param arguments the address of its resolver, and the name of its broker
   */
  public static void main(String[] arguments) throws IOException {
    ForeignBulb bulb = new ForeignBulb(arguments[0]);
    String broker = arguments[1];
    bulb.asks(broker, BROKER_PORT);
    Executors.newSingleThreadScheduledExecutor()
        .scheduleWithFixedDelay(() -> bulb.asks(WEATHER, WEATHER_PORT), 0, 1, TimeUnit.SECONDS);
    HttpServer server = HttpServer.create(new InetSocketAddress(PORT), 16);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            if (exchange.getRequestMethod().equals("POST") && bulb.asks(broker, BROKER_PORT)) {
              bulb.on = !bulb.on;
            }
            byte[] state = (bulb.on ? "on" : "off").getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, state.length);
            exchange.getResponseBody().write(state);
          }
        });
    server.start();
  }

  /** It speaks to the Internet as it does to its resolver. */
  private boolean isSix() {
    return resolver.contains(":");
  }

  /** Whether somebody answers there. */
  boolean asks(String name, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address(name), port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write('?');
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private InetAddress address(String name) throws IOException {
    SimpleResolver asked = new SimpleResolver(resolver);
    asked.setTimeout(java.time.Duration.ofMillis(PATIENCE_MILLIS));
    Lookup lookup = new Lookup(name, isSix() ? Type.AAAA : Type.A);
    lookup.setResolver(asked);
    lookup.setCache(null);
    Record[] found = lookup.run();
    if (found == null || found.length == 0) {
      throw new IOException("no address for " + name);
    }
    return found[0] instanceof AAAARecord six
        ? six.getAddress()
        : ((ARecord) found[0]).getAddress();
  }
}
