// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import dev.trimunit.engine.lab.LabFault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with what listens behind a broker. Each exchange has a connection of its own: between
 * trials a broker may be restarted, and nobody needs to notice.
 *
 * @param login null if the broker wants none
 */
public record MqttPeer(String host, int port, boolean tls, @Nullable MqttLogin login) {
  private static final int MOST_OCTETS = 1 << 16;
  private static final int MOST_WAITING = 1000;

  /** The topic itself, once it is known to be one of a single thing. */
  public static String topic(String text) {
    MqttTopic.of(text);
    return text;
  }

  /**
   * Tells something; the broker has it when this returns.
   *
   * @param left how long it may take, asked before each step
   * @throws LabFault with what was found
   */
  public void tell(String topic, String payload, Supplier<Duration> left) {
    connected(left, client -> publish(client, topic, payload, left));
  }

  /**
   * Asks, and listens until somebody says what is understood. What the broker has kept from earlier
   * is no answer: whoever said it may be gone.
   *
   * @param understood empty for what is no answer to this
   * @return empty if there was no such answer in time
   */
  public <T> Optional<T> ask(
      String topic,
      String payload,
      String answerTopic,
      Function<String, Optional<T>> understood,
      Supplier<Duration> left) {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>(MOST_WAITING);
    return connected(
        left,
        client -> {
          wait(
              client
                  .subscribeWith()
                  .topicFilter(answerTopic)
                  .qos(MqttQos.AT_LEAST_ONCE)
                  .callback(message -> hear(message, heard))
                  .send(),
              left);
          publish(client, topic, payload, left);
          return answer(heard, understood, left);
        });
  }

  private static void hear(Mqtt3Publish message, BlockingQueue<String> heard) {
    byte[] payload = message.getPayloadAsBytes();
    if (!message.isRetain() && payload.length <= MOST_OCTETS) {
      heard.offer(new String(payload, StandardCharsets.UTF_8));
    }
  }

  private static <T> Optional<T> answer(
      BlockingQueue<String> heard,
      Function<String, Optional<T>> understood,
      Supplier<Duration> left) {
    try {
      Optional<T> answer = Optional.empty();
      while (answer.isEmpty()) {
        String message = heard.poll(left.get().toMillis(), TimeUnit.MILLISECONDS);
        if (message == null) {
          return Optional.empty();
        }
        answer = understood.apply(message);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("the run was interrupted", e);
    }
  }

  private static Optional<String> publish(
      Mqtt3AsyncClient client, String topic, String payload, Supplier<Duration> left) {
    wait(
        client
            .publishWith()
            .topic(topic)
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(payload.getBytes(StandardCharsets.UTF_8))
            .send(),
        left);
    return Optional.empty();
  }

  private <T> Optional<T> connected(
      Supplier<Duration> left, Function<Mqtt3AsyncClient, Optional<T>> work) {
    Mqtt3AsyncClient client = client(left.get());
    try {
      wait(client.connect(), left);
      return work.apply(client);
    } finally {
      Object unused = client.disconnect(); // whether it hears that changes nothing any more
    }
  }

  private Mqtt3AsyncClient client(Duration limit) {
    Mqtt3ClientBuilder builder =
        Mqtt3Client.builder()
            .transportConfig()
            .serverHost(host)
            .serverPort(port)
            .socketConnectTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .mqttConnectTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
            .applyTransportConfig();
    Mqtt3ClientBuilder secured = tls ? builder.sslWithDefaultConfig() : builder;
    return (login == null ? secured : known(secured, login)).buildAsync();
  }

  private static Mqtt3ClientBuilder known(Mqtt3ClientBuilder builder, MqttLogin login) {
    return builder
        .simpleAuth()
        .username(login.user())
        .password(login.password().getBytes(StandardCharsets.UTF_8))
        .applySimpleAuth();
  }

  private static void wait(CompletableFuture<?> step, Supplier<Duration> left) {
    try {
      step.get(left.get().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LabFault("the broker did not answer in time", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new LabFault("the broker cannot be used (" + reason(cause) + ")", cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabFault("the run was interrupted", e);
    }
  }

  /** The libraries below put the names of their classes before what the system says. */
  private static String reason(Throwable cause) {
    return String.valueOf(cause.getMessage()).replaceFirst("^([\\w$]+\\.)+[\\w$]+: ", "");
  }
}
