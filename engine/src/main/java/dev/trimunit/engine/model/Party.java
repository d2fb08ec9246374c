// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.Locale;

/** Who runs a destination, as in IMC 2019 and PETS 2021. */
public enum Party {
  /** The manufacturer or a company it is responsible for. */
  FIRST,
  /** Outsourced infrastructure: clouds, content delivery, time and name servers. */
  SUPPORT,
  /** Anyone else: advertisers, analytics, trackers. */
  THIRD,
  /** No rule of the party data says who runs it. */
  UNKNOWN;

  /** The word that specs and reports use, for example {@code third}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
