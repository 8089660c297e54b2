/**
 * Purpose: how to talk to systems: formats of published files, the outbound client behind {@code hub:call}, its outcomes, ceilings and recordings.
 * May import: canonical, parser, home, store.
 * Face: {@link org.caravanserai.connector.FeedFormats}, {@link org.caravanserai.connector.Client}; one sub-package per family of codecs.
 */
package org.caravanserai.connector;
