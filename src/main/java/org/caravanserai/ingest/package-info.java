/**
 * Purpose: the left half of the line: a file or a call of a source becomes source records and golden documents, with an
 * account that adds up.
 * May import: canonical, parser, expression, home, store, master, mapping, quality, access.
 * Face: {@link org.caravanserai.ingest.Ingest}, {@link org.caravanserai.ingest.Run}.
 */
package org.caravanserai.ingest;
