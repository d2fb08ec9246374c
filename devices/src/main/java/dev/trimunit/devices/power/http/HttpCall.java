// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is sent.
 *
 * @param body null for none
 */
public record HttpCall(String method, URI url, Map<String, String> headers, @Nullable String body) {
  public HttpCall {
    headers = Map.copyOf(headers);
  }

  /** Without headers and body. */
  public static HttpCall get(URI url) {
    return new HttpCall("GET", url, Map.of(), null);
  }

  /** Why this header cannot be sent; empty if it can. */
  public static Optional<String> refusal(String header, String value) {
    try {
      HttpRequest.newBuilder().header(header, value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("the header '" + header + "' cannot be sent as it is written");
    }
  }

  /** What a digest is about: path and query as they are sent. */
  String target() {
    String query = url.getRawQuery();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return query == null ? path : path + "?" + query;
  }

  /** Adds a header, or replaces it. */
  HttpCall with(String header, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(header, value);
    return new HttpCall(method, url, more, body);
  }

  /** Method and address, without what may be secret in it. */
  @Override
  public String toString() {
    return method + " " + url.getScheme() + "://" + url.getAuthority() + url.getRawPath();
  }
}
