// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import java.time.Duration;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;
import org.openqa.selenium.remote.http.HttpMethod;
import org.openqa.selenium.remote.http.HttpRequest;
import org.openqa.selenium.remote.http.HttpResponse;
import org.openqa.selenium.remote.http.WebSocket;

/** A session may wait in a Grid's queue for longer than a command may take. */
record QueueingClient(HttpClient commands, HttpClient sessions) implements HttpClient {
  /** Makes clients whose sessions wait so long, and then as long as a command. */
  static HttpClient.Factory waiting(Duration queue) {
    HttpClient.Factory usual = HttpClient.Factory.createDefault();
    return config ->
        new QueueingClient(usual.createClient(config), usual.createClient(longer(config, queue)));
  }

  private static ClientConfig longer(ClientConfig config, Duration queue) {
    return config.readTimeout(config.readTimeout().plus(queue));
  }

  @Override
  public HttpResponse execute(HttpRequest request) {
    boolean opens = request.getMethod() == HttpMethod.POST && request.getUri().endsWith("/session");
    return (opens ? sessions : commands).execute(request);
  }

  @Override
  public WebSocket openSocket(HttpRequest request, WebSocket.Listener listener) {
    return commands.openSocket(request, listener);
  }

  @Override
  public void close() {
    commands.close();
    sessions.close();
  }
}
