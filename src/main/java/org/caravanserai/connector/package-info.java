/**
 * Purpose: how to talk to systems: formats of published files, and later descriptors, the outbound client and its outcomes.
 * May import: canonical, parser, home.
 * Face: {@link org.caravanserai.connector.FeedFormats}; one sub-package per family of codecs.
 */
package org.caravanserai.connector;
