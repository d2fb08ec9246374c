// SPDX-License-Identifier: Apache-2.0
/**
 * From packets to destinations: reads pcap and pcapng files without native libraries, dissects what
 * destinations need, ties DNS answers to the flows that follow. Also writes captures and frames.
 *
 * <p>Everything read here comes from strangers: lengths are checked before they are used, memory is
 * bounded whatever a file says, and a name never leaves the package unescaped.
 */
@NullMarked
package dev.trimunit.devices.capture;

import org.jspecify.annotations.NullMarked;
