// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports.notification;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** An HTTP server that gets a POST. */
public final class Webhook implements Receiver {
  private final URI url;
  private final Duration most;

  /**
   * @param url where to
   * @param most how long connection and answer may take, each
   * @throws IllegalArgumentException if it is no address of an HTTP server
   */
  public Webhook(String url, Duration most) {
    this.url = URI.create(url);
    this.most = most;
    if (this.url.getHost() == null || !String.valueOf(this.url.getScheme()).matches("https?")) {
      throw new IllegalArgumentException("it does not begin with http:// or https:// and a host");
    }
  }

  /** Without user, path and query: there are services whose whole secret is in them. */
  @Override
  public String place() {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  @Override
  public void tell(String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(most)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "TrimUnit")
            .POST(BodyPublishers.ofString(json))
            .build();
    HttpClient client = HttpClient.newBuilder().connectTimeout(most).build();
    HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
    if (response.statusCode() / 100 != 2) {
      throw new IOException("it answered with status " + response.statusCode());
    }
  }
}
