// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.features.bench;

import dev.trimunit.devices.linux.NamespaceName;
import dev.trimunit.devices.linux.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is beyond the gateway of a {@link BenchOfParts}: dnsmasq, mosquitto, nginx and chronyd. */
final class PartsInternet {
  static final String BROKER = "broker.bulb.test";
  static final String WEATHER = "weather.vendor.test";
  static final String TIME = "time.vendor.test";

  /** Built into the kettle. */
  static final String PUSH = "api.pushover.net";

  private static final int LARGE = 4_000_000;

  private static final String NGINX =
      """
      user root root;
      daemon off;
      master_process off;
      pid %1$s/nginx.pid;
      error_log stderr warn;
      events { worker_connections 64; }
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        server {
          listen 8081;
          location / { return 200 "4 degrees"; }
          location = /large { alias %1$s/large; }
        }
      }
      """;

  private final BenchOfParts bench;

  private PartsInternet(BenchOfParts bench) {
    this.bench = bench;
  }

  static void start(BenchOfParts bench) throws IOException {
    PartsInternet internet = new PartsInternet(bench);
    internet.names();
    internet.broker();
    internet.weather();
    internet.time();
  }

  private void names() throws IOException {
    part(
        "dnsmasq",
        "--no-daemon",
        "--conf-file=/dev/null",
        "--no-resolv",
        "--no-hosts",
        "--pid-file=",
        "--bind-interfaces",
        "--listen-address=" + Topology.INTERNET_RESOLVER,
        "--local-ttl=5",
        "--local=/test/", // no IPv6 addresses, instead of a refusal
        "--address=/" + BROKER + "/203.0.113.10",
        "--address=/" + WEATHER + "/203.0.113.20",
        "--address=/" + PUSH + "/203.0.113.30",
        "--address=/" + TIME + "/203.0.113.40");
  }

  private void broker() throws IOException {
    part("mosquitto", "-c", BenchOfParts.broker(folder().resolve("mosquitto.conf")).toString());
  }

  private void weather() throws IOException {
    Files.write(folder().resolve("large"), new byte[LARGE]);
    Path nginx = Files.writeString(folder().resolve("nginx.conf"), NGINX.formatted(folder()));
    part("nginx", "-p", folder().toString(), "-c", nginx.toString());
  }

  /** It has nobody to ask and goes by this machine's clock, which it does not set. */
  private void time() throws IOException {
    part(
        "chronyd",
        "-d",
        "-x",
        "-u",
        "root",
        "pidfile " + folder().resolve("chronyd.pid"),
        "bindcmdaddress /",
        "cmdport 0",
        "local stratum 3",
        "allow");
  }

  private Path folder() {
    return bench.folder();
  }

  private void part(String... command) throws IOException {
    bench.part(NamespaceName.INTERNET, command[0], List.of(command));
  }
}
