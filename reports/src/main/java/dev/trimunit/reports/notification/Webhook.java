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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An HTTP server that gets a POST. */
public final class Webhook implements Receiver {
  private final URI url;
  private final Duration most;

  /**
   * @param url where to
   * @param most how long the whole exchange may take, from the connection to the last octet
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
    int status = statusInTime(client.sendAsync(request, BodyHandlers.discarding()));
    if (status / 100 != 2) {
      throw new IOException("it answered with status " + status);
    }
  }

  /** The client's own time-outs end with the first octet of the answer. */
  private int statusInTime(CompletableFuture<HttpResponse<Void>> exchange)
      throws IOException, InterruptedException {
    try {
      return exchange.get(most.toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("request timed out after " + most.toSeconds() + " s", e);
    } finally {
      exchange.cancel(true);
    }
  }
}
