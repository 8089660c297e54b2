/**
 * Purpose: published files of lines: CSV of any dialect, TSV, JSON Lines.
 * May import: canonical, parser, home, connector.
 * Face: {@link org.caravanserai.connector.text.CsvFormat}, {@link org.caravanserai.connector.text.JsonLines}.
 */
package org.caravanserai.connector.text;
