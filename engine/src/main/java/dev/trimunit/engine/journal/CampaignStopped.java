// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import org.jspecify.annotations.Nullable;

/** No further trial is to be had in this campaign; the message says why, in a sentence. */
public final class CampaignStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CampaignStopped(String sentence) {
    super(sentence);
  }

  public CampaignStopped(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
