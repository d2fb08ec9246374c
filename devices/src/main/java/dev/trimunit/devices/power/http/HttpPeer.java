// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power.http;

import dev.trimunit.engine.lab.LabFault;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks over HTTP. */
public final class HttpPeer {
  private static final int MOST_OCTETS = 1 << 16;
  private final @Nullable Login login;
  private final Supplier<String> nonces;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param login null if nobody asks for one
   * @param nonces something new for each digest
   */
  public HttpPeer(@Nullable Login login, Supplier<String> nonces) {
    this.login = login;
    this.nonces = nonces;
  }

  /**
   * The body of the answer, if the server says that all is well.
   *
   * @param left how long it may take, asked before each exchange
   * @throws LabFault with what was found
   */
  public String ask(HttpCall call, Supplier<Duration> left) {
    if (login == null) {
      return body(call, send(call, left.get()));
    }
    boolean unasked = login.scheme() == Login.Scheme.BASIC;
    HttpCall first = unasked ? call.with("Authorization", login.basic()) : call;
    HttpResponse<byte[]> response = send(first, left.get());
    List<String> challenges =
        response.statusCode() == 401 ? response.headers().allValues("WWW-Authenticate") : List.of();
    Optional<String> answer = login.answer(challenges, call.method(), call.target(), nonces.get());
    return answer.isEmpty()
        ? body(call, response)
        : body(call, send(call.with("Authorization", answer.get()), left.get()));
  }

  private String body(HttpCall call, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw new LabFault(
          "%s was refused with %d: %s"
              .formatted(
                  call,
                  status,
                  login == null ? "it asks for a login" : "it does not take this login"));
    }
    if (status < 200 || status > 299) {
      throw new LabFault("%s was answered with %d%s".formatted(call, status, hint(status)));
    }
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String hint(int status) {
    return status / 100 == 3 ? ", which leads elsewhere: write the address that it leads to" : "";
  }

  private HttpResponse<byte[]> send(HttpCall call, Duration limit) {
    CompletableFuture<HttpResponse<byte[]>> exchange = start(call, limit);
    try {
      return exchange.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LabFault(call + " had no whole answer in time", e);
    } catch (ExecutionException e) {
      throw fault(call, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("the run was interrupted", e);
    } finally {
      exchange.cancel(true);
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> start(HttpCall call, Duration limit) {
    BodyPublisher body =
        call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.url()).timeout(limit).method(call.method(), body);
    call.headers().forEach(request::header);
    return client.sendAsync(request.build(), info -> new BoundedBody(MOST_OCTETS));
  }

  private static LabFault fault(HttpCall call, Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return new LabFault(call + " had no answer in time", cause);
    }
    String said = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
    return new LabFault(call + " had no answer" + said, cause);
  }
}
