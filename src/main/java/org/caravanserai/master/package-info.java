/**
 * Purpose: what the company knows: source records, golden documents, lineage, identity, change log, due dates, reverse
 * references.
 * May import: canonical, parser, expression, home, store.
 * Face: {@link org.caravanserai.master.Master}, {@link org.caravanserai.master.Joined}.
 */
package org.caravanserai.master;
