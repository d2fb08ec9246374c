// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** Single values of JSON that somebody on the network sent. */
public final class JsonText {
  private static final ObjectReader READER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

  private JsonText() {}

  /**
   * The value at a pointer (RFC 6901) as text, a group or list as JSON; empty if there is none, or
   * if the text is no JSON.
   */
  public static Optional<String> at(String json, String pointer) {
    try {
      JsonNode found = READER.readTree(json).at(pointer);
      return found.isMissingNode()
          ? Optional.empty()
          : Optional.of(found.isValueNode() ? found.asText() : found.toString());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The text itself, once it is known to be a pointer. */
  public static String pointer(String text) {
    JsonPointer.compile(text);
    return text;
  }
}
