// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** An answer's body that is refused beyond a number of octets. */
final class AtMost implements BodySubscriber<byte[]> {
  private final BodySubscriber<byte[]> body;
  private long left;
  private Flow.@Nullable Subscription subscription;

  AtMost(BodySubscriber<byte[]> body, long octets) {
    this.body = body;
    this.left = octets;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscribed) {
    subscription = subscribed;
    body.onSubscribe(subscribed);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    left -= buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (left >= 0) {
      body.onNext(buffers);
    } else {
      if (subscription != null) {
        subscription.cancel();
      }
      body.onError(new IOException("too long an answer"));
    }
  }

  @Override
  public void onError(Throwable error) {
    body.onError(error);
  }

  @Override
  public void onComplete() {
    body.onComplete();
  }
}
