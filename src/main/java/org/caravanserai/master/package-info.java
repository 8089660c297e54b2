/**
 * Purpose: what the company knows: source records, golden documents, lineage, identity, change log, due dates, reverse
 * references.
 * May import: canonical, parser, home, store.
 * Face: {@link org.caravanserai.master.Master}.
 */
package org.caravanserai.master;
