/**
 * Purpose: published files in XML: RSS for Google Shopping, BMEcat catalogues.
 * May import: canonical, parser, home, connector.
 * Face: {@link org.caravanserai.connector.xml.RssFormat}.
 */
package org.caravanserai.connector.xml;
