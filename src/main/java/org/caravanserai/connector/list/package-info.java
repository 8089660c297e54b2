/**
 * Purpose: reads a partner's list page by page, to its end or not at all.
 * May import: connector, connector.codec, home, parser.
 * Face: {@link org.caravanserai.connector.list.Listing}.
 */
package org.caravanserai.connector.list;
